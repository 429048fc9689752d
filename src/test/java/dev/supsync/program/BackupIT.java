package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.testing.Archives;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site is backed up while its service synchronizes it, and the backup is killed. */
class BackupIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Path export;
    private Map<String, List<String>> calm;
    private Program.@Nullable Running service;

    @BeforeEach
    void synchronizeUndisturbed() throws Exception {
        export = Sites.export(folder.resolve("export"), 4_000);
        Path undisturbed = site("calm");
        assertThat(new Program(undisturbed).run("sync", "full").exit()).isZero();
        calm = Sites.views(undisturbed);
    }

    @AfterEach
    void end() {
        Program.Running serving = service;
        if (serving != null) {
            serving.process().destroyForcibly();
        }
    }

    @Test
    void aBackupThroughTheServiceWhileASynchronizationWrites() throws Exception {
        Path site = site("served");
        Program program = new Program(site);
        Program.Running serving = program.start("serve");
        service = serving;
        Path address = site.resolve("data/CS1.supsync.service");
        until(serving, () -> Files.exists(address));
        String url = Files.readString(address).strip();
        until(serving, () -> number(url, "SELECT COUNT(*) FROM SUP_RUN WHERE PLACE <> ''") == 1);
        Path archive = folder.resolve("CS1.zip");
        long committed;
        // no chunk can be committed while this holds the row that every one of them takes its numbers from
        try (Connection gate = DriverManager.getConnection(url, "sa", "");
                Statement statement = gate.createStatement()) {
            gate.setAutoCommit(false);
            statement.executeUpdate("UPDATE SUP_SITE SET SITE_NAME = SITE_NAME");
            assertThat(number(url, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL"))
                    .as("the run is in its middle")
                    .isEqualTo(1);
            until(
                    serving,
                    () -> number(
                                    url,
                                    "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS WHERE THIS_WAITING_FOR"
                                            + " <> ''")
                            > 0);
            committed = number(url, "SELECT COUNT(*) FROM SUP_UPDATE");
            Program.Result backup = program.run("backup", archive.toString(), "--format", "json");
            assertThat(backup.exit()).as(backup.toString()).isZero();
            assertThat(backup.out()).startsWith("{\"site\":\"CS1\"").hasLineCount(1);
            gate.rollback();
        }
        until(serving, () -> number(url, "SELECT COUNT(*) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED'") == 1);
        assertThat(Files.readString(serving.out())).as("of HSQLDB").isEmpty();
        serving.process().toHandle().destroy();
        assertThat(serving.waitFor().exit()).isZero();
        assertThat(Sites.views(site)).as("the run under way is not harmed").isEqualTo(calm);
        assertThat(Sites.number(site, "SELECT CONTENT_VERSION FROM SUP_SITE")).isEqualTo(1);

        Path restored = site("restored");
        Archives.unpack(archive, restored.resolve("data"));
        assertThat(committed).isPositive();
        assertThat(Sites.number(restored, "SELECT COUNT(*) FROM SUP_UPDATE"))
                .as("what was committed, and nothing of the transaction under way")
                .isEqualTo(committed);
        assertThat(Sites.number(restored, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL AND PLACE <> ''"))
                .isEqualTo(1);
        Program.Result next = new Program(restored).run("sync", "full", "--format", "json");
        assertThat(next.exit()).as(next.toString()).isZero();
        assertThat(next.out()).contains("\"resumed\":true");
        assertThat(Sites.views(restored)).isEqualTo(calm);
    }

    @Test
    void aKilledBackupLeavesNoFileOfItsName() throws Exception {
        Path site = folder.resolve("calm");
        Program program = new Program(site);
        long start = System.nanoTime();
        assertThat(program.run("backup", "whole.zip").exit()).isZero();
        long duration = (System.nanoTime() - start) / 1_000_000;
        Seeds.each(20, seed -> {
            long moment = (long) (new SplittableRandom(seed).nextDouble() * duration);
            Path archive = site.resolve("b-" + seed + ".zip");
            boolean isKilled = program.start("backup", archive.toString()).killAfter(moment);
            String what = (isKilled ? "killed" : "ended") + " after " + moment + " ms of " + duration;
            if (Files.exists(archive)) {
                Path restored = site("restored-" + seed);
                Archives.unpack(archive, restored.resolve("data"));
                assertThat(Sites.views(restored)).as(what).isEqualTo(calm);
            } else {
                assertThat(isKilled).as(what).isTrue();
                Program.Result again = program.run("backup", archive.toString());
                assertThat(again.exit()).as(what + ": " + again).isZero();
            }
            assertThat(Sites.views(site)).as(what).isEqualTo(calm);
        });
        assertThat(names(site))
                .as("folders that are not whole, and say so")
                .allMatch(name -> !name.startsWith("b-") || name.endsWith(".zip") || name.contains(".zip.partial-"));
    }

    private Path site(String name) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Sites.configuration(site, export);
        return site;
    }

    private static void until(Program.Running service, Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> {
                    if (!service.process().isAlive()) {
                        throw new AssertionError("it ended: " + Files.readString(service.err()));
                    }
                    return condition.call();
                });
    }

    private static long number(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
