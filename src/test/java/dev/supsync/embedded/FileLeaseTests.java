package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTests {

    @TempDir
    Path folder;

    @Test
    void aSecondOneIsRefusedInTheSameProcess() {
        Path database = folder.resolve("new/CS1");
        try (FileLease lease = take(database)) {
            assertThat(lease).isNotNull();

            assertRefused(database, ProcessHandle.current().pid());
            assertRefused(database, ProcessHandle.current().pid());
        }
        take(database).close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkLeadsToTheSameLock() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (FileLease lease = take(real.resolve("CS1"))) {
            assertThat(lease).isNotNull();
            assertRefused(link.resolve("CS1"), ProcessHandle.current().pid());
        }
    }

    @Test
    void twoDatabasesHaveTwoLocks() {
        try (FileLease one = take(folder.resolve("CS1"));
                FileLease two = take(folder.resolve("CS2"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void closingTwiceDoesNotFreeALaterHolder() {
        Path database = folder.resolve("CS1");
        FileLease first = take(database);
        first.close();
        try (FileLease second = take(database)) {
            first.close();
            assertThat(second).isNotNull();
            assertRefused(database, ProcessHandle.current().pid());
        }
    }

    @Test
    void anotherProcessIsRefusedWithTheHoldersName() throws Exception {
        Path database = folder.resolve("CS1");
        try (FileLease lease = take(database);
                Holding other = new Holding(database)) {
            assertThat(lease).isNotNull();
            assertThat(other.line())
                    .startsWith("refused SITE_BUSY")
                    .contains("process " + ProcessHandle.current().pid() + " on host ");
        }
    }

    @Test
    void whoDiedIsReplacedAtOnce() throws Exception {
        Path database = folder.resolve("CS1");
        try (Holding other = new Holding(database)) {
            assertThat(other.line()).isEqualTo("held");
            assertRefused(database, other.pid());

            other.kill();

            take(database).close();
        }
    }

    @Test
    void aToolThatCameBetweenIsNotTakenForTheDead() throws Exception {
        Path database = folder.resolve("CS1");
        try (Holding other = new Holding(database)) {
            assertThat(other.line()).isEqualTo("held");
            other.kill();
        }
        Path lck = folder.resolve("CS1.lck");
        LckFile.write(lck, Instant.now().minusSeconds(11).toEpochMilli()); // what the tool waits for
        try (HsqldbTool tool = HsqldbTool.open(database)) {
            assertThat(tool.answer()).isEqualTo("open");

            assertThatThrownBy(() -> take(database))
                    .isInstanceOf(SupsyncException.class)
                    .hasMessageContaining("another HSQLDB program");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatThisProcessHoldsIsNotOpenedByAnotherName() throws Exception {
        Path database = folder.resolve("CS1");
        Path alias = folder.resolve("CS2");
        try (FileLease lease = take(database)) {
            assertThat(lease).isNotNull();
            Files.createLink(folder.resolve("CS2.supsync.lock"), folder.resolve("CS1.supsync.lock"));
            assertThatThrownBy(() -> take(alias)).hasMessageContaining("in use by");
            Files.delete(folder.resolve("CS2.supsync.lock"));
            Files.createSymbolicLink(folder.resolve("CS2.supsync.lock"), folder.resolve("CS1.supsync.lock"));
            assertThatThrownBy(() -> take(alias)).hasMessageContaining("not a regular file");

            try (Holding other = new Holding(database)) {
                assertThat(other.line()).as("the lock is still held").startsWith("refused SITE_BUSY");
            }
        }
    }

    @Test
    void anInterruptDoesNotEndTheLock() throws Exception {
        Path database = folder.resolve("CS1");
        Thread.currentThread().interrupt();
        try (FileLease lease = take(database)) {
            lease.verify();
            assertThat(Thread.interrupted()).isTrue();
            try (Holding other = new Holding(database)) {
                assertThat(other.line()).startsWith("refused SITE_BUSY");
            }
        }
    }

    @Test
    void theFilesAreGivenBackOnlyWhenTheyAreShutDown() throws Exception {
        Path database = folder.resolve("CS1");
        CountDownLatch closing = new CountDownLatch(1);
        FileLease lease = take(database);
        Thread.currentThread().interrupt(); // does not wait for the shutdown
        lease.closeAfter(() -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        try (Holding other = new Holding(database)) {
            assertThat(other.line()).startsWith("refused SITE_BUSY");
        }
        assertThat(folder.resolve("CS1.lck")).exists();

        closing.countDown();

        take(database).close(); // waits for it
        assertThat(folder.resolve("CS1.lck")).doesNotExist();
    }

    @Test
    void aLockWithoutANameIsALockAllTheSame() throws Exception {
        Path database = folder.resolve("CS1");
        try (Holding other = new Holding(database)) {
            assertThat(other.line()).isEqualTo("held");
            Files.writeString(folder.resolve("CS1.supsync.lock"), "\u0000nonsense");

            assertThatThrownBy(() -> take(database))
                    .isInstanceOf(SupsyncException.class)
                    .hasMessageContaining("another process that did not leave its name");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> take(file.resolve("CS1")))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_UNREACHABLE))
                .hasMessageContaining("CS1.supsync.lock");
    }

    @Test
    void theLockOfACatalogHasTheCodesOfCatalogs() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> FileLease.take(FilesKind.CATALOG, new DatabaseFiles(file.resolve("sup1"))))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE))
                .hasMessageContaining("of the catalog " + file.resolve("sup1"));
    }

    @Test
    void whatIsLeftOfACatalogAndCannotBeDeletedIsNamed() throws IOException {
        Path left = Files.createDirectories(folder.resolve("sup1.properties/x")).getParent();

        assertThatThrownBy(() -> FileLease.take(FilesKind.CATALOG, new DatabaseFiles(folder.resolve("sup1"))))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_UNREACHABLE))
                .hasMessageContaining("file " + left);
        assertThat(folder.resolve("sup1.lck")).doesNotExist();
    }

    @Test
    void oneThatWasGivenBackIsNotTakenForLostToAnotherProgram() {
        FileLease lease = take(folder.resolve("CS1"));
        lease.close();

        assertThatThrownBy(lease::verify)
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST))
                .hasMessageEndingWith("has been closed.");
    }

    private static FileLease take(Path database) {
        return FileLease.take(FilesKind.SITE, new DatabaseFiles(database));
    }

    private static void assertRefused(Path database, long pid) {
        SupsyncException refused = catchThrowableOfType(SupsyncException.class, () -> take(database));
        assertThat(refused).hasMessageContaining("process " + pid + " on host ").hasMessageContaining(", since ");
        assertThat(refused.code()).isEqualTo(ErrorCode.SITE_BUSY);
        String since = refused.getMessage().replaceAll("(?s).*, since (\\S+Z)\\..*", "$1");
        assertThat(Duration.between(Instant.parse(since), Instant.now())).isLessThan(Duration.ofMinutes(5));
    }

    /** Another process that takes the lock, says so, and holds it until it is closed or killed. */
    private static final class Holding implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;

        Holding(Path database) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LeaseHolderProgram.class.getName(),
                            database.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = process.inputReader(StandardCharsets.UTF_8);
        }

        String line() throws IOException {
            return String.valueOf(output.readLine());
        }

        long pid() {
            return process.pid();
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            kill();
        }
    }
}
