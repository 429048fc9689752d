package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncompleteCreationTests {

    @TempDir
    Path folder;

    @Test
    void databaseWhoseCreationWasInterruptedIsCreatedAnew() throws IOException {
        Files.writeString(folder.resolve("CS1.properties"), "version=2.7.4\nmodified=yes\n");
        Files.writeString(folder.resolve("CS1.log"), "");

        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("CS1"), "sa", "")) {
            assertThat(database.jdbc().queryForObject("VALUES (1)", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void halfWrittenFirstScriptIsNone() throws IOException {
        Files.writeString(folder.resolve("CS1.properties"), "version=2.7.4\nmodified=yes\n");
        Files.writeString(folder.resolve("CS1.script.new"), "SET DATABASE UNIQUE");

        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("CS1"), "sa", "")) {
            assertThat(database.jdbc().queryForObject("VALUES (1)", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void databaseThatIsThereIsLeftAlone() throws IOException {
        Path properties = folder.resolve("CS1.properties");
        Files.writeString(properties, "version=2.7.4\nmodified=yes-new-files\n");
        Files.writeString(folder.resolve("CS1.script.new"), "");

        FileLease.take(FilesKind.SITE, new DatabaseFiles(folder.resolve("CS1"))).close();

        assertThat(properties).exists();
    }
}
