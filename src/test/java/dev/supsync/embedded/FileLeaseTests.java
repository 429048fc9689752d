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
import java.util.concurrent.TimeUnit;
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
        try (FileLease lease = FileLease.take(database)) {
            assertThat(lease).isNotNull();

            assertRefused(database, ProcessHandle.current().pid());
            assertRefused(database, ProcessHandle.current().pid());
        }
        FileLease.take(database).close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkLeadsToTheSameLock() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (FileLease lease = FileLease.take(real.resolve("CS1"))) {
            assertThat(lease).isNotNull();
            assertRefused(link.resolve("CS1"), ProcessHandle.current().pid());
        }
    }

    @Test
    void twoDatabasesHaveTwoLocks() {
        try (FileLease one = FileLease.take(folder.resolve("CS1"));
                FileLease two = FileLease.take(folder.resolve("CS2"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void closingTwiceDoesNotFreeALaterHolder() {
        Path database = folder.resolve("CS1");
        FileLease first = FileLease.take(database);
        first.close();
        try (FileLease second = FileLease.take(database)) {
            first.close();
            assertThat(second).isNotNull();
            assertRefused(database, ProcessHandle.current().pid());
        }
    }

    @Test
    void anotherProcessIsRefusedWithTheHoldersName() throws Exception {
        Path database = folder.resolve("CS1");
        try (FileLease lease = FileLease.take(database);
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

            FileLease.take(database).close();
        }
    }

    @Test
    void aLockWithoutANameIsALockAllTheSame() throws Exception {
        Path database = folder.resolve("CS1");
        try (Holding other = new Holding(database)) {
            assertThat(other.line()).isEqualTo("held");
            Files.writeString(folder.resolve("CS1.supsync.lock"), "\u0000nonsense");

            assertThatThrownBy(() -> FileLease.take(database))
                    .isInstanceOf(SupsyncException.class)
                    .hasMessageContaining("another process that did not leave its name");
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> FileLease.take(file.resolve("CS1")))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_UNREACHABLE))
                .hasMessageContaining("CS1.supsync.lock");
    }

    private static void assertRefused(Path database, long pid) {
        SupsyncException refused = catchThrowableOfType(SupsyncException.class, () -> FileLease.take(database));
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

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() throws InterruptedException {
            kill();
        }
    }
}
