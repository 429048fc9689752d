package dev.supsync.program;

import static dev.supsync.program.Services.kill;
import static dev.supsync.program.Services.said;
import static dev.supsync.program.Services.until;
import static dev.supsync.testing.Query.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services start at the same moment over a site that does not exist yet: one works, the other stands by, and takes over. */
class ServiceRaceIT {

    /** Longer than a loaded machine keeps a process waiting. */
    private static final String LEASE = "15s";

    private static final String SERVES = ": serving ";
    private static final String STANDS_BY = "standing by: ";

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
    void overADatabaseOnAServer() throws Exception {
        try (HsqldbServer server = new HsqldbServer()) {
            race(server.url());
        }
    }

    @Test
    void overFiles() throws Exception {
        race("jdbc:hsqldb:file:" + folder.resolve("shared/CS1"));
    }

    /** Waits for the first synchronization; kills the copy that made it; waits for the other one, and stops that. */
    private void race(String url) throws Exception {
        Path export = Sites.export(folder.resolve("export"), 300);
        List<Program> copies = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            copies.add(services.copy(name, export, url, LEASE));
        }
        List<Program.Running> running = new ArrayList<>();
        for (Program copy : copies) {
            running.add(services.serve(copy));
        }
        until(running.get(0), () -> said(running.get(0), SERVES) || said(running.get(1), SERVES));
        Program.Running worker = running.get(said(running.get(0), SERVES) ? 0 : 1);
        Program.Running standby = running.get(worker == running.get(0) ? 1 : 0);
        until(worker, () -> log(worker).contains("Sync time: "));
        until(standby, () -> said(standby, STANDS_BY));
        assertThat(said(standby, SERVES)).as("one serves").isFalse();
        assertThat(log(standby)).as("the other one leaves the site alone").doesNotContain("Starting Sync");

        kill(worker);
        until(standby, () -> said(standby, SERVES));
        Program.Result stopped = Services.stop(standby);

        assertThat(stopped.exit()).as(stopped.toString()).isZero();
        assertThat(stopped.err()).contains(": stopping");
        try (SiteDatabase database = SiteDatabase.open(url, "sa", "")) {
            assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN")).isEqualTo(1);
            assertThat(number(database, "SELECT CONTENT_VERSION FROM SUP_SITE")).isEqualTo(1);
            assertThat(ViewSnapshot.of(database)).isEqualTo(calm(export));
        }
    }

    /** What a copy told the log of the site; each copy has one of its own. */
    private static String log(Program.Running copy) {
        return Patience.text(copy.err().resolveSibling("logs/CS1/wsyncmgr.log"));
    }

    private Map<String, List<String>> calm(Path export) throws Exception {
        Path calm = Files.createDirectories(folder.resolve("calm"));
        Sites.configuration(calm, export);
        assertThat(new Program(calm).run("sync", "full").exit()).isZero();
        return Sites.views(calm);
    }
}
