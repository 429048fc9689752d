package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedSource;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Site databases and catalogs beside another HSQLDB program. */
class FilesInUseTests {

    /** What an HSQLDB error of a lock that is held is called by its number. */
    private static final String LOCKED = "refused -451";

    /** What both have to do. */
    abstract static class Contract {

        @TempDir
        Path folder;

        /** Opens the files. */
        abstract AutoCloseable open(Path files);

        /** Reads something on a new connection. */
        abstract void use(AutoCloseable opened) throws Exception;

        @Test
        void whatAnotherProgramHasIsRefused() throws Exception {
            Path files = folder.resolve("CS1");
            open(files).close();
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                assertThat(tool.answer()).isEqualTo("open");
                tool.execute("CREATE TABLE OTHERS (ID INT)");

                SupsyncException refused = catchThrowableOfType(SupsyncException.class, () -> open(files));

                assertThat(refused.code()).isEqualTo(ErrorCode.SITE_BUSY);
                assertThat(refused)
                        .hasMessageContaining("in use by another HSQLDB program")
                        .hasMessageContaining(
                                folder.toRealPath().resolve("CS1.lck").toString());
                assertThat(refused.remedy()).startsWith("Close that program");
                tool.execute("DROP TABLE OTHERS");
                tool.execute("SHUTDOWN");
            }
            open(files).close();
        }

        @Test
        void otherProgramsAreRefusedMeanwhile() throws Exception {
            Path files = folder.resolve("CS1");
            try (AutoCloseable opened = open(files)) {
                try (HsqldbTool tool = HsqldbTool.open(files)) {
                    assertThat(tool.answer()).startsWith(LOCKED);
                }
                use(opened);
            }
            assertThat(folder.resolve("CS1.lck")).doesNotExist();
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                assertThat(tool.answer()).isEqualTo("open");
            }
        }

        @Test
        void aKilledProgramIsReplacedWhenItsHeartbeatHasEnded() throws Exception {
            Path files = folder.resolve("CS1");
            open(files).close();
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                assertThat(tool.answer()).isEqualTo("open");
                tool.kill();
            }
            assertThatThrownBy(() -> open(files)).isInstanceOf(SupsyncException.class);
            letDie(folder.resolve("CS1.lck"));
            open(files).close();
        }

        @Test
        void whoStalledWritesNothingOverAnotherProgramsFiles() throws Exception {
            Path files = folder.resolve("CS1");
            open(files).close();
            AutoCloseable opened = open(files);
            letDie(folder.resolve("CS1.lck"));
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                assertThat(tool.answer()).isEqualTo("open");
                tool.execute("CREATE TABLE OTHERS (ID INT)");

                assertThatThrownBy(() -> use(opened))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.LEASE_LOST));
                opened.close();
                tool.execute("SHUTDOWN");
            }
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                assertThat(tool.answer()).isEqualTo("open");
                tool.execute("DROP TABLE OTHERS");
            }
        }

        @Test
        void aRefusedLoginLetsGoOfTheFiles() throws Exception {
            Path files = folder.resolve("CS1");
            open(files).close();
            try (HsqldbTool tool = HsqldbTool.open(files)) {
                tool.execute("ALTER USER SA SET PASSWORD 'other'");
                tool.execute("SHUTDOWN");
            }
            assertThatThrownBy(() -> open(files)).isInstanceOf(SupsyncException.class);
            assertThat(folder.resolve("CS1.lck")).doesNotExist();
            assertThat(OpenDatabase.isOpen(new DatabaseFiles(files).real())).isFalse();
        }

        /** As if eleven seconds had gone by since the last heartbeat. */
        private static void letDie(Path lck) throws IOException {
            Instant before = Instant.now().minus(Duration.ofSeconds(11));
            LckFile.write(lck, before.toEpochMilli());
            Files.setLastModifiedTime(lck, FileTime.from(before));
        }
    }

    @Nested
    class Site extends Contract {

        @Override
        AutoCloseable open(Path files) {
            return SiteDatabase.open("jdbc:hsqldb:file:" + files, "SA", "");
        }

        @Override
        void use(AutoCloseable opened) {
            SiteDatabase database = (SiteDatabase) opened;
            database.translating(() -> database.jdbc().queryForObject("VALUES (1)", Integer.class));
        }
    }

    @Nested
    class Catalog extends Contract {

        @Override
        AutoCloseable open(Path files) {
            return ManagedCatalog.open(
                    new ManagedSource("jdbc:hsqldb:file:" + files, null, null, 1_000_000, "CS1", "sup1.example"),
                    Clock.systemUTC());
        }

        @Override
        void use(AutoCloseable opened) {
            ((ManagedCatalog) opened).contentVersion();
        }
    }
}
