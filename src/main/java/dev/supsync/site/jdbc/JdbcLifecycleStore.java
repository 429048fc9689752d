package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.LifecycleState;
import dev.supsync.site.LifecycleStore;
import dev.supsync.site.Outcome;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the rule for superseded updates asks of a site database, over JDBC. */
public final class JdbcLifecycleStore implements LifecycleStore {

    private static final int PAGE = 5_000;

    private static final String LISTED =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.CREATION_DATE, f.REASONS
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE u.CI_ID > ? AND u.CI_ID <= ? AND u.IS_LISTED = %s ORDER BY u.CI_ID""";

    private static final String LISTED_AMONG =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.CREATION_DATE, f.REASONS
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE u.IS_LISTED = %s AND u.UPDATE_ID IN (""";

    private static final String CATEGORIES_AMONG =
            """
            SELECT u.CI_ID, c.CATEGORY_GUID
            FROM SUP_UPDATE u JOIN SUP_UPDATE_CATEGORY c ON c.CI_ID = u.CI_ID WHERE u.UPDATE_ID IN (""";

    private static final String CATEGORIES =
            """
            SELECT CI_ID, CATEGORY_GUID FROM SUP_UPDATE_CATEGORY
            WHERE CI_ID > ? AND CI_ID <= ? AND CATEGORY_GUID IN (%s)""";

    private static final String REMOVED =
            """
            SELECT t.UPDATE_ID, d.OUTCOME, t.CREATION_DATE, t.REASONS, t.CLASSIFICATION_ID, t.CHANGE_NUMBER
            FROM SUP_TOMBSTONE t JOIN SUP_DECISION d ON d.UPDATE_ID = t.UPDATE_ID
            WHERE t.CHANGE_NUMBER > ? AND t.IS_LISTED = %s AND d.OUTCOME IN (5, 6, 7) ORDER BY t.CHANGE_NUMBER""";

    private static final String REMOVED_AMONG =
            """
            SELECT t.UPDATE_ID, d.OUTCOME, t.CREATION_DATE, t.REASONS, t.CLASSIFICATION_ID
            FROM SUP_TOMBSTONE t JOIN SUP_DECISION d ON d.UPDATE_ID = t.UPDATE_ID
            WHERE t.IS_LISTED = %s AND d.OUTCOME IN (5, 6, 7) AND t.UPDATE_ID IN (""";

    private static final Table RELEASED = new Table(
            "SUP_DECISION",
            1,
            Table.column("UPDATE_ID", Table.Kind.GUID),
            Table.column("OUTCOME", Table.Kind.SMALLINT),
            Table.column("SOURCE_DIGEST", Table.Kind.DIGEST),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private final SiteDatabase database;
    private final Numbers numbers;

    public JdbcLifecycleStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
    }

    @Override
    public LifecycleState state() {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT APPLIED_RULE, APPLIED_AT, NEXT_DUE, LAST_CLEANUP FROM SUP_LIFECYCLE",
                                (row, number) -> new LifecycleState(
                                        row.getString("APPLIED_RULE"),
                                        instant(row, "APPLIED_AT"),
                                        instant(row, "NEXT_DUE"),
                                        instant(row, "LAST_CLEANUP"))))
                .stream()
                .findFirst()
                .orElseGet(() -> new LifecycleState(null, null, null, null));
    }

    @Override
    public void ruleApplied(String rule, @Nullable Instant nextDue, Instant time) {
        database.translating(() -> {
            addRow();
            return database.jdbc()
                    .update(
                            "UPDATE SUP_LIFECYCLE SET APPLIED_RULE = ?, NEXT_DUE = ?, APPLIED_AT = ?"
                                    + " WHERE LIFECYCLE_ID = 1",
                            rule,
                            nextDue == null ? null : utc(nextDue),
                            utc(time));
        });
    }

    @Override
    public void ruleLeft() {
        database.translating(() -> {
            addRow();
            return database.jdbc().update("UPDATE SUP_LIFECYCLE SET NEXT_DUE = NULL WHERE LIFECYCLE_ID = 1");
        });
    }

    @Override
    public void cleanedUp(Instant time) {
        database.translating(() -> {
            addRow();
            return database.jdbc()
                    .update("UPDATE SUP_LIFECYCLE SET LAST_CLEANUP = ? WHERE LIFECYCLE_ID = 1", utc(time));
        });
    }

    private void addRow() {
        if (database.jdbc()
                .queryForList("SELECT LIFECYCLE_ID FROM SUP_LIFECYCLE", Integer.class)
                .isEmpty()) {
            database.jdbc().update("INSERT INTO SUP_LIFECYCLE (LIFECYCLE_ID) VALUES (1)");
        }
    }

    @Override
    public boolean hasHighestReason(int bit) {
        return database.translating(() -> !database.jdbc()
                .query(
                        "SELECT CI_ID FROM SUP_UPDATE_STATE WHERE REASONS >= ? ORDER BY CI_ID" + database.first(1),
                        (row, number) -> row.getInt(1),
                        bit)
                .isEmpty());
    }

    @Override
    public void dated(Collection<UpdateId> categories, Consumer<Dated> consumer) {
        String listed = LISTED.formatted(database.literal(true));
        Integer next = database.translating(() ->
                database.jdbc().queryForObject("SELECT NEXT_CI_ID FROM SUP_SITE WHERE SITE_ID = 1", Integer.class));
        for (int from = 0; next != null && from < next; from += PAGE) {
            int start = from;
            Map<Integer, Set<UpdateId>> asked = categories(categories, start);
            database.each(listed, row -> consumer.accept(dated(row, asked)), start, start + PAGE);
        }
    }

    @Override
    public void dated(Collection<UpdateId> categories, Collection<UpdateId> ids, Consumer<Dated> consumer) {
        Set<UpdateId> wanted = Set.copyOf(categories);
        Map<Integer, Set<UpdateId>> asked = new HashMap<>();
        database.each(CATEGORIES_AMONG, ids, row -> {
            UpdateId category = database.updateId(row, "CATEGORY_GUID");
            if (wanted.contains(category)) {
                asked.computeIfAbsent(row.getInt("CI_ID"), k -> new HashSet<>()).add(category);
            }
        });
        database.each(LISTED_AMONG.formatted(database.literal(true)), ids, row -> consumer.accept(dated(row, asked)));
    }

    private Dated dated(ResultSet row, Map<Integer, Set<UpdateId>> categories) throws SQLException {
        int ciId = row.getInt("CI_ID");
        return new Dated(
                ciId,
                database.updateId(row, "UPDATE_ID"),
                time(row, "CREATION_DATE"),
                row.getInt("REASONS"),
                categories.getOrDefault(ciId, Set.of()));
    }

    private Map<Integer, Set<UpdateId>> categories(Collection<UpdateId> categories, int start) {
        List<Object> parameters = new ArrayList<>(List.of(start, start + PAGE));
        categories.forEach(c -> parameters.add(database.parameter(c.value())));
        String marks = "?, ".repeat(categories.size() - 1) + "?";
        Map<Integer, Set<UpdateId>> found = new HashMap<>();
        database.each(
                CATEGORIES.formatted(marks),
                row -> found.computeIfAbsent(row.getInt("CI_ID"), k -> new HashSet<>())
                        .add(database.updateId(row, "CATEGORY_GUID")),
                parameters.toArray());
        return found;
    }

    @Override
    public void categories(BitSet ciIds, BiConsumer<Integer, UpdateId> consumer) {
        int first = ciIds.nextSetBit(0);
        while (first >= 0) {
            int last = first + PAGE;
            database.each(
                    "SELECT CI_ID, CATEGORY_GUID FROM SUP_UPDATE_CATEGORY WHERE CI_ID >= ? AND CI_ID < ?",
                    row -> {
                        if (ciIds.get(row.getInt("CI_ID"))) {
                            consumer.accept(row.getInt("CI_ID"), database.updateId(row, "CATEGORY_GUID"));
                        }
                    },
                    first,
                    last);
            first = ciIds.nextSetBit(last);
        }
    }

    @Override
    public void removed(Consumer<Removed> consumer) {
        String sql = REMOVED.formatted(database.literal(true)) + database.first(PAGE);
        long[] last = {-1};
        boolean[] more = {true};
        while (more[0]) {
            more[0] = false;
            database.each(
                    sql,
                    row -> {
                        consumer.accept(removed(row));
                        last[0] = row.getLong("CHANGE_NUMBER");
                        more[0] = true;
                    },
                    last[0]);
        }
    }

    @Override
    public void removed(Collection<UpdateId> ids, Consumer<Removed> consumer) {
        database.each(REMOVED_AMONG.formatted(database.literal(true)), ids, row -> consumer.accept(removed(row)));
    }

    private Removed removed(ResultSet row) throws SQLException {
        UUID classification = database.guid(row, "CLASSIFICATION_ID");
        return new Removed(
                database.updateId(row, "UPDATE_ID"),
                Outcome.of(row.getInt("OUTCOME")),
                time(row, "CREATION_DATE"),
                row.getInt("REASONS"),
                classification == null ? null : new UpdateId(classification));
    }

    @Override
    public void release(Fence fence, List<Removed> updates) {
        if (updates.isEmpty()) {
            return;
        }
        Numbers.Range range = numbers.allocate(fence, updates.size(), 0, 0, false);
        List<Object[]> rows = new ArrayList<>();
        long change = range.firstChange();
        for (Removed update : updates) {
            rows.add(row(update.id().value(), update.released().outcome().number(), new byte[16], change++));
        }
        database.write((connection, writer) -> writer.update(connection, RELEASED, rows));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
