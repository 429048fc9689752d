package dev.supsync.replication;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.Schemas;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.TestSite;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A site that follows a parent, with a database of its own. */
final class TestChild implements AutoCloseable {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00.125Z"), ZoneOffset.UTC);

    private final String code;
    private final Supplier<SiteDatabase> databases;
    private SiteDatabase database;
    private UnaryOperator<DataSource> connections = UnaryOperator.identity();
    private Runnable between = TestChild::goOn;
    private int requests;

    /**
     * A site without an update.
     *
     * @param databases gives databases that hold nothing
     */
    TestChild(String code, Supplier<SiteDatabase> databases) {
        this.code = code;
        this.databases = databases;
        this.database = prepared(databases.get(), code);
    }

    TestChild(String code) {
        this(code, TestSite::inMemory);
    }

    TestChild(String code, String url) {
        this(code, () -> SiteDatabase.open(url, "sa", ""));
    }

    TestChild(String code, SiteDatabase empty) {
        this(code, () -> empty);
    }

    private static SiteDatabase prepared(SiteDatabase database, String code) {
        Schemas.make(database);
        new SiteSetup(database).ensure(new SiteIdentity(code, "Contoso site " + code, "primary", 1033));
        return database;
    }

    /** The site loses its database, and gets another one. */
    void lose() {
        database.close();
        database = prepared(databases.get(), code);
    }

    /** How the next runs come to this site's connections. */
    void connections(UnaryOperator<DataSource> way) {
        connections = way;
    }

    /**
     * What happens meanwhile.
     *
     * @param after how many batches of the next transfer
     */
    void meanwhile(int after, Runnable what) {
        AtomicInteger batches = new AtomicInteger();
        between = () -> {
            if (batches.getAndIncrement() == after) {
                between = TestChild::goOn;
                what.run();
            }
        };
    }

    /** Sends what the parent has published. */
    Sent receive(SiteDatabase parent) {
        return replicating(parent, r -> r.run(this::leaveRequest));
    }

    Sent repair(SiteDatabase parent) {
        return replicating(parent, r -> r.repair(this::leaveRequest));
    }

    private Sent replicating(SiteDatabase parent, Function<Replicator, Sent> work) {
        try (SiteLease lease = lease()) {
            return work.apply(new Replicator(parent, database.through(connections), lease, CLOCK, () -> between.run()));
        }
    }

    private static void goOn() {
        // nobody stops the test
    }

    private void leaveRequest() {
        requests++;
    }

    /** How often a request was left, committed or not. */
    int requests() {
        return requests;
    }

    /** The site's own synchronization, as far as its database is concerned. */
    int synchronize() {
        try (SiteLease lease = lease()) {
            SiteDatabase through = database.through(connections);
            return through.inTransaction(() -> new ReplicationTarget(through, lease, CLOCK).adoptVersion());
        }
    }

    SiteLease lease() {
        return SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    SiteDatabase database() {
        return database;
    }

    Map<String, List<String>> views() {
        return ViewSnapshot.of(database);
    }

    List<String> column(String sql) {
        return database.jdbc().queryForList(sql, String.class);
    }

    @Override
    public void close() {
        database.close();
    }
}
