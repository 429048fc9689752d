package dev.supsync.cli;

import static dev.supsync.testing.Query.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.cli.Program.Result;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Gate;
import dev.supsync.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The site database's server is lost in the middle of a run: it is killed, the line to it is cut, or it falls silent. The run
 * says so, and the same command goes on where it was.
 */
class LostServerTests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UPDATES = 2_500;

    /** The run, in the transaction of its next chunk. */
    private static final String WAITING =
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SYSTEM_SESSIONS WHERE THIS_WAITING_FOR <> ''";

    @TempDir
    Path folder;

    private ServerProcess server;
    private Map<String, List<String>> calm;

    @BeforeEach
    void synchronizeUndisturbed() throws IOException {
        Path undisturbed = folder.resolve("undisturbed");
        SampleSite.write(undisturbed, UPDATES);
        assertThat(new Program(undisturbed).run("sync", "full").status()).isZero();
        try (SiteDatabase database =
                SiteDatabase.open("jdbc:hsqldb:file:" + undisturbed.resolve("data/CS1"), "sa", "")) {
            calm = ViewSnapshot.of(database);
        }
        server = ServerProcess.start(folder.resolve("server/CS1"));
    }

    @AfterEach
    void end() throws InterruptedException {
        server.kill();
    }

    @Test
    void aServerThatIsKilled() throws Exception {
        Program program = site(server.port());
        CompletableFuture<Result> run = inTheMiddle(program, () -> {
            server.kill();
            return null;
        });
        assertLost(run);
        server = ServerProcess.start(folder.resolve("server/CS1"), server.port());
        assertContinues(program);
    }

    @Test
    void aLineThatIsCut() throws Exception {
        try (Gate gate = new Gate(server.port())) {
            Program program = site(gate.port());
            CompletableFuture<Result> run = inTheMiddle(program, () -> {
                gate.open();
                return null;
            });
            assertLost(run);
            assertContinues(program);
        }
    }

    @Test
    void aLineThatStallsAndIsCutLater() throws Exception {
        try (Gate gate = new Gate(server.port())) {
            Program program = site(gate.port());
            CompletableFuture<Result> run = inTheMiddle(program, () -> {
                gate.silentAfter(0);
                return null;
            });
            assertThat(run).as("it waits for an answer").isNotDone();
            gate.open();
            assertLost(run);
            assertContinues(program);
        }
    }

    /** Starts a run, and does something while a lock keeps it from committing its next chunk. */
    private CompletableFuture<Result> inTheMiddle(Program program, Callable<Void> disturbance) throws Exception {
        CompletableFuture<Result> run =
                CompletableFuture.supplyAsync(() -> program.run("sync", "full", "--format", "json"));
        try (SiteDatabase database = SiteDatabase.open(url(server.port()), "sa", "")) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptions()
                    .until(() -> {
                        assertThat(run).isNotDone();
                        return number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE PLACE <> ''") == 1;
                    });
            try {
                new TransactionTemplate(database.transactionManager()).executeWithoutResult(status -> {
                    database.jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN WHERE LEASE_ID = 1");
                    assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL"))
                            .as("the run is in its middle")
                            .isEqualTo(1);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(10))
                            .until(() -> number(database, WAITING) > 0);
                    disturb(disturbance);
                });
            } catch (RuntimeException e) {
                assertThat(server.isAlive())
                        .as("this connection was lost, too: %s", e)
                        .isFalse();
            }
        }
        return run;
    }

    private static void disturb(Callable<Void> disturbance) {
        try {
            disturbance.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertLost(CompletableFuture<Result> run) throws Exception {
        Result lost = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(lost.status()).as(lost.toString()).isEqualTo(1);
        assertThat(lost.out())
                .contains("SUP-3000", "The connection to the database jdbc:hsqldb:hsql://127.0.0.1:")
                .contains("run the same command again: it continues after the last committed chunk");
    }

    private void assertContinues(Program program) {
        Result next = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> program.run("sync", "full", "--format", "json"), result -> result.status() != 3);
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(next.out()).contains("\"resumed\":true");
        try (SiteDatabase database = SiteDatabase.open(url(server.port()), "sa", "")) {
            assertThat(ViewSnapshot.of(database)).isEqualTo(calm);
            assertThat(number(database, "SELECT CONTENT_VERSION FROM SUP_SITE")).isEqualTo(1);
        }
    }

    private Program site(int port) throws IOException {
        Path site = folder.resolve("site");
        Path file = SampleSite.write(site, UPDATES);
        Files.writeString(
                file,
                Files.readString(file).replace("jdbc:hsqldb:file:data/CS1", url(port))
                        + "  lease: { timeout: 2s, heartbeat: 500ms }\n");
        return new Program(site);
    }

    private static String url(int port) {
        return "jdbc:hsqldb:hsql://127.0.0.1:" + port + "/CS1";
    }
}
