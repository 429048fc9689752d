package dev.supsync.program;

import dev.supsync.config.Configuration;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.RequestDesk;
import dev.supsync.site.HsqldbServer;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import dev.supsync.testing.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A hierarchy that two supsyncs run: the one of the central site CS1, and the one of the primary site PS1 and its secondary
 * site SS1. Site databases, and catalogs that supsync owns, are on a server in this process; so they outlive whoever is killed.
 */
final class Tree implements AutoCloseable {

    /** From the top down. */
    static final List<String> SITES = List.of("CS1", "PS1", "SS1");

    /** Of their software update points. */
    static final List<String> CATALOGS = List.of("W1", "W2", "W3");

    private static final String PARENT =
            """
            supsync:
              sites:
                CS1:
                  type: central
                  database: {url: "{CS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup1.contoso.example
                    catalog: {database: {url: "{W1}", username: sa, password: ""}, managed: true, source: {export: "{EXPORT}"}}
                PS1:
                  parent: CS1
                  remote: true
                  database: {url: "{PS1}", username: sa, password: ""}
              scope:
                products: [Microsoft]
                classifications: [Security Updates, Critical Updates, Updates, Drivers]
                languages: [en, de]
            """;

    private static final String CHILD =
            """
            supsync:
              sites:
                CS1:
                  type: central
                  remote: true
                  software-update-point:
                    server: sup1.contoso.example
                    catalog: {database: {url: "{W1}", username: sa, password: ""}, managed: true, source: none}
                PS1:
                  parent: CS1
                  database: {url: "{PS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup2.contoso.example
                    catalog: {database: {url: "{W2}", username: sa, password: ""}, managed: true}
                SS1:
                  type: secondary
                  parent: PS1
                  database: {url: "{SS1}", username: sa, password: ""}
                  software-update-point:
                    server: sup3.contoso.example
                    catalog: {database: {url: "{W3}", username: sa, password: ""}, managed: true}
            """;

    private static final String TIMES =
            """
              lease: {timeout: 3s, heartbeat: 500ms}
              retry: {after: 1m}
            """;

    private static final String REVISIONS =
            """
            SELECT CAST(u.UpdateID AS VARCHAR(36)) || ' ' || CAST(r.RevisionNumber AS VARCHAR(10)) FROM dbo.tbRevision r
            JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID WHERE r.IsLatestRevision = 1 ORDER BY 1""";

    private static final List<String> NAMES =
            Stream.concat(SITES.stream(), CATALOGS.stream()).toList();

    private final HsqldbServer server = new HsqldbServer(NAMES.toArray(String[]::new));
    private final Map<String, SiteDatabase> databases = new LinkedHashMap<>();
    private final Path export;
    private final Path parentFolder;
    private final Program parent;
    private final Program child;
    private final List<Program.Running> running = new ArrayList<>();

    /**
     * @param day the export that the central site reads at first
     * @param more lines of the central site's configuration
     */
    Tree(Path folder, Path day, String more) throws IOException {
        this.export = Files.createDirectories(folder).resolve("export.cab");
        this.parentFolder = write(folder.resolve("parent"), PARENT + TIMES + more);
        this.parent = new Program(parentFolder);
        this.child = new Program(write(folder.resolve("child"), CHILD + TIMES));
        show(day);
        for (String name : NAMES) {
            databases.put(name, SiteDatabase.open(server.url(name), "sa", ""));
        }
    }

    /** Synchronizes the central site in this process, which also sends its child the data. */
    void synchronize() {
        SupsyncSettings settings = Configuration.load(parentFolder.resolve("supsync.yml"), Map.of());
        SyncReport report = new Synchronizer(
                        settings, settings.tree().top(), Clock.systemUTC(), SyncListener.SILENT, new StopSignal())
                .full(false);
        if (report.result() != RunResult.SUCCEEDED) {
            throw new IllegalStateException("the synchronization failed: " + report);
        }
    }

    private Path write(Path folder, String text) throws IOException {
        String written = text.replace("{EXPORT}", export.toString());
        for (String name : NAMES) {
            written = written.replace("{" + name + "}", server.url(name));
        }
        Files.writeString(Files.createDirectories(folder).resolve("supsync.yml"), written);
        return folder;
    }

    /** A job file of the central site's supsync; its site is the top-level one. */
    void job(String name, String type, String schedule) throws IOException {
        Files.writeString(
                Files.createDirectories(parentFolder.resolve("jobs")).resolve(name),
                "supsync: {job: {type: %s, site: CS1, schedule: %s}}%n".formatted(type, schedule));
    }

    /** The next export takes the place of the one before, at once. */
    void show(Path day) throws IOException {
        Path part = Files.copy(day, export.resolveSibling("export.part"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, export, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Program.Running startParent() throws IOException {
        return remember(parent.start("serve"));
    }

    Program.Running startChild() throws IOException {
        return remember(child.start("serve"));
    }

    private Program.Running remember(Program.Running process) {
        running.add(process);
        return process;
    }

    /** As {@code sync full --request} leaves it. */
    void request() {
        new RequestDesk(database("CS1"), "CS1", Clock.systemUTC()).leave(SyncType.FULL, "a test");
    }

    SiteDatabase database(String name) {
        return Objects.requireNonNull(databases.get(name));
    }

    long number(String database, String sql) {
        return Query.number(database(database), sql);
    }

    Map<String, List<String>> views(String site) {
        return ViewSnapshot.of(database(site));
    }

    /** The latest revisions of a catalog. */
    List<String> revisions(String catalog) {
        return database(catalog).jdbc().queryForList(REVISIONS, String.class);
    }

    /** The messages of a site, the oldest first. */
    List<Integer> messages(String site) {
        return database(site)
                .jdbc()
                .queryForList("SELECT MessageID FROM v_StatusMessage ORDER BY RecordID", Integer.class);
    }

    /** Whether every site has come to a content version. */
    boolean isAt(int version) {
        return SITES.stream().allMatch(site -> number(site, "SELECT CONTENT_VERSION FROM SUP_SITE") == version);
    }

    /** Whether nothing is left to be done at any of these sites. */
    boolean isQuiet(List<String> sites) {
        return sites.stream()
                .allMatch(site -> number(site, "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL") == 0
                        && number(site, "SELECT COUNT(*) FROM SUP_REQUEST WHERE STATE IN ('WAITING', 'RUNNING')") == 0
                        && number(site, "SELECT COUNT(*) FROM SUP_CHILD WHERE LINK_STATUS <> 0") == 0);
    }

    /** What the processes said, for the description of a failure. */
    String said() {
        StringBuilder text = new StringBuilder();
        for (Program.Running each : running) {
            try {
                text.append("\n--- ").append(each.err()).append('\n').append(Files.readString(each.err()));
            } catch (IOException e) {
                text.append(e);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        running.forEach(each -> each.process().destroyForcibly());
        databases.values().forEach(SiteDatabase::close);
        server.close();
    }
}
