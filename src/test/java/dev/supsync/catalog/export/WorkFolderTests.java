package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is uncompressed is private, and goes when its process does; what is not ours stays. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkFolderTests {

    @TempDir
    Path work;

    @TempDir
    Path elsewhere;

    @Test
    void isPrivate() throws IOException {
        assumeTrue(isPosix());
        try (WorkFolder folder = WorkFolder.create(work)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void goesWithTheCatalog() throws IOException {
        Path file = new ExportWriter().writeCabinet(elsewhere.resolve("package.cab"), SampleRevisions.all());
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
    void staysWhileItsProcessMakesMoreOfThemAndAnotherOneTidiesUp() throws Exception {
        try (WorkFolder one = WorkFolder.create(work);
                WorkFolder two = WorkFolder.create(work)) {
            Files.writeString(one.file("metadata.txt"), "one");
            try (WorkFolderProgram.Running other = WorkFolderProgram.start(work)) {
                assertThat(folders()).containsExactlyInAnyOrder(one.path(), two.path(), other.path());
                WorkFolder.create(work).close();
                assertThat(folders()).containsExactlyInAnyOrder(one.path(), two.path(), other.path());
                other.kill();
                assertThat(other.path()).exists();
                WorkFolder.create(work).close();
                assertThat(folders()).containsExactlyInAnyOrder(one.path(), two.path());
            }
            assertThat(one.file("metadata.txt")).hasContent("one");
        }
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void thoseOfDeadProcessesAreRemoved() throws IOException {
        dead("123");
        Path foreign = Files.createDirectory(work.resolve("supsync-other"));
        Path beingMade = made("456", "rwx------");
        try (WorkFolder folder = WorkFolder.create(work)) {
            assertThat(folders()).containsExactlyInAnyOrder(folder.path(), foreign, beingMade);
        }
    }

    @Test
    void thoseThatOthersMayReadOrThatAreOthersStay() throws IOException {
        assumeTrue(isPosix());
        Path readable = dead("123");
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-x---"));
        Path others = dead("456");
        boolean given = give(others);
        WorkFolder.create(work).close();
        assertThat(readable.resolve("metadata.txt")).exists();
        assumeThat(given).as("this user may give a folder away").isTrue();
        assertThat(others.resolve("metadata.txt")).exists();
    }

    @Test
    void aLockThatIsALinkToTheLockOfASiteDoesNotGiveItAway() throws Exception {
        assumeTrue(isPosix());
        Path site = elsewhere.resolve("CS1");
        FileLease held = FileLease.take(FilesKind.SITE, new DatabaseFiles(site));
        try {
            Path trap = made("123", "rwx------");
            Files.createSymbolicLink(trap.resolve("lock"), elsewhere.resolve("CS1.supsync.lock"));
            WorkFolder.create(work).close();
            assertThat(trap.resolve("lock")).isSymbolicLink();
            try (WorkFolderProgram.Running other = WorkFolderProgram.take(site)) {
                assertThat(other.said()).startsWith("refused");
            }
        } finally {
            held.close();
        }
        FileLease.take(FilesKind.SITE, new DatabaseFiles(site)).close();
    }

    @Test
    void aLockThatIsAPipeKeepsNobodyWaiting() throws Exception {
        Path trap = made("123", "rwx------");
        assumeTrue(isPosix() && pipe(trap.resolve("lock")));
        assumeTrue(pipe(work.resolve(WorkFolder.PREFIX + "456")));
        WorkFolder.create(work).close();
        assertThat(trap.resolve("lock")).exists();
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        assumeTrue(isPosix());
        Path strangers = strangersFolder();
        Path link = Files.createSymbolicLink(work.resolve(WorkFolder.PREFIX + "123"), strangers);
        WorkFolder.create(work).close();
        assertThat(strangers.resolve("metadata.txt")).exists();
        assertThat(link).isSymbolicLink();
        assertThatThrownBy(() -> OpenFolder.of(link)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void whatTakesThePlaceOfAnOpenFolderIsNotTouched() throws IOException {
        assumeTrue(isPosix());
        Path dead = dead("123");
        Path strangers = strangersFolder();
        try (OpenFolder open = OpenFolder.of(dead)) {
            Path moved = Files.move(dead, work.resolve("moved"));
            Files.createSymbolicLink(dead, strangers);
            synchronized (WorkLock.MONITOR) {
                WorkLock lock = Objects.requireNonNull(WorkLock.take(open));
                open.empty();
                lock.close();
            }
            assertThat(moved).isEmptyDirectory();
        }
        assertThat(strangers.resolve("metadata.txt")).exists();
        assertThat(strangers.resolve("lock")).exists();
    }

    @Test
    void whatTakesThePlaceOfAFolderInUseIsNotTouched() throws IOException {
        assumeTrue(isPosix());
        Path strangers = strangersFolder();
        WorkFolder folder = WorkFolder.create(work);
        Files.move(folder.path(), work.resolve("moved"));
        Files.move(strangers, folder.path());
        folder.close();
        assertThat(folder.file("metadata.txt")).exists();
    }

    @Test
    void oneThatSomebodyElseHasRemovedIsClosed() throws IOException {
        WorkFolder folder = WorkFolder.create(work);
        Files.delete(folder.file("lock"));
        Files.delete(folder.path());
        folder.close();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aNewFolderThatAnotherProcessRemovesIsGivenUp() throws IOException {
        assertThat(WorkLock.create(work.resolve("gone"))).isNull();
        for (Path seen : List.of(work.resolve("gone"), work)) { // its lock has gone, or is something else by now
            FileChannel channel =
                    FileChannel.open(elsewhere.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            assertThat(WorkLock.create(() -> channel, Files.getFileAttributeView(seen, BasicFileAttributeView.class)))
                    .isNull();
            assertThat(channel.isOpen()).isFalse();
        }
    }

    /** Where a folder cannot be held open, as on Windows. */
    @Test
    void pathsWillDoWhereTheyMust() throws IOException {
        Path dead = dead("123");
        try (OpenFolder open = OpenFolder.of(dead, false)) {
            assertThat(open.isPrivateOf(Files.getOwner(dead))).isTrue();
            synchronized (WorkLock.MONITOR) {
                WorkLock lock = Objects.requireNonNull(WorkLock.take(open));
                assertThat(WorkLock.take(open)).as("what this process holds").isNull();
                open.empty();
                lock.close();
            }
        }
        assertThat(dead).isEmptyDirectory();
        assumeTrue(isPosix());
        Path link = Files.createSymbolicLink(work.resolve("link"), dead);
        assertThatThrownBy(() -> OpenFolder.of(link, false)).isInstanceOf(NotDirectoryException.class);
    }

    /** A folder as a killed process leaves it. */
    private Path dead(String suffix) throws IOException {
        Path dead = made(suffix, "rwx------");
        Files.createFile(dead.resolve("lock"));
        Files.writeString(dead.resolve("metadata.txt"), "left over");
        return dead;
    }

    private Path made(String suffix, String rights) throws IOException {
        Path folder = Files.createDirectory(work.resolve(WorkFolder.PREFIX + suffix));
        if (isPosix()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
        }
        return folder;
    }

    private Path strangersFolder() throws IOException {
        Path folder = Files.createDirectory(elsewhere.resolve("stranger"));
        Files.createFile(folder.resolve("lock"));
        Files.writeString(folder.resolve("metadata.txt"), "a stranger's");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private static boolean give(Path folder) {
        try {
            Files.setAttribute(folder, "unix:uid", 65_534);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static boolean pipe(Path file) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(work)) {
            return folders.toList();
        }
    }
}
