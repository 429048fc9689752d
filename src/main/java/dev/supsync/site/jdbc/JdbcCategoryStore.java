package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.CategoryRecord;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.Fence;
import dev.supsync.site.UpdateRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The categories of a site database over JDBC. */
public final class JdbcCategoryStore implements CategoryStore {

    private static final Table.Projection REPLACED =
            Tables.CATEGORY.without("CATEGORY_GUID", "IS_SUBSCRIBED", "FIRST_RUN_ID");

    /** The date of a change that no view shows does not move. */
    private static final Table.Projection UNSEEN =
            Tables.CATEGORY.without("CATEGORY_GUID", "IS_SUBSCRIBED", "FIRST_RUN_ID", "DATE_LAST_MODIFIED");

    private static final Table SUBSCRIBED = new Table(
            "SUP_CATEGORY",
            1,
            Table.column("CATEGORY_ID", Table.Kind.INT),
            Table.column("IS_SUBSCRIBED", Table.Kind.BOOLEAN),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private final SiteDatabase database;
    private final Numbers numbers;

    public JdbcCategoryStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
    }

    @Override
    public Map<UpdateId, Held> all() {
        Map<Integer, List<UpdateRecord.Text>> texts = texts();
        Map<UpdateId, Held> result = new HashMap<>();
        database.translating(() -> {
            database.jdbc().query("SELECT * FROM SUP_CATEGORY", row -> {
                Held held = held(row, texts.getOrDefault(row.getInt("CATEGORY_ID"), List.of()));
                result.put(held.record().key().id(), held);
            });
            return true;
        });
        return result;
    }

    @Override
    public void apply(Fence fence, List<CategoryRecord> records, Map<UpdateId, Held> held, long runId, Instant time) {
        if (records.isEmpty()) {
            numbers.verify(fence);
            return;
        }
        int news = (int)
                records.stream().filter(r -> !held.containsKey(r.key().id())).count();
        boolean visible =
                records.stream().anyMatch(r -> isShown(held.get(r.key().id()), r));
        Numbers.Range range = numbers.allocate(fence, records.size(), 0, news, visible);
        List<Object[]> unseen = new ArrayList<>();
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        List<Object[]> texts = new ArrayList<>();
        List<Integer> replaced = new ArrayList<>();
        int next = range.firstCategoryId();
        long change = range.firstChange();
        for (CategoryRecord record : records) {
            Held known = held.get(record.key().id());
            int id = known == null ? next++ : known.categoryId();
            Object[] values = categoryRow(id, record, runId, time, change++);
            if (known == null) {
                inserts.add(values);
            } else {
                if (isShown(known, record)) {
                    updates.add(REPLACED.project(values));
                } else {
                    unseen.add(UNSEEN.project(values));
                }
                replaced.add(id);
            }
            record.texts().forEach(t -> texts.add(row(id, t.lcid(), t.title(), t.description())));
        }
        database.write((connection, writer) -> {
            writer.deleteByFirstKey(connection, Tables.CATEGORY_TEXT, replaced);
            writer.insert(connection, Tables.CATEGORY, inserts);
            writer.update(connection, REPLACED.table(), updates);
            writer.update(connection, UNSEEN.table(), unseen);
            writer.insert(connection, Tables.CATEGORY_TEXT, texts);
        });
    }

    /** Whether a view shows the difference: another revision of the same type, parent and titles is none. */
    private static boolean isShown(@Nullable Held held, CategoryRecord record) {
        return held == null
                || held.record().type() != record.type()
                || !Objects.equals(held.record().parent(), record.parent())
                || !titles(held.record()).equals(titles(record));
    }

    private static Map<Integer, String> titles(CategoryRecord record) {
        Map<Integer, String> titles = new HashMap<>();
        record.texts().forEach(text -> titles.put(text.lcid(), text.title()));
        return titles;
    }

    @Override
    public void applyTree(
            Fence fence, Set<UpdateId> subscribed, Map<UpdateId, List<UpdateId>> ancestors, Instant time) {
        Map<UpdateId, Held> all = all();
        List<Held> flips = all.values().stream()
                .filter(h ->
                        h.subscribed() != subscribed.contains(h.record().key().id()))
                .toList();
        List<Object[]> wanted = ancestorRows(all, ancestors);
        Set<List<Object>> held = heldAncestors();
        boolean treeChanged = wanted.size() != held.size() || !wanted.stream().allMatch(r -> held.contains(List.of(r)));
        if (flips.isEmpty() && !treeChanged) {
            numbers.verify(fence);
            return;
        }
        Numbers.Range range = numbers.allocate(fence, flips.size(), 0, 0, true);
        List<Object[]> rows = new ArrayList<>();
        long change = range.firstChange();
        for (Held flip : flips) {
            rows.add(row(flip.categoryId(), !flip.subscribed(), change++));
        }
        Set<Object> changed = treeChanged ? changedCategories(wanted, held) : Set.of();
        database.write((connection, writer) -> {
            writer.update(connection, SUBSCRIBED, rows);
            writer.deleteByFirstKey(connection, Tables.CATEGORY_ANCESTOR, changed);
            writer.insert(
                    connection,
                    Tables.CATEGORY_ANCESTOR,
                    wanted.stream().filter(r -> changed.contains(r[0])).toList());
        });
    }

    private static Set<Object> changedCategories(List<Object[]> wanted, Set<List<Object>> held) {
        Set<List<Object>> wantedSet = new HashSet<>();
        wanted.forEach(r -> wantedSet.add(List.of(r)));
        Set<Object> changed = new HashSet<>();
        wantedSet.stream().filter(r -> !held.contains(r)).forEach(r -> changed.add(r.get(0)));
        held.stream().filter(r -> !wantedSet.contains(r)).forEach(r -> changed.add(r.get(0)));
        return changed;
    }

    private static List<Object[]> ancestorRows(Map<UpdateId, Held> all, Map<UpdateId, List<UpdateId>> ancestors) {
        List<Object[]> rows = new ArrayList<>();
        all.forEach((id, held) -> {
            rows.add(row(held.categoryId(), held.categoryId(), 0));
            int distance = 1;
            for (UpdateId ancestor : ancestors.getOrDefault(id, List.of())) {
                Held above = all.get(ancestor);
                if (above != null) {
                    rows.add(row(held.categoryId(), above.categoryId(), distance++));
                }
            }
        });
        return rows;
    }

    private Set<List<Object>> heldAncestors() {
        Set<List<Object>> rows = new HashSet<>();
        database.translating(() -> {
            database.jdbc()
                    .query("SELECT CATEGORY_ID, ANCESTOR_ID, DISTANCE FROM SUP_CATEGORY_ANCESTOR", (ResultSet r) -> {
                        rows.add(List.of(r.getInt(1), r.getInt(2), r.getInt(3)));
                    });
            return true;
        });
        return rows;
    }

    private Map<Integer, List<UpdateRecord.Text>> texts() {
        Map<Integer, List<UpdateRecord.Text>> texts = new HashMap<>();
        database.translating(() -> {
            database.jdbc().query("SELECT * FROM SUP_CATEGORY_TEXT ORDER BY CATEGORY_ID, LCID", row -> {
                texts.computeIfAbsent(row.getInt("CATEGORY_ID"), k -> new ArrayList<>())
                        .add(new UpdateRecord.Text(
                                row.getInt("LCID"), row.getString("TITLE"), row.getString("DESCRIPTION"), null));
            });
            return true;
        });
        return texts;
    }

    private Held held(ResultSet row, List<UpdateRecord.Text> texts) throws SQLException {
        String type = row.getString("CATEGORY_TYPE");
        int order = row.getInt("DISPLAY_ORDER");
        Integer displayOrder = row.wasNull() ? null : (Integer) order;
        CategoryRecord record = new CategoryRecord(
                new RevisionKey(database.updateId(row, "CATEGORY_GUID"), row.getInt("REVISION_NUMBER")),
                type == null ? null : CategoryType.parse(type),
                nullableGuid(row, "PARENT_GUID"),
                row.getInt("DEFAULT_LCID"),
                row.getBoolean("PROHIBITS_SUBCATEGORIES"),
                row.getBoolean("PROHIBITS_UPDATES"),
                displayOrder,
                row.getBoolean("IS_EXPIRED"),
                List.copyOf(texts),
                Digest.of(row.getBytes("CONTENT_DIGEST")));
        return new Held(
                row.getInt("CATEGORY_ID"), record, row.getBoolean("IS_SUBSCRIBED"), row.getLong("FIRST_RUN_ID"));
    }

    private @Nullable UpdateId nullableGuid(ResultSet row, String column) throws SQLException {
        UUID guid = database.dialect().guid(row, column);
        return guid == null ? null : new UpdateId(guid);
    }

    private static Object[] categoryRow(int id, CategoryRecord r, long runId, Instant time, long change) {
        UpdateId parent = r.parent();
        CategoryType type = r.type();
        return row(
                id,
                r.key().id().value(),
                r.key().revisionNumber(),
                type == null ? null : type.text(),
                parent == null ? null : parent.value(),
                r.defaultLcid(),
                r.prohibitsSubcategories(),
                r.prohibitsUpdates(),
                r.displayOrder(),
                r.expired(),
                false,
                runId,
                utc(time),
                r.content().bytes(),
                change);
    }
}
