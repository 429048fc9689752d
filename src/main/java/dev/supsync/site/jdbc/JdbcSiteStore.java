package dev.supsync.site.jdbc;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.Known;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import dev.supsync.site.SiteState;
import dev.supsync.site.SiteStore;
import dev.supsync.site.UpdateChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The updates of a site database over JDBC. */
public final class JdbcSiteStore implements SiteStore {

    private static final String HELD =
            """
            SELECT UPDATE_ID, CI_ID, CI_VERSION, REVISION_NUMBER, SOURCE_DIGEST, CONTENT_DIGEST, IS_DEPLOYABLE, IS_LISTED,
                   SCOPE_STATE
            FROM SUP_UPDATE WHERE""";

    private static final String DECIDED =
            """
            SELECT UPDATE_ID, REVISION_NUMBER, SOURCE_DIGEST, OUTCOME
            FROM SUP_DECISION""";

    private static final String BY_ID = " UPDATE_ID IN (";

    private static final String OPEN = "SELECT TARGET_ID FROM SUP_OPEN_REFERENCE WHERE TARGET_ID IN (";

    private static final String REFERRED =
            """
            SELECT DISTINCT TARGET_ID
            FROM SUP_UPDATE_RELATION WHERE RELATION_TYPE IN (1, 2) AND TARGET_ID IN (""";

    private static final String FLAGS =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.IS_LISTED, u.PUBLICATION_STATE, u.SCOPE_STATE,
                   f.CI_ID AS RECORDED, f.REASONS, f.EXPIRED_SINCE, f.IS_SUPERSEDED
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE""";

    private static final String LIFECYCLE = FLAGS + " u.CI_ID > ? ORDER BY u.CI_ID";

    private static final String CHANGED = "SELECT UPDATE_ID FROM %s WHERE CHANGE_NUMBER > ? ORDER BY CHANGE_NUMBER";

    private static final String CHANGED_FLAGS =
            """
            SELECT u.UPDATE_ID
            FROM (SELECT CI_ID FROM SUP_UPDATE_STATE WHERE CHANGE_NUMBER > ? ORDER BY CHANGE_NUMBER%s) f
            JOIN SUP_UPDATE u ON u.CI_ID = f.CI_ID""";

    private static final int RANGE = 10_000;

    private final SiteDatabase database;
    private final UpdateWriter writer;
    private final SupersedenceRows supersedence;

    public JdbcSiteStore(SiteDatabase database) {
        this.database = database;
        this.writer = new UpdateWriter(database);
        this.supersedence = new SupersedenceRows(database);
    }

    @Override
    public SiteState state() {
        return database.translating(() -> database.jdbc().query("SELECT * FROM SUP_SITE", this::siteState).stream()
                .findFirst()
                .orElseThrow(() -> new SupsyncException(
                        ErrorCode.SITE_FAILED,
                        database.name() + " has no row about its site.",
                        "Run a full synchronization: it writes the row.")));
    }

    @Override
    public boolean isEmpty() {
        return isEmpty("SELECT CI_ID FROM SUP_UPDATE ORDER BY CI_ID")
                && isEmpty("SELECT UPDATE_ID FROM SUP_DECISION ORDER BY UPDATE_ID");
    }

    private boolean isEmpty(String sql) {
        return database.translating(() -> database.jdbc()
                .query(sql + database.dialect().first(1), (row, number) -> number)
                .isEmpty());
    }

    @Override
    public Map<UpdateId, Known> lookup(Collection<UpdateId> ids) {
        Map<UpdateId, Known> found = new HashMap<>();
        database.each(HELD + BY_ID, ids, row -> found.put(database.updateId(row, "UPDATE_ID"), held(row)));
        // what is held counts before what was decided, and most of a catalog is one of them
        List<UpdateId> rest = ids.stream().filter(id -> !found.containsKey(id)).toList();
        database.each(
                DECIDED + " WHERE" + BY_ID, rest, row -> found.put(database.updateId(row, "UPDATE_ID"), decided(row)));
        return found;
    }

    @Override
    public void forEachKnown(BiConsumer<UpdateId, Known> consumer) {
        // the database's own order of GUIDs decides the pages, whatever it is
        AtomicReference<@Nullable UpdateId> last = new AtomicReference<>();
        String page = " ORDER BY UPDATE_ID" + database.dialect().first(RANGE);
        SiteDatabase.RowConsumer decision = row -> {
            UpdateId id = database.updateId(row, "UPDATE_ID");
            consumer.accept(id, decided(row));
            last.set(id);
        };
        database.each(DECIDED + page, decision);
        for (UpdateId after = last.get(); after != null; after = last.get()) {
            last.set(null);
            database.each(DECIDED + " WHERE UPDATE_ID > ?" + page, decision, database.parameter(after.value()));
        }
        int end = state().nextCiId();
        for (int from = 0; from < end; from += RANGE) {
            database.each(
                    HELD + " CI_ID > ? AND CI_ID <= ?",
                    row -> consumer.accept(database.updateId(row, "UPDATE_ID"), held(row)),
                    from,
                    from + RANGE);
        }
    }

    @Override
    public Set<UpdateId> needed(Collection<UpdateId> ids) {
        Set<UpdateId> found = new HashSet<>();
        database.each(OPEN, ids, row -> found.add(database.updateId(row, "TARGET_ID")));
        if (found.isEmpty()) {
            return found;
        }
        // an update may have stopped referring to it since: rare enough to look through the references
        Set<UpdateId> referred = new HashSet<>();
        database.each(REFERRED, found, row -> referred.add(database.updateId(row, "TARGET_ID")));
        return referred;
    }

    @Override
    public void apply(Fence fence, UpdateChanges changes, Instant time) {
        writer.apply(fence, changes, time);
    }

    @Override
    public List<LifecycleRow> lifecycleAfter(int ciId, int limit) {
        return database.translating(
                () -> database.jdbc().query(LIFECYCLE + database.dialect().first(limit), this::lifecycleRow, ciId));
    }

    @Override
    public Optional<Set<UpdateId>> changedAfter(long changeNumber, int most) {
        Set<UpdateId> changed = new HashSet<>();
        String first = database.dialect().first(most + 1);
        for (String sql : List.of(
                CHANGED.formatted("SUP_UPDATE") + first,
                CHANGED_FLAGS.formatted(first),
                CHANGED.formatted("SUP_DECISION") + first)) {
            database.each(sql, row -> changed.add(database.updateId(row, "UPDATE_ID")), changeNumber);
        }
        return changed.size() > most ? Optional.empty() : Optional.of(changed);
    }

    @Override
    public List<LifecycleRow> lifecycle(Collection<UpdateId> ids) {
        List<LifecycleRow> rows = new ArrayList<>();
        database.each(FLAGS + " u.UPDATE_ID IN (", ids, row -> rows.add(lifecycleRow(row, 0)));
        rows.sort(Comparator.comparingInt(LifecycleRow::ciId));
        return rows;
    }

    @Override
    public void supersededBy(Collection<UpdateId> newer, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        supersedence.of(newer, newerAndOlder);
    }

    @Override
    public void superseding(Collection<UpdateId> older, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        supersedence.to(older, newerAndOlder);
    }

    @Override
    public void applyFlags(Fence fence, List<LifecycleRow> rows, Instant time) {
        writer.applyFlags(fence, rows, time);
    }

    @Override
    public void supersedence(BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        supersedence.all(state().nextCiId(), newerAndOlder);
    }

    @Override
    public void verify(Fence fence) {
        writer.verify(fence);
    }

    @Override
    public long countListed() {
        return count("SELECT COUNT(*) FROM SUP_UPDATE WHERE IS_LISTED = "
                + database.dialect().literal(true));
    }

    @Override
    public long countUnexpired() {
        return count("SELECT COUNT(*) FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID"
                + " WHERE COALESCE(f.REASONS, 0) = 0 AND u.IS_LISTED = "
                + database.dialect().literal(true));
    }

    private long count(String sql) {
        return database.translating(() -> {
            Long count = database.jdbc().queryForObject(sql, Long.class);
            return count == null ? 0 : count;
        });
    }

    private static Known.Held held(ResultSet row) throws SQLException {
        return new Known.Held(
                row.getInt("CI_ID"),
                row.getInt("CI_VERSION"),
                row.getInt("REVISION_NUMBER"),
                Digest.of(row.getBytes("SOURCE_DIGEST")),
                Digest.of(row.getBytes("CONTENT_DIGEST")),
                row.getBoolean("IS_DEPLOYABLE"),
                row.getBoolean("IS_LISTED"),
                ScopeState.values()[row.getInt("SCOPE_STATE")]);
    }

    private static Known.Decided decided(ResultSet row) throws SQLException {
        return new Known.Decided(
                row.getInt("REVISION_NUMBER"),
                Digest.of(row.getBytes("SOURCE_DIGEST")),
                Outcome.of(row.getInt("OUTCOME")));
    }

    private LifecycleRow lifecycleRow(ResultSet row, int number) throws SQLException {
        LocalDateTime since = row.getObject("EXPIRED_SINCE", LocalDateTime.class);
        row.getInt("RECORDED");
        boolean recorded = !row.wasNull();
        return new LifecycleRow(
                row.getInt("CI_ID"),
                database.updateId(row, "UPDATE_ID"),
                row.getBoolean("IS_LISTED"),
                PublicationState.values()[row.getInt("PUBLICATION_STATE")],
                ScopeState.values()[row.getInt("SCOPE_STATE")],
                row.getInt("REASONS"),
                since == null ? null : since.toInstant(ZoneOffset.UTC),
                row.getBoolean("IS_SUPERSEDED"),
                recorded);
    }

    private SiteState siteState(ResultSet row, int number) throws SQLException {
        UUID lineage = database.dialect().guid(row, "LINEAGE");
        return new SiteState(
                row.getString("SITE_CODE"),
                row.getString("SITE_NAME"),
                row.getString("SITE_TYPE"),
                row.getInt("LANGUAGE_LCID"),
                lineage == null ? new UUID(0, 0) : lineage,
                row.getInt("CONTENT_VERSION"),
                row.getLong("CHANGE_NUMBER"),
                row.getLong("VISIBLE_CHANGE"),
                row.getLong("PUBLISHED_CHANGE"),
                row.getLong("SETTLED_CHANGE"),
                row.getInt("NEXT_CI_ID"),
                row.getInt("PUBLISHED_CI_ID"),
                row.getString("CATALOG_NAME"),
                database.dialect().guid(row, "CATALOG_SERVER_ID"));
    }
}
