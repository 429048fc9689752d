package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SharedFilesTests {

    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void twoPathsToOneDatabaseShareIt() throws IOException, SQLException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (SharedFiles one = use(real.resolve("sup1"));
                SharedFiles two = use(link.resolve("sup1"))) {
            assertThat(one.isFirst()).isTrue();
            assertThat(two.isFirst()).isFalse();
            one.close();
            two.verify();
        }
        assertThat(real.resolve("sup1.lck")).doesNotExist();
    }

    private static SharedFiles use(Path files) throws SQLException {
        return SharedFiles.use(
                FilesKind.CATALOG,
                new DatabaseFiles(files),
                () -> DriverManager.getConnection(FileOptions.underLease("jdbc:hsqldb:file:" + files), "SA", ""));
    }
}
