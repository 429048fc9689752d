package dev.supsync.program;

import static dev.supsync.program.Services.kill;
import static dev.supsync.program.Services.stop;
import static dev.supsync.program.Services.until;
import static dev.supsync.testing.Query.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** The service as a process of its own: killed, asked to stop, and beside other ones. */
class ServiceIT {

    private static final String LEASE = "6s";
    private static final String RUNS = "SELECT COUNT(*) FROM SUP_RUN";

    @TempDir
    Path folder;

    private Services services;

    @BeforeEach
    void begin() {
        services = new Services(folder);
    }

    @AfterEach
    void end() {
        services.close();
    }

    @Test
    void theStandbyFinishesWhatAKilledServiceBegan() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 6_000);
        Path calm = Files.createDirectories(folder.resolve("calm"));
        Sites.configuration(calm, export);
        assertThat(new Program(calm).run("sync", "full").exit()).isZero();

        try (HsqldbServer server = new HsqldbServer();
                SiteDatabase database = SiteDatabase.open(server.url(), "sa", "")) {
            Program first = services.copy("first", export, server.url(), LEASE);
            Program second = services.copy("second", export, server.url(), LEASE);
            Program.Running dying = services.serve(first);
            until(dying, () -> number(database, "SELECT COUNT(*) FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 2") == 1);
            Program.Running standby = services.serve(second);
            until(dying, () -> number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE PLACE <> ''") == 1);
            until(standby, () -> Files.readString(standby.err()).contains("standing by"));

            // no chunk can be committed while this holds the row that every one of them verifies
            new TransactionTemplate(database.transactionManager()).executeWithoutResult(status -> {
                database.jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN WHERE LEASE_ID = 1");
                assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL"))
                        .as("the first run is in its middle")
                        .isEqualTo(1);
                kill(dying);
            });
            Program.Result request = first.run("sync", "full", "--request", "--format", "json");
            assertThat(request.out()).contains("\"request\":2");

            until(standby, () -> number(database, "SELECT COUNT(*) FROM SUP_REQUEST WHERE STATE = 'DONE'") == 2);
            assertThat(number(database, RUNS))
                    .as("the run, and that of the request")
                    .isEqualTo(2);
            assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED' AND RESUMED = TRUE"))
                    .isEqualTo(1);
            assertThat(number(database, "SELECT CONTENT_VERSION FROM SUP_SITE")).isEqualTo(1);
            assertThat(ViewSnapshot.of(database)).isEqualTo(Sites.views(calm));
            assertThat(stop(standby).exit()).isZero();
        }
    }

    @Test
    void aPendingRetrySurvives() throws Exception {
        Path export = folder.resolve("day-1.cab");
        Files.writeString(export, "no cabinet");
        try (HsqldbServer server = new HsqldbServer();
                SiteDatabase database = SiteDatabase.open(server.url(), "sa", "")) {
            Program.Running dying = services.serve(services.copy("first", export, server.url(), LEASE));
            String pending = "SELECT COUNT(*) FROM SUP_REQUEST WHERE REASON = 'RETRY' AND STATE = 'WAITING'";
            until(dying, () -> tableExists(database) && number(database, pending) == 1);
            kill(dying);
            Files.delete(export);
            Path good = Sites.export(folder.resolve("export"), 100);
            Program.Running next = services.serve(services.copy("second", good, server.url(), LEASE));
            until(next, () -> Files.readString(next.err()).contains("serving"));
            assertThat(number(database, pending)).isEqualTo(1);
            assertThat(number(database, RUNS)).isEqualTo(1);

            database.jdbc().update("UPDATE SUP_REQUEST SET NOT_BEFORE = REQUESTED_AT WHERE REASON = 'RETRY'");
            until(next, () -> number(database, "SELECT COUNT(*) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED'") == 1);
            until(next, () -> Files.readString(next.err()).contains("over: synchronization failed"));
            assertThat(Files.readString(next.err())).contains("Performing sync on retry schedule");
            assertThat(stop(next).exit()).isZero();
        }
    }

    @Test
    void commandsFindTheServiceOfAnEmbeddedDatabase() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 300);
        Path site = Files.createDirectories(folder.resolve("site"));
        Sites.configuration(site, export);
        Program program = new Program(site);
        Program.Running service = services.serve(program);
        Path address = site.resolve("data/CS1.supsync.service");
        until(service, () -> Files.exists(address));

        Program.Result waited = program.run("sync", "full", "--wait", "--format", "json");
        assertThat(waited.exit()).as(waited.toString()).isZero();
        assertThat(waited.out()).startsWith("{\"site\":\"CS1\",\"type\":\"FULL\",\"result\":\"SUCCEEDED\"");
        assertThat(program.run("status").exit()).isZero();
        Program.Result byHand = program.run("sync", "full", "--format", "json");
        assertThat(byHand.exit()).as(byHand.toString()).isZero();

        kill(service);
        assertThat(address).exists();
        assertThat(program.run("status").exit()).isZero();
        assertThat(address).doesNotExist();

        Program.Running again = services.serve(program);
        until(again, () -> Files.readString(again.err()).contains("Site CS1: serving"));
        assertThat(address).exists();
        Program.Result stopped = stop(again);
        assertThat(stopped.exit()).as(stopped.toString()).isZero();
        assertThat(stopped.err()).contains("Site CS1: stopping");
        assertThat(address).doesNotExist();
        assertThat(program.run("status").exit()).isZero();
        assertThat(site.resolve("logs/CS1/wsyncmgr.log")).isNotEmptyFile();
    }

    private static boolean tableExists(SiteDatabase database) {
        return number(
                        database,
                        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'SUP_ALERT_DELIVERY'")
                == 1;
    }
}
