package dev.supsync.site;

import static dev.supsync.site.SampleUpdates.digest;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An empty site database of one kind, and the ways of tests to write to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteContract {

    static final Instant NOW = Instant.parse("2026-11-21T02:00:00.125Z");
    static final Instant LATER = Instant.parse("2026-11-22T02:00:00.250Z");

    private static final UpdateChanges NOTHING =
            new UpdateChanges(List.of(), List.of(), List.of(), List.of(), List.of());

    private SiteDatabase database;
    private SiteStore store;
    private CategoryStore categories;

    /** Opens a database that holds nothing of supsync. */
    abstract SiteDatabase open();

    @BeforeAll
    void prepareDatabase() {
        database = open();
        TestSite.prepare(database);
        store = new JdbcSiteStore(database);
        categories = new JdbcCategoryStore(database);
    }

    @BeforeEach
    void emptyDatabase() {
        TestSite.empty(database);
    }

    @AfterAll
    void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    SiteDatabase database() {
        return database;
    }

    SiteStore store() {
        return store;
    }

    CategoryStore categories() {
        return categories;
    }

    /** The fence of the present holder: nobody has taken the lease since the database was emptied. */
    static Fence fence() {
        return () -> 0;
    }

    /** The fence of one who lost the site. */
    static Fence staleFence() {
        return () -> -1;
    }

    void insert(UpdateRecord... records) {
        apply(inserting(records));
    }

    void apply(UpdateChanges changes) {
        apply(changes, NOW);
    }

    void apply(UpdateChanges changes, Instant time) {
        inTransaction(() -> store.apply(fence(), changes, time));
    }

    void inTransaction(Runnable work) {
        database.inTransaction(() -> {
            work.run();
            return true;
        });
    }

    Known.Held held(UpdateId id) {
        return (Known.Held) Objects.requireNonNull(store.lookup(List.of(id)).get(id), "not held");
    }

    List<List<String>> rows(String sql, Object... parameters) {
        return TestSite.rows(database, sql, parameters);
    }

    List<Long> numbers(String sql) {
        return TestSite.numbers(database, sql);
    }

    static UpdateChanges nothing() {
        return NOTHING;
    }

    static UpdateChanges inserting(UpdateRecord... records) {
        return new UpdateChanges(List.of(records), List.of(), List.of(), List.of(), List.of());
    }

    UpdateChanges updating(UpdateRecord record) {
        return new UpdateChanges(
                List.of(),
                List.of(new UpdateChanges.Update(held(record.id()), record)),
                List.of(),
                List.of(),
                List.of());
    }

    static UpdateChanges touching(UpdateChanges.Touch... touches) {
        return new UpdateChanges(List.of(), List.of(), List.of(touches), List.of(), List.of());
    }

    static UpdateChanges deciding(UpdateChanges.Decision... decisions) {
        return new UpdateChanges(List.of(), List.of(), List.of(), List.of(decisions), List.of());
    }

    static UpdateChanges forgetting(UpdateId... ids) {
        return new UpdateChanges(List.of(), List.of(), List.of(), List.of(), List.of(ids));
    }

    static UpdateChanges.Decision decision(UpdateId id, boolean replaces, UpdateId... supersedes) {
        return new UpdateChanges.Decision(id, 101, Outcome.SKIPPED_EXPIRED, digest(5), List.of(supersedes), replaces);
    }
}
