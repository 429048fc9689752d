package dev.supsync.service;

import static org.awaitility.Awaitility.await;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.config.AlertSettings;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Four sites with a worker each, that does what is due when the test lets it: CS1 above PS1 and PS2, PS1 above SS1. */
final class ServedTree implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final List<String> SITES = List.of("CS1", "PS1", "PS2", "SS1");

    private static final String CONFIGURATION =
            """
            supsync:
              sites:
                CS1:
                  type: central
                  database: {url: "{CS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup1
                    catalog: {database: {url: "{W1}", username: sa, password: ""}, managed: true, source: {export: day.cab}}
                PS1:
                  parent: CS1
                  database: {url: "{PS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup2
                    catalog: {database: {url: "{W2}", username: sa, password: ""}, managed: true}
                PS2:
                  parent: CS1
                  database: {url: "{PS2}", username: sa, password: ""}
                  software-update-point:
                    server: sup3
                    catalog: {database: {url: "{W3}", username: sa, password: ""}, managed: true}
                SS1:
                  type: secondary
                  parent: PS1
                  database: {url: "{SS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup4
                    catalog: {database: {url: "{W4}", username: sa, password: ""}, managed: true}
              scope: {products: [Windows], classifications: [Security Updates], languages: [en, de]}
            """;

    final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    final SupsyncSettings settings;
    private final Path folder;
    private final HsqldbServer server = new HsqldbServer("CS1", "PS1", "PS2", "SS1").migrated();
    private final HsqldbServer catalogs = new HsqldbServer("W1", "W2", "W3", "W4");
    private final StopSignal stop = new StopSignal();
    private final List<UpdateRevision> revisions = new ArrayList<>(SampleRevisions.all());
    private final Map<String, SiteRuntime> runtimes = new LinkedHashMap<>();
    private final Map<String, SiteLease> leases = new LinkedHashMap<>();
    private final Map<String, SiteWorker> workers = new LinkedHashMap<>();
    private final Map<String, RuntimeTasks> tasks = new LinkedHashMap<>();

    ServedTree(Path folder) throws IOException {
        this.folder = folder;
        String text = CONFIGURATION;
        for (String name : SITES) {
            text = text.replace("{" + name + "}", server.url(name));
        }
        for (String name : List.of("W1", "W2", "W3", "W4")) {
            text = text.replace("{" + name + "}", catalogs.memory(name));
        }
        settings = Configuration.load(Files.writeString(folder.resolve("supsync.yml"), text), Map.of());
        publish(10);
        for (String code : SITES) {
            runtimes.put(code, SiteRuntime.forWriting(site(code)));
            serve(code);
        }
    }

    SiteSettings site(String code) {
        return settings.site(new SiteCode(code)).orElseThrow();
    }

    SiteDatabase database(String code) {
        SiteRuntime runtime = runtimes.get(code);
        if (runtime == null) {
            throw new IllegalArgumentException("no site " + code);
        }
        return runtime.database();
    }

    /** The database of a catalog. */
    SiteDatabase catalog(String name) {
        return SiteDatabase.open(catalogs.url(name), "sa", "");
    }

    /** The export of the day holds so many updates more. */
    void publish(int more) throws IOException {
        for (int i = 0; i < more; i++) {
            long number = 10_000L + revisions.size();
            revisions.add(SampleRevisions.software(SampleRevisions.id(number), 200, "Update " + number, true));
        }
        new ExportWriter().writeCabinet(folder.resolve("day.cab"), revisions);
    }

    /** The export of the day lacks the last update. */
    UpdateId withdraw() throws IOException {
        UpdateId last = revisions.remove(revisions.size() - 1).id();
        publish(0);
        return last;
    }

    /** A service of a site begins; one that was there before is dead. */
    void serve(String code) {
        leave(code);
        SiteSettings site = site(code);
        SiteLease lease = SiteLease.takeService(database(code), Duration.ofSeconds(30), Duration.ofSeconds(5));
        leases.put(code, lease);
        RuntimeTasks served = tasks(code);
        tasks.put(code, served);
        SiteWorker worker = new SiteWorker(
                database(code),
                lease,
                code,
                new SiteWorker.Plan(
                        List.of(),
                        new RetryPolicy(settings.retry().after()),
                        AlertSettings.DEFAULT,
                        settings.tree().isBelowTop(site)),
                served,
                line -> {},
                clock);
        workers.put(code, worker);
        worker.takeOver();
    }

    /** The service of a site ends. */
    void leave(String code) {
        RuntimeTasks served = tasks.remove(code);
        if (served != null) {
            served.close();
        }
        SiteLease lease = leases.remove(code);
        if (lease != null) {
            lease.close();
        }
    }

    /** What the service does at a site. */
    RuntimeTasks tasks(String code) {
        return new RuntimeTasks(settings, site(code), clock, stop);
    }

    /** The codes of what the service's health check finds. */
    List<String> illnesses(String code) {
        return tasks(code).checkHealth().stream()
                .map(SupsyncException::code)
                .map(c -> c.code())
                .toList();
    }

    /** A site does what is due, and all that follows; whether it synchronized. */
    boolean tick(String code) {
        boolean worked = begin(code);
        await().atMost(PATIENCE).until(() -> isIdle(code));
        return worked;
    }

    /** A site does what is due, and begins with what follows; whether it synchronized. */
    boolean begin(String code) {
        SiteWorker worker = workers.get(code);
        return worker != null && worker.tick();
    }

    /** Whether nothing follows a synchronization of a site at the moment. */
    boolean isIdle(String code) {
        RuntimeTasks served = tasks.get(code);
        return served == null || served.isIdle();
    }

    /** All sites do what is due, from the top down, until nothing is left. */
    void tickAll() {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (String code : SITES) {
                worked |= tick(code);
            }
        }
    }

    /** A person's request. */
    void request() {
        new RequestDesk(database("CS1"), "CS1", clock).leave(SyncType.FULL, "ann");
    }

    List<String> column(String code, String sql) {
        return database(code).jdbc().queryForList(sql, String.class);
    }

    /** State, reason and time of each request of a site. */
    List<String> requests(String code) {
        return column(
                code,
                "SELECT STATE || ' ' || REASON || ' ' || TO_CHAR(NOT_BEFORE, 'HH24:MI:SS') FROM SUP_REQUEST ORDER BY"
                        + " REQUEST_ID");
    }

    List<String> messages(String code) {
        return column(code, "SELECT MessageID FROM v_StatusMessage ORDER BY RecordID");
    }

    int version(String code) {
        return Integer.parseInt(
                column(code, "SELECT CONTENT_VERSION FROM SUP_SITE").get(0));
    }

    Map<String, List<String>> views(String code) {
        return ViewSnapshot.of(database(code));
    }

    @Override
    public void close() {
        List.copyOf(leases.keySet()).forEach(this::leave);
        runtimes.values().forEach(SiteRuntime::close);
        server.close();
        catalogs.close();
    }
}
