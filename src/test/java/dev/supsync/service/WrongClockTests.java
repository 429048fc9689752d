package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.config.AlertSettings;
import dev.supsync.config.Configuration;
import dev.supsync.config.JobSettings.JobType;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lease.SiteLease;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.schedule.CronTimes;
import dev.supsync.schedule.Interval;
import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.Rev;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncType;
import dev.supsync.sync.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with real work under a clock that is wrong for a minute: nothing is destroyed, and all goes on at once. */
class WrongClockTests {

    private static final List<Job> JOBS = List.of(
            new Job("nightly.yml", JobType.FULL_SYNC, new CronTimes("0 0 2 * * *", ZoneOffset.UTC)),
            new Job("health", JobType.HEALTH_CHECK, new Interval(Duration.ofHours(1), false, null, ZoneOffset.UTC)));

    private static final String CONFIGURATION =
            """
            supsync:
              sites:
                CS1:
                  type: central
                  database: {url: "{CS1}", username: sa, password: ""}
                  software-update-point: {server: sup1, catalog: {export: day.cab}}
              scope: {products: [Windows], classifications: [Security Updates], languages: [en]}
              supersedence: {other-updates: P120M}
            """;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final HsqldbServer server = new HsqldbServer();
    private final World world = World.withCategories();
    private final List<String> log = new ArrayList<>();
    private SupsyncSettings settings;
    private SiteSettings site;
    private SiteRuntime runtime;
    private SiteLease lease;
    private SiteWorker worker;

    @BeforeEach
    void synchronize() throws IOException {
        String text = CONFIGURATION.replace("{CS1}", server.url());
        settings = Configuration.load(Files.writeString(folder.resolve("supsync.yml"), text), Map.of());
        site = settings.site(new SiteCode("CS1")).orElseThrow();
        world.fill(200, 20);
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101).created("2026-10-10"),
                Rev.update(103),
                Rev.update(104));
        publish();
        runtime = SiteRuntime.forWriting(site);
        serve();
        runAll();
        world.remove(103);
        publish();
        daysPass(3);
        assertThat(expiredSince(103)).startsWith("2026-11-22");
        assertThat(messages()).isEmpty();
    }

    @AfterEach
    void close() {
        lease.close();
        runtime.close();
        server.close();
    }

    @Test
    void aMinuteIn2040DestroysNothingAndNothingWaitsForIt() throws IOException {
        Map<String, List<String>> views = ViewSnapshot.of(database());
        List<String> history = history();

        clock.set("2040-06-01T12:00:00Z");
        world.remove(104);
        publish();
        runAll();
        assertThat(column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("0");
        assertThat(reasons(101)).as("the rule").isEmpty();
        assertThat(expiredSince(104)).startsWith("2040-06-01");
        assertThat(history()).containsAll(history);
        assertThat(column("SELECT ALERT_KIND FROM SUP_ALERT")).contains("HEALTH_FAILED");
        assertThat(messages()).as("once, not at every look").hasSize(1);

        clock.set("2026-11-24T12:31:00Z");
        runAll();
        int runs = runs();
        clock.set("2026-11-24T13:00:00Z");
        runAll();
        assertThat(column("SELECT ALERT_KIND FROM SUP_ALERT"))
                .as("the health check")
                .isEmpty();
        assertThat(column("SELECT JOB_NAME FROM SUP_SCHEDULE WHERE DUE_AT > '2026-11-25 02:00:00'"))
                .isEmpty();
        clock.set("2026-11-25T02:00:00Z");
        runAll();
        assertThat(runs()).as("the nightly run").isEqualTo(runs + 1);
        assertThat(expiredSince(104)).startsWith("2026-11-25 02:00:00");
        world.put(Rev.update(104));
        publish();
        new RequestDesk(database(), "CS1", clock).leave(SyncType.FULL, "ann");
        runAll();
        Map<String, List<String>> after = ViewSnapshot.of(database());
        assertThat(after.get("v_UpdateInfo")).hasSameSizeAs(views.get("v_UpdateInfo"));
        assertThat(expiredSince(103)).startsWith("2026-11-22");

        daysPass(5);
        assertThat(column("SELECT CAST(UPDATE_ID AS VARCHAR(36)) FROM SUP_TOMBSTONE"))
                .as("the cleanup works again, by the right age")
                .containsExactly(Rev.id(103).toString());
        assertThat(reasons(101)).isEmpty();
        clock.pass(Duration.ofHours(27));
        Files.delete(folder.resolve("day.cab"));
        daysPass(2);
        assertThat(column("SELECT ALERT_KIND FROM SUP_ALERT")).contains("NO_SUCCESS", "SYNC_FAILED");
    }

    @Test
    void aMinuteIn2010DestroysNothingAndNothingWaitsForIt() throws IOException {
        clock.set("2010-06-01T12:00:00Z");
        world.remove(104);
        publish();
        new RequestDesk(database(), "CS1", clock).leave(SyncType.FULL, "ann");
        runAll();
        assertThat(expiredSince(104)).as("not since 2010").startsWith("2026-11-24");
        assertThat(messages()).hasSize(1);

        clock.set("2026-11-24T12:31:00Z");
        runAll();
        assertThat(column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("0");
        daysPass(2);
        assertThat(column("SELECT COUNT(*) FROM SUP_TOMBSTONE"))
                .as("young as it is, it stays")
                .containsExactly("0");
        daysPass(3);
        assertThat(column("SELECT CAST(UPDATE_ID AS VARCHAR(36)) FROM SUP_TOMBSTONE"))
                .containsExactly(Rev.id(103).toString());
    }

    @Test
    void aSecondStartConfirmsALongPause() {
        clock.set("2027-03-01T12:00:00Z");
        serve();
        runAll();
        assertThat(column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("0");
        // as another process leaves it
        database()
                .jdbc()
                .update("UPDATE SUP_CLOCK SET DOUBTED_BY = ?", database().parameter(UUID.randomUUID()));
        clock.pass(Duration.ofMinutes(1));
        serve();
        assertThat(column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("1");
    }

    private void publish() throws IOException {
        new ExportWriter().writeCabinet(folder.resolve("day.cab"), world.revisions());
    }

    /** A service begins; one that was there before has ended. */
    private void serve() {
        if (lease != null) {
            lease.close();
        }
        lease = SiteLease.takeService(database(), Duration.ofSeconds(30), Duration.ofSeconds(5));
        worker = new SiteWorker(
                database(),
                lease,
                "CS1",
                new SiteWorker.Plan(
                        JOBS,
                        new RetryPolicy(Duration.ofMinutes(60)),
                        new AlertSettings(Duration.ofHours(26), null, null)),
                new RuntimeTasks(settings, site, clock, new StopSignal()),
                log::add,
                clock);
        worker.takeOver();
    }

    private void runAll() {
        while (worker.tick()) {
            // the next one may be due at once
        }
    }

    private void daysPass(int days) {
        for (int i = 0; i < 4 * days; i++) {
            clock.pass(Duration.ofHours(6));
            runAll();
        }
    }

    private SiteDatabase database() {
        return runtime.database();
    }

    private List<String> messages() {
        return log.stream()
                .filter(line -> line.startsWith("The clock of this machine says "))
                .toList();
    }

    private List<String> column(String sql) {
        return database().jdbc().queryForList(sql, String.class);
    }

    private List<String> history() {
        List<String> history = new ArrayList<>(column("SELECT 'run ' || RUN_ID FROM SUP_RUN"));
        history.addAll(column("SELECT 'message ' || RECORD_ID FROM SUP_STATUS_MESSAGE"));
        history.addAll(column("SELECT 'request ' || REQUEST_ID FROM SUP_REQUEST"));
        history.addAll(column("SELECT 'job ' || JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION"));
        return history;
    }

    private int runs() {
        return column("SELECT RUN_ID FROM SUP_RUN").size();
    }

    private String reasons(long update) {
        return value("ExpiredReasons", update);
    }

    private String expiredSince(long update) {
        return value("ExpiredSince", update);
    }

    private String value(String name, long update) {
        String found = column("SELECT " + name + " FROM v_UpdateInfo WHERE CI_UniqueID = '" + Rev.id(update) + "'")
                .get(0);
        return found == null ? "" : found;
    }
}
