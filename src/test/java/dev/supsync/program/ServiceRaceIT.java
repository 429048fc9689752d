package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services start at the same moment over a site that does not exist yet: one works, the other stands by, and takes over. */
@Tag("long")
class ServiceRaceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int COPIES = 2;

    @TempDir
    Path folder;

    private final List<Program.Running> running = new ArrayList<>();

    @AfterEach
    void end() {
        running.forEach(each -> each.process().destroyForcibly());
    }

    @Test
    void overADatabaseOnAServer() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 300);
        try (HsqldbServer server = new HsqldbServer()) {
            for (int i = 0; i < COPIES; i++) {
                start(copy("copy-" + i, export, server.url()));
            }
            race();
            try (SiteDatabase database = SiteDatabase.open(server.url(), "sa", "")) {
                assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN")).isEqualTo(1);
                assertThat(number(database, "SELECT CONTENT_VERSION FROM SUP_SITE"))
                        .isEqualTo(1);
                assertThat(ViewSnapshot.of(database)).isEqualTo(calm(export));
            }
        }
    }

    @Test
    void overFiles() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 300);
        String files = "jdbc:hsqldb:file:" + folder.resolve("shared/CS1");
        for (int i = 0; i < COPIES; i++) {
            start(copy("copy-" + i, export, files));
        }
        race();
        try (SiteDatabase database = SiteDatabase.open(files, "sa", "")) {
            assertThat(number(database, "SELECT COUNT(*) FROM SUP_RUN")).isEqualTo(1);
            assertThat(number(database, "SELECT CONTENT_VERSION FROM SUP_SITE")).isEqualTo(1);
            assertThat(ViewSnapshot.of(database)).isEqualTo(calm(export));
        }
    }

    /** Waits for the first synchronization; kills the copy that made it; waits for the other one, and stops that. */
    private void race() throws Exception {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> told("Sync time: ") == 1);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> told("standing by: ") == 1);
        assertThat(told(": serving ")).as("one serves").isEqualTo(1);
        int works = said(running.get(0), ": serving ") ? 0 : 1;
        Program.Running worker = running.get(works);
        Program.Running standby = running.get(1 - works);
        assertThat(said(standby, "standing by: ")).isTrue();
        worker.process().destroyForcibly().waitFor();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !standby.process().isAlive() || said(standby, ": serving "));
        standby.process().toHandle().destroy();
        assertThat(standby.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        Program.Result stopped = standby.waitFor();
        assertThat(stopped.exit()).as(stopped.toString()).isZero();
        assertThat(stopped.err()).contains(": stopping");
    }

    private long told(String words) {
        return running.stream().filter(each -> said(each, words)).count();
    }

    private static boolean said(Program.Running service, String words) {
        try {
            String text = Files.readString(service.err());
            if (!service.process().isAlive() && !text.contains(words)) {
                throw new AssertionError("it ended: " + text);
            }
            return text.contains(words);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, List<String>> calm(Path export) throws Exception {
        Path calm = Files.createDirectories(folder.resolve("calm"));
        Sites.configuration(calm, export);
        assertThat(new Program(calm).run("sync", "full").exit()).isZero();
        return Sites.views(calm);
    }

    private Program copy(String name, Path export, String url) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Path file = Sites.configuration(site, export);
        String text = Files.readString(file).replace("jdbc:hsqldb:file:data/CS1", url);
        Files.writeString(file, text + "  lease: { timeout: 3s, heartbeat: 500ms }\n");
        return new Program(site);
    }

    private void start(Program program) throws IOException {
        running.add(program.start("serve"));
    }

    private static long number(SiteDatabase database, String sql) {
        Long found = database.jdbc().queryForObject(sql, Long.class);
        return found == null ? 0 : found;
    }
}
