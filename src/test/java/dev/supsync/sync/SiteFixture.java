package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.lease.SiteLease;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.Schemas;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.time.AgeGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A site with a database of its own, in memory unless a URL is given, that can be synchronized again and again. */
public final class SiteFixture implements AutoCloseable {

    /** The options of the configuration's defaults. */
    public static final SyncOptions DEFAULTS = new SyncOptions(100, 20, false, Duration.ofSeconds(1));

    private final SiteDatabase database;
    private final List<String> notes = new ArrayList<>();
    private Clock clock = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneOffset.UTC);
    private StopSignal stop = new StopSignal();
    private SyncListener listener = SyncListener.SILENT;
    private UnaryOperator<DataSource> connections = UnaryOperator.identity();
    private Sizes sizes = Sizes.standard();
    private AgeGuard ages = AgeGuard.TRUSTING;

    private SiteFixture(SiteDatabase database) {
        this.database = database;
        Schemas.make(database);
        new SiteSetup(database).ensure(new SiteIdentity("CS1", "Contoso central site", "central", 1033));
        try (SiteLease lease = SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            new SiteSetup(database).nameSource(lease, "sup1.contoso.example");
        }
    }

    /** A site in memory. */
    public static SiteFixture inMemory() {
        return at("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
    }

    /** A site in a database. */
    public static SiteFixture at(String url, String user, String password) {
        return new SiteFixture(SiteDatabase.open(url, user, password));
    }

    /** A site in a database that holds nothing yet. */
    public static SiteFixture in(SiteDatabase database) {
        return new SiteFixture(database);
    }

    /** A scope of these products and classifications, in English and German. */
    public static ScopeSettings scope(List<String> products, List<String> classifications) {
        return new ScopeSettings(products, classifications, List.of("en", "de"), Outside.SKIP);
    }

    /** The time of the next runs. */
    public void time(Instant instant) {
        clock = Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Whether the next runs believe the clock. */
    void ages(AgeGuard guard) {
        ages = guard;
    }

    /** The signal of the next runs. */
    public void stop(StopSignal signal) {
        stop = signal;
    }

    /** Hears the next runs, too. */
    void listener(SyncListener other) {
        listener = other;
    }

    /** How the next runs come to their connections. */
    public void connections(UnaryOperator<DataSource> way) {
        connections = way;
    }

    /** How many records of the catalog the next runs read in one transaction. */
    public void chunk(int records) {
        sizes = new Sizes(records, sizes.known());
    }

    /** The next runs look up what the site knows, as those of a large catalog do. */
    void lookUp() {
        sizes = new Sizes(sizes.chunk(), 0);
    }

    public SyncReport sync(Catalog catalog, ScopeSettings scope) {
        return sync(catalog, scope, DEFAULTS);
    }

    /** One import. */
    ImportReport importing(Catalog catalog, ScopeSettings scope, ImportPicks picks) {
        try (SiteLease lease = SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            SyncPlan plan = new SyncPlan(catalog, scope, DEFAULTS, "picks", picks);
            return new FullSync(database.through(connections), lease, plan, clock, listener, stop, sizes).runImport();
        }
    }

    /** One delta. */
    public SyncReport delta(Catalog catalog, ScopeSettings scope) {
        return delta(catalog, scope, DEFAULTS);
    }

    public SyncReport delta(Catalog catalog, ScopeSettings scope, SyncOptions options) {
        return run(catalog, scope, options, SyncType.DELTA);
    }

    /** One full synchronization. */
    public SyncReport sync(Catalog catalog, ScopeSettings scope, SyncOptions options) {
        return run(catalog, scope, options, SyncType.FULL);
    }

    private SyncReport run(Catalog catalog, ScopeSettings scope, SyncOptions options, SyncType type) {
        SyncListener here = listener;
        SyncListener both = new SyncListener() {
            @Override
            public void phase(Phase phase) {
                here.phase(phase);
            }

            @Override
            public void progress(Phase phase, long done, long total) {
                here.progress(phase, done, total);
            }

            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };
        try (SiteLease lease = SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            SyncPlan plan = new SyncPlan(catalog, scope, options, "sup1.contoso.example", type);
            SiteDatabase through = database.through(connections);
            return new FullSync(through, lease, plan, clock, both, stop, sizes)
                    .ages(ages)
                    .run();
        }
    }

    /** Writes a catalog's categories and resolves the scope against them, and nothing else. */
    RunContext.Resolved resolve(Catalog catalog, ScopeSettings scope) {
        ScopeSettings none = new ScopeSettings(List.of(), List.of(), scope.languages(), scope.outside());
        sync(catalog, none);
        database.jdbc().update("DELETE FROM SUP_DECISION");
        CategoryTree tree = CategoryNodes.tree(new JdbcCategoryStore(database).all());
        return new RunContext.Resolved(tree, ScopeResolver.resolve(scope, tree, Map.of()));
    }

    public SiteDatabase database() {
        return database;
    }

    public List<String> notes() {
        return notes;
    }

    public Map<String, List<String>> views() {
        return ViewSnapshot.of(database);
    }

    /** What each run changed, update by update, and how many of each category that was. */
    public List<String> changes() {
        List<String> changes = new ArrayList<>(
                column(
                        """
                SELECT DISTINCT c.RUN_ID || ' ' || c.CHANGE_KIND || ' ' || c.REASONS || ' ' || CAST(u.UPDATE_ID AS VARCHAR(36))
                FROM SUP_RUN_CHANGE c JOIN SUP_UPDATE u ON u.CI_ID BETWEEN c.FIRST_CI_ID AND c.LAST_CI_ID"""));
        changes.addAll(
                column(
                        """
                        SELECT RUN_ID || ' ' || CHANGE_KIND || ' of ' || CAST(CATEGORY_GUID AS VARCHAR(36)) || ': ' || UPDATES
                        FROM SUP_RUN_FIGURE"""));
        changes.sort(null);
        return changes;
    }

    /** One column of a query. */
    public List<String> column(String sql) {
        return database.jdbc().queryForList(sql, String.class);
    }

    @Override
    public void close() {
        database.close();
    }
}
