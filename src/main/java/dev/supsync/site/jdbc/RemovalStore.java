package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes updates from a site, and reads what decides which ones. */
public final class RemovalStore {

    private static final int RANGE = 5_000;

    /** The reasons of SUP_UPDATE_STATE.REASONS that matter to what is remembered. */
    private static final int PUBLISHER = 1;

    private static final int DECLINED = 2;
    private static final int SCOPE = 8;

    private static final int VANISHED = 4;
    private static final int RULE = 16;

    private static final String STANDING =
            """
            SELECT u.CI_ID, u.IS_LISTED, f.REASONS, f.EXPIRED_SINCE, u.PUBLICATION_STATE, u.SCOPE_STATE
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE u.CI_ID > ? AND u.CI_ID <= ?""";

    private static final String DEPLOYED =
            "SELECT u.CI_ID FROM SUP_UPDATE u JOIN SUP_DEPLOYMENT d ON d.UPDATE_ID = u.UPDATE_ID";

    private static final String NEEDS =
            """
            SELECT r.CI_ID, t.CI_ID FROM SUP_UPDATE_RELATION r JOIN SUP_UPDATE t ON t.UPDATE_ID = r.TARGET_ID
            WHERE r.CI_ID > ? AND r.CI_ID <= ? AND r.RELATION_TYPE IN (1, 2)""";

    private static final String ROWS =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.REVISION_NUMBER, u.IS_LISTED, u.IS_DEPLOYABLE, u.SCOPE_STATE, f.REASONS,
                   f.EXPIRED_SINCE, u.PUBLICATION_STATE, u.CREATION_DATE, u.SOURCE_DIGEST
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE u.CI_ID IN (%s) ORDER BY u.CI_ID""";

    private static final String SUPERSEDED = "SELECT CI_ID, TARGET_ID FROM SUP_SUPERSEDENCE WHERE CI_ID IN (%s)";

    private static final String CLASSIFICATIONS =
            """
            SELECT u.CI_ID, u.CATEGORY_GUID
            FROM SUP_UPDATE_CATEGORY u JOIN SUP_CATEGORY c ON c.CATEGORY_GUID = u.CATEGORY_GUID
            WHERE c.CATEGORY_TYPE = 'UpdateClassification' AND u.CI_ID IN (%s)""";

    private static final String SHOWN =
            """
            SELECT CI_ID FROM SUP_UPDATE_FILE WHERE CI_ID IN (%1$s)
            UNION SELECT CI_ID FROM SUP_UPDATE_RELATION WHERE CI_ID IN (%1$s)
            UNION SELECT CI_ID FROM SUP_SUPERSEDENCE WHERE CI_ID IN (%1$s)""";

    private final SiteDatabase database;
    private final Numbers numbers;
    private final DroppedReferences droppedReferences;
    private @Nullable JdbcRunLedger ledger;

    public RemovalStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
        this.droppedReferences = new DroppedReferences(database, numbers);
    }

    /**
     * How an update stands.
     *
     * @param listed whether the views show it
     * @param expiredSince null when it is not expired, or may not be: an interrupted run has seen it live again
     * @param deployed whether somebody told that it is deployed or in an update group
     */
    public record Standing(int ciId, boolean listed, @Nullable Instant expiredSince, boolean deployed) {}

    /** Takes one update. */
    public interface StandingConsumer {
        void accept(Standing standing);
    }

    /** Takes two local numbers: the first update bundles or requires the second. */
    public interface NeedConsumer {
        void accept(int ciId, int needed);
    }

    /** Whether any update is expired for longer than since this time. */
    public boolean anyExpired(Instant before) {
        return !database.translating(() -> database.jdbc()
                        .query(
                                "SELECT CI_ID FROM SUP_UPDATE_STATE WHERE REASONS <> 0 AND EXPIRED_SINCE < ? ORDER BY"
                                        + " CI_ID"
                                        + database.first(1),
                                (row, number) -> row.getInt(1),
                                utc(before)))
                .isEmpty();
    }

    /** Every update of the site. */
    public void standings(StandingConsumer consumer) {
        BitSet deployed = new BitSet();
        database.each(DEPLOYED, row -> deployed.set(row.getInt(1)));
        ranges((from, to) -> database.each(
                STANDING,
                row -> {
                    int ciId = row.getInt("CI_ID");
                    consumer.accept(
                            new Standing(ciId, row.getBoolean("IS_LISTED"), expiredSince(row), deployed.get(ciId)));
                },
                from,
                to));
    }

    /** Everything that updates of the site bundle and require in it. */
    public void needs(NeedConsumer consumer) {
        ranges((from, to) -> database.each(NEEDS, row -> consumer.accept(row.getInt(1), row.getInt(2)), from, to));
    }

    /**
     * What a removal did.
     *
     * @param listed updates that the views showed
     * @param unlisted others
     */
    public record Removed(int listed, int unlisted) {}

    /**
     * Removes updates in the caller's transaction, and leaves their tombstones and kept references. An update that has been
     * deployed or reinstated since it was chosen stays, with all that it bundles or requires.
     *
     * @param ciIds at most some hundreds; what needs others comes before them
     * @param protection the same for all updates of one cleanup: it learns here of what stays
     * @param expiredBefore what is listed must be expired for longer
     */
    public Removed remove(
            Fence fence, List<Integer> ciIds, Protection protection, Instant expiredBefore, Instant time) {
        numbers.verify(fence);
        Map<Integer, Row> rows = rows(ciIds, protection, expiredBefore);
        if (rows.isEmpty()) {
            return new Removed(0, 0);
        }
        List<Integer> going = List.copyOf(rows.keySet());
        Map<Integer, Set<UpdateId>> superseded = grouped(SUPERSEDED, going);
        Map<Integer, Set<UpdateId>> classifications = grouped(CLASSIFICATIONS, going);
        int listed = (int) rows.values().stream().filter(Row::listed).count();
        boolean visible = listed > 0 || isShown(going);
        Numbers.Range range = numbers.allocate(fence, going.size(), 0, 0, visible);
        note(going);
        database.write((connection, writer) -> {
            for (Table table : Tables.OF_UPDATE) {
                writer.deleteByFirstKey(connection, table, going);
            }
            remember(connection, writer, rows, superseded, classifications, range.firstChange(), time);
        });
        droppedReferences.mark(fence, dropped(rows.values(), superseded));
        // a run that waits to be continued counts the rows of the views at its end
        database.translating(() -> database.jdbc()
                .update("UPDATE SUP_RUN SET LISTED_BEFORE = LISTED_BEFORE - ? WHERE RESUMABLE = ?", listed, true));
        return new Removed(listed, going.size() - listed);
    }

    private static Set<UpdateId> dropped(Collection<Row> rows, Map<Integer, Set<UpdateId>> superseded) {
        Set<UpdateId> dropped = new HashSet<>();
        rows.stream()
                .filter(row -> !row.keepsReferences())
                .forEach(row -> dropped.addAll(superseded.getOrDefault(row.ciId(), Set.of())));
        return dropped;
    }

    /** Among the changes of the last run: a cleanup is none itself. */
    private void note(List<Integer> going) {
        if (ledger == null) {
            Long run = database.translating(
                    () -> database.jdbc().queryForObject("SELECT MAX(RUN_ID) FROM SUP_RUN", Long.class));
            if (run == null) {
                return;
            }
            ledger = new JdbcRunLedger(database, run);
        }
        ledger.removing(going);
    }

    private static void remember(
            Connection connection,
            TableWriter writer,
            Map<Integer, Row> rows,
            Map<Integer, Set<UpdateId>> superseded,
            Map<Integer, Set<UpdateId>> classifications,
            long firstChange,
            Instant time)
            throws SQLException {
        List<Object> ids = new ArrayList<>();
        List<Object[]> decisions = new ArrayList<>();
        List<Object[]> references = new ArrayList<>();
        List<Object[]> tombstones = new ArrayList<>();
        long change = firstChange;
        for (Row row : rows.values()) {
            Object id = row.id().value();
            ids.add(id);
            decisions.add(row(id, row.revisionNumber(), row.outcome().number(), row.remembered(), change));
            if (row.keepsReferences()) {
                superseded.getOrDefault(row.ciId(), Set.of()).forEach(t -> references.add(row(id, t.value())));
            }
            @Nullable
            UUID classification = classifications.getOrDefault(row.ciId(), Set.of()).stream()
                    .sorted()
                    .map(UpdateId::value)
                    .findFirst()
                    .orElse(null);
            tombstones.add(row(
                    id,
                    row.revisionNumber(),
                    row.listed(),
                    row.reasons(),
                    utc(row.creation()),
                    classification,
                    utc(time),
                    change));
            change++;
        }
        writer.upsert(connection, Tables.DECISION, decisions);
        writer.deleteByFirstKey(connection, Tables.KEPT_REFERENCE, ids);
        writer.insert(connection, Tables.KEPT_REFERENCE, references);
        writer.upsert(connection, Tables.TOMBSTONE, tombstones);
    }

    /** What is removed of one update. */
    private record Row(
            int ciId,
            UpdateId id,
            int revisionNumber,
            boolean listed,
            boolean deployable,
            ScopeState scopeState,
            int reasons,
            PublicationState publicationState,
            Instant creation,
            byte[] source) {

        /** Why the update is not in the site from now on. */
        Outcome outcome() {
            if (listed) {
                return has(RULE)
                        ? Outcome.REMOVED_SUPERSEDED
                        : has(DECLINED) ? Outcome.REMOVED_DECLINED : Outcome.REMOVED;
            }
            if (!deployable) {
                return Outcome.NOT_DEPLOYABLE;
            }
            if (scopeState != ScopeState.IN) {
                return Outcome.OUT_OF_SCOPE;
            }
            return publicationState == PublicationState.EXPIRED ? Outcome.SKIPPED_EXPIRED : Outcome.SKIPPED_DECLINED;
        }

        /** The digest of the raw record; none for what is to be read anew as soon as the catalog holds it again. */
        byte[] remembered() {
            return listed && has(VANISHED) ? new byte[source.length] : source;
        }

        boolean keepsReferences() {
            return listed || (deployable && scopeState == ScopeState.IN);
        }

        private boolean has(int reason) {
            return (reasons & reason) != 0;
        }
    }

    private Map<Integer, Row> rows(List<Integer> ciIds, Protection protection, Instant expiredBefore) {
        protection.refresh();
        Map<Integer, Row> rows = new LinkedHashMap<>();
        List<Integer> staying = new ArrayList<>();
        in(ROWS, ciIds, row -> {
            int ciId = row.getInt("CI_ID");
            Instant since = expiredSince(row);
            boolean listed = row.getBoolean("IS_LISTED");
            if (listed && (since == null || !since.isBefore(expiredBefore))) {
                staying.add(ciId);
                return;
            }
            rows.put(
                    ciId,
                    new Row(
                            ciId,
                            database.updateId(row, "UPDATE_ID"),
                            row.getInt("REVISION_NUMBER"),
                            listed,
                            row.getBoolean("IS_DEPLOYABLE"),
                            ScopeState.values()[row.getInt("SCOPE_STATE")],
                            row.getInt("REASONS"),
                            PublicationState.values()[row.getInt("PUBLICATION_STATE")],
                            row.getObject("CREATION_DATE", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            row.getBytes("SOURCE_DIGEST")));
        });
        protection.keep(staying);
        rows.keySet().removeIf(protection::holds);
        return rows;
    }

    private Map<Integer, Set<UpdateId>> grouped(String sql, List<Integer> ciIds) {
        Map<Integer, Set<UpdateId>> groups = new HashMap<>();
        in(sql, ciIds, row -> groups.computeIfAbsent(row.getInt(1), k -> new HashSet<>())
                .add(database.updateId(row, row.getMetaData().getColumnLabel(2))));
        return groups;
    }

    private boolean isShown(List<Integer> ciIds) {
        boolean[] shown = {false};
        in(SHOWN, ciIds, row -> shown[0] = true);
        return shown[0];
    }

    /** Local numbers are numbers: they may stand in the text of a statement. */
    private void in(String sql, Collection<Integer> ciIds, SiteDatabase.RowConsumer consumer) {
        String numbersText =
                String.join(", ", ciIds.stream().map(id -> Integer.toString(id)).toList());
        database.each(sql.formatted(numbersText), consumer);
    }

    private interface Range {
        void run(int from, int to);
    }

    private void ranges(Range range) {
        Integer next = database.translating(() ->
                database.jdbc().queryForObject("SELECT NEXT_CI_ID FROM SUP_SITE WHERE SITE_ID = 1", Integer.class));
        for (int from = 0; next != null && from < next; from += RANGE) {
            range.run(from, from + RANGE);
        }
    }

    /** A run that was interrupted has left the reasons as they were, and may have seen that one of them is gone. */
    private static @Nullable Instant expiredSince(ResultSet row) throws SQLException {
        int reasons = row.getInt("REASONS");
        boolean isWithdrawn = row.getInt("PUBLICATION_STATE") == PublicationState.EXPIRED.ordinal();
        boolean isOutside = row.getInt("SCOPE_STATE") == ScopeState.FORMERLY.ordinal();
        boolean isOutdated = ((reasons & PUBLISHER) != 0 && !isWithdrawn) || ((reasons & SCOPE) != 0 && !isOutside);
        return reasons == 0 || isOutdated ? null : instant(row, "EXPIRED_SINCE");
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
