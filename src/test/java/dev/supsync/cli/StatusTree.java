package dev.supsync.cli;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbWriter;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.Delivery;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.HierarchySync;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A hierarchy in a folder whose sites tell what happened to them, in the order in which it happened. */
final class StatusTree {

    /** What each site saw of one synchronization. */
    record Seen(Map<String, String> timelines, Map<String, String> states, String notes) {}

    private final Path folder;
    private final Path file;
    private final TickingClock clock = new TickingClock();
    private final Program program;
    private final Map<String, String> susdbs = new TreeMap<>();

    /**
     * @param sites the sites, in short: {@code db(NAME)} is an embedded database, {@code managed(NAME)} a catalog of supsync's
     *     own and {@code wsus(NAME)} a WSUS database that was written before
     */
    StatusTree(Path folder, String sites) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.file = folder.resolve("supsync.yml");
        this.program = new Program(folder, clock);
        configure(sites);
    }

    Path folder() {
        return folder;
    }

    void configure(String sites) throws IOException {
        String database = "{ url: \"jdbc:hsqldb:file:data/$1\", username: sa, password: \"\" }";
        String text = sites.replaceAll("managed\\((\\w+)\\)", "catalog: { database: db($1), managed: true }")
                .replaceAll(
                        "wsus\\((\\w+)\\)",
                        "catalog: { database: { url: \"jdbc:hsqldb:mem:" + wsusPrefix() + "$1\" } }")
                .replaceAll("db\\((\\w+)\\)", database);
        Files.writeString(
                file,
                "supsync:\n  sites:\n" + text.indent(4)
                        + """
                          scope: { products: [ Windows ], classifications: [ Security Updates ], languages: [ en ] }
                        """);
    }

    private String wsusPrefix() {
        return susdbs.computeIfAbsent("", none -> "status" + UUID.randomUUID() + "-");
    }

    /** The samples of every kind, and so many plain updates. */
    static List<UpdateRevision> revisions(int updates) {
        return Stream.concat(
                        SampleRevisions.all().stream(),
                        LongStream.range(0, updates).mapToObj(StatusTree::update))
                .toList();
    }

    static UpdateId id(long number) {
        return SampleRevisions.id(10_000 + number);
    }

    static UpdateRevision update(long number) {
        return SampleRevisions.software(id(number), 200, "2026-11 Update N" + number, true);
    }

    /** Writes an export; of some updates the documents are broken. */
    void export(String name, Collection<UpdateRevision> revisions, long... broken) throws IOException {
        Path export = new ExportWriter().writeFolder(folder.resolve(name), revisions);
        Path metadata = export.resolve("metadata.txt");
        String text = Files.readString(metadata);
        for (long update : broken) {
            String title = "2026-11 Update N" + update + "<";
            if (!text.contains(title)) {
                throw new IllegalArgumentException("no update " + update);
            }
            text = text.replace(title, title.replace('<', '&'));
        }
        Files.writeString(metadata, text);
    }

    void wsus(String name, Collection<UpdateRevision> revisions) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(name), "SA", "")) {
            SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
            new SusdbWriter(connection).write(List.copyOf(revisions));
        }
        susdbs.put(name, url(name));
    }

    void execute(String wsus, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(wsus), "SA", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String wsus) {
        return "jdbc:hsqldb:mem:" + wsusPrefix() + wsus;
    }

    /** A database that nothing can open. */
    void breakDatabase(String name) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("data")).resolve(name + ".script"), "no database");
    }

    void mendDatabase(String name) throws IOException {
        Files.delete(folder.resolve("data").resolve(name + ".script"));
    }

    /** Runs a command, and looks what happened at all sites. */
    Seen run(String... command) {
        Instant since = clock.instant();
        Program.Result result = program.run(command);
        return look(since, result.out() + result.err());
    }

    /** A site's own retry, as its service runs it: the sites below follow. */
    Seen retry(String site) {
        Instant since = clock.instant();
        SupsyncSettings settings = Configuration.load(file, Map.of());
        SiteSettings child = settings.site(new SiteCode(site)).orElseThrow();
        List<String> notes = new ArrayList<>();
        SyncListener listener = new SyncListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
        StopSignal stop = new StopSignal();
        Synchronizer synchronizer = new Synchronizer(settings, child, clock, listener, stop);
        SyncReport report = synchronizer.full(false);
        if (report.result() == RunResult.SUCCEEDED) {
            List<Delivery> deliveries = synchronizer.deliveries();
            new HierarchySync(settings, clock, listener, stop).follow(child, deliveries);
        }
        return look(since, String.join("\n", notes));
    }

    private Seen look(Instant since, String notes) {
        SupsyncSettings settings = Configuration.load(file, Map.of());
        Map<String, List<Event>> events = new TreeMap<>();
        Map<String, String> states = new TreeMap<>();
        for (SiteSettings site : settings.sites().values()) {
            if (!Files.exists(folder.resolve("data").resolve(site.code() + ".properties"))) {
                continue;
            }
            try (SiteDatabase database = SiteDatabase.open(
                    "jdbc:hsqldb:file:"
                            + folder.resolve("data").resolve(site.code().value()),
                    "sa",
                    "")) {
                look(database, site.code().value(), since, events);
                states(database, settings, site, states);
            }
        }
        Map<String, String> timelines = new TreeMap<>();
        events.forEach((site, all) -> timelines.put(site, timeline(all)));
        return new Seen(timelines, states, notes);
    }

    /**
     * @param rank of those of one instant: the policy is written in the transaction of the message that ends a run
     */
    private record Event(Instant time, int rank, String text) {}

    private void look(SiteDatabase database, String home, Instant since, Map<String, List<Event>> events) {
        Map<Long, List<String>> strings = new TreeMap<>();
        database.jdbc()
                .query("SELECT RecordID, InsStrValue FROM v_StatMsgInsStrings ORDER BY RecordID, InsStrIndex", row -> {
                    strings.computeIfAbsent(row.getLong(1), r -> new ArrayList<>())
                            .add(row.getString(2));
                });
        database.jdbc().query("SELECT RecordID, MessageID, SiteCode, Time FROM v_StatusMessage", row -> {
            Instant time = time(row, 4);
            List<String> inserted = strings.getOrDefault(row.getLong(1), List.of());
            add(
                    events,
                    row.getString(3),
                    since,
                    new Event(time, row.getInt(2) == 6702 ? 2 : 0, text(row.getInt(2), inserted)));
        });
        database.jdbc().query("SELECT SITE_CODE, MIN(WRITTEN_AT) FROM SUP_POLICY GROUP BY SITE_CODE", row -> {
            add(events, row.getString(1), since, new Event(time(row, 2), 1, "policy"));
        });
        database.jdbc().query("SELECT REQUESTED_BY, REQUESTED_AT FROM SUP_REQUEST WHERE REASON = 'PARENT'", row -> {
            Instant time = time(row, 2);
            add(events, row.getString(1), since, new Event(time, 3, "request " + home));
        });
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static void add(Map<String, List<Event>> events, String site, Instant since, Event event) {
        if (!event.time().isBefore(since)) {
            events.computeIfAbsent(site, s -> new ArrayList<>()).add(event);
        }
    }

    private String text(int message, List<String> strings) {
        return switch (message) {
            case 6701, 6702 -> message + " " + strings.get(0);
            case 6703 -> message + " " + place(strings.get(1)) + " " + strings.get(2);
            case 6706 -> message + " " + strings.get(0);
            case 6707 -> message + " " + strings.get(0) + " < " + place(strings.get(1));
            default -> Integer.toString(message);
        };
    }

    /** A file without its folder, a WSUS database without its prefix. */
    private String place(String source) {
        return source.replace(folder + "/", "").replace("data/", "").replace("mem:" + wsusPrefix(), "");
    }

    /** Requests that follow each other are one event: children are brought up to date side by side. */
    private static String timeline(List<Event> events) {
        List<String> texts = new ArrayList<>();
        List<String> children = new ArrayList<>();
        for (Event event : events.stream()
                .sorted(Comparator.comparing(Event::time).thenComparing(Event::rank))
                .toList()) {
            if (event.text().startsWith("request ")) {
                children.add(event.text().substring("request ".length()));
                continue;
            }
            flush(children, texts);
            texts.add(event.text());
        }
        flush(children, texts);
        return String.join(", ", texts);
    }

    private static void flush(List<String> children, List<String> texts) {
        if (!children.isEmpty()) {
            texts.add("requests " + children.stream().sorted().collect(Collectors.joining(" ")));
            children.clear();
        }
    }

    private static void states(
            SiteDatabase database, SupsyncSettings settings, SiteSettings site, Map<String, String> states) {
        Set<String> codes = settings.tree().children(site).stream()
                .filter(child -> child.siteDatabase() == null)
                .map(child -> child.code().value())
                .collect(Collectors.toSet());
        codes.add(site.code().value());
        for (String code : codes) {
            states.put(
                    code,
                    String.join(
                            ", ",
                            database.jdbc()
                                    .queryForList(
                                            "SELECT WSUSServerName || ' ' || LastSyncState FROM vSMS_SUPSyncStatus"
                                                    + " WHERE SiteCode = ? ORDER BY WSUSServerName",
                                            String.class,
                                            code)));
        }
    }

    void close() throws SQLException {
        for (Map.Entry<String, String> susdb : susdbs.entrySet()) {
            if (!susdb.getKey().isEmpty()) {
                execute(susdb.getKey(), "SHUTDOWN");
            }
        }
    }

    /** Each look at it is a millisecond later: what happens has an order across all databases. */
    private static final class TickingClock extends Clock {

        private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        private final AtomicLong ticks = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("always UTC");
        }

        @Override
        public Instant instant() {
            return start.plusMillis(ticks.incrementAndGet());
        }
    }
}
