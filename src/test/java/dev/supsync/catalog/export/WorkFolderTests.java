package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.catalog.SampleRevisions;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is uncompressed is private, and goes when its process does. */
class WorkFolderTests {

    @TempDir
    Path work;

    @Test
    void isPrivate() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        try (WorkFolder folder = WorkFolder.create(work)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void goesWithTheCatalog(@TempDir Path exports) throws IOException {
        Path file = new ExportWriter().writeCabinet(exports.resolve("package.cab"), SampleRevisions.all());
        try (CatalogExport catalog = CatalogExport.open(file, ExportOptions.in(work))) {
            assertThat(catalog.size()).isPositive();
            assertThat(folders()).hasSize(1);
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void staysWhileItIsInUse() throws IOException {
        try (WorkFolder one = WorkFolder.create(work);
                WorkFolder two = WorkFolder.create(work)) {
            assertThat(folders()).containsExactlyInAnyOrder(one.path(), two.path());
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void thoseOfDeadProcessesAreRemoved() throws IOException {
        Path dead = Files.createDirectory(work.resolve(WorkFolder.PREFIX + "123"));
        Files.createFile(dead.resolve("lock"));
        Files.writeString(dead.resolve("metadata.txt"), "left over");
        Path foreign = Files.createDirectory(work.resolve("supsync-other"));
        Path beingMade = Files.createDirectory(work.resolve(WorkFolder.PREFIX + "456"));
        try (WorkFolder folder = WorkFolder.create(work)) {
            assertThat(folders()).containsExactlyInAnyOrder(folder.path(), foreign, beingMade);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(work)) {
            return folders.toList();
        }
    }
}
