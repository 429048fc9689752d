package dev.supsync.replication;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.Numbers;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.Table;
import dev.supsync.site.jdbc.Tables;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the categories and imports of a batch into a site. Categories are few: what the site has of them is read whole. */
final class CategoryWriter {

    private static final Table CATEGORY = Tables.CATEGORY;
    private static final int GUID = CATEGORY.place("CATEGORY_GUID");
    private static final int SUBSCRIBED = CATEGORY.place("IS_SUBSCRIBED");
    private static final int FIRST_RUN = CATEGORY.place("FIRST_RUN_ID");
    private static final int MODIFIED = CATEGORY.place("DATE_LAST_MODIFIED");
    private static final int CONTENT = CATEGORY.place("CONTENT_DIGEST");
    private static final int CHANGE = CATEGORY.place("CHANGE_NUMBER");

    private static final Table.Projection REPLACED = CATEGORY.without("CATEGORY_GUID", "FIRST_RUN_ID");

    private final SiteDatabase database;
    private final Numbers numbers;
    private final JdbcCategoryStore store;

    CategoryWriter(SiteDatabase database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
        this.store = new JdbcCategoryStore(database);
    }

    private record Held(int categoryId, UUID content, boolean subscribed, @Nullable UUID parent) {}

    /** Writes them in the caller's transaction; returns how many categories changed. */
    int write(Fence fence, RecordBatch batch, boolean force, Instant time) {
        imports(fence, batch);
        List<Object[]> rows = batch.rows(Part.CATEGORIES);
        List<Object[]> removed = batch.rows(Part.REMOVED_CATEGORIES);
        if (rows.isEmpty() && removed.isEmpty() && !batch.allCategories()) {
            return 0;
        }
        Map<UUID, Held> held = held();
        int gone = remove(fence, batch, held);
        int written = write(fence, batch, held, force ? forged(batch) : Set.of(), time);
        if (gone + written > 0 || force) {
            tree(fence, time);
        }
        return gone + written;
    }

    private void imports(Fence fence, RecordBatch batch) {
        List<Object[]> imports = batch.rows(Part.IMPORTS);
        Map<UUID, Integer> held = new HashMap<>();
        Set<UUID> ids = new HashSet<>();
        imports.forEach(row -> ids.add((UUID) row[0]));
        Keys.guids(
                database,
                "SELECT UPDATE_ID, REVISION_NUMBER FROM SUP_IMPORT WHERE UPDATE_ID IN (",
                ids,
                row -> held.put(Objects.requireNonNull(database.guid(row, "UPDATE_ID")), row.getInt(2)));
        List<Object[]> news = imports.stream()
                .filter(row -> !row[1].equals(held.get((UUID) row[0])))
                .toList();
        if (news.isEmpty()) {
            return;
        }
        long change = numbers.allocate(fence, news.size(), 0, 0, false).firstChange();
        for (Object[] row : news) {
            row[row.length - 1] = change++;
        }
        database.write((connection, writer) -> writer.upsert(connection, Tables.IMPORT, news));
    }

    private Map<UUID, Held> held() {
        Map<UUID, Held> held = new HashMap<>();
        database.each(
                "SELECT CATEGORY_GUID, CATEGORY_ID, CONTENT_DIGEST, IS_SUBSCRIBED, PARENT_GUID FROM SUP_CATEGORY",
                row -> held.put(
                        Objects.requireNonNull(database.guid(row, "CATEGORY_GUID")),
                        new Held(
                                row.getInt("CATEGORY_ID"),
                                HeldUpdates.digest(row.getBytes("CONTENT_DIGEST")),
                                row.getBoolean("IS_SUBSCRIBED"),
                                database.guid(row, "PARENT_GUID"))));
        return held;
    }

    private int remove(Fence fence, RecordBatch batch, Map<UUID, Held> held) {
        Set<UUID> living = new HashSet<>();
        batch.rows(Part.CATEGORIES).forEach(row -> living.add((UUID) row[GUID]));
        Set<UUID> going = new HashSet<>();
        if (batch.allCategories()) {
            going.addAll(held.keySet());
        } else {
            batch.rows(Part.REMOVED_CATEGORIES).forEach(row -> going.add((UUID) row[0]));
            going.retainAll(held.keySet());
        }
        going.removeAll(living);
        if (going.isEmpty()) {
            return 0;
        }
        long change = numbers.allocate(fence, going.size(), 0, 0, true).firstChange();
        List<Integer> ids = new ArrayList<>();
        List<Object[]> tombstones = new ArrayList<>();
        for (UUID guid : going) {
            ids.add(Objects.requireNonNull(held.get(guid)).categoryId());
            tombstones.add(Part.row(guid, change++));
        }
        database.write((connection, writer) -> {
            writer.deleteByFirstKey(connection, Tables.CATEGORY_TEXT, ids);
            writer.deleteByFirstKey(connection, CATEGORY, ids);
            writer.upsert(connection, Tables.CATEGORY_TOMBSTONE, tombstones);
        });
        return going.size();
    }

    /** What differs whatever the digests say. */
    private Set<UUID> forged(RecordBatch batch) {
        Map<UUID, Set<List<@Nullable Object>>> own =
                SiteComparison.categories(new ReplicationSource(database).categories());
        Set<UUID> forged = new HashSet<>();
        SiteComparison.categories(batch).forEach((guid, rows) -> {
            if (!rows.equals(own.get(guid))) {
                forged.add(guid);
            }
        });
        return forged;
    }

    private int write(Fence fence, RecordBatch batch, Map<UUID, Held> held, Set<UUID> forged, Instant time) {
        List<Object[]> rows = batch.rows(Part.CATEGORIES);
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        List<Integer> replaced = new ArrayList<>();
        int[] ids = new int[rows.size()];
        for (Object[] row : rows) {
            Held known = held.get((UUID) row[GUID]);
            if (known == null) {
                inserts.add(row);
            } else if (forged.contains((UUID) row[GUID])
                    || !known.content().equals(HeldUpdates.digest((byte[]) row[CONTENT]))
                    || known.subscribed() != (Boolean) row[SUBSCRIBED]) {
                ids[(Integer) row[0]] = known.categoryId();
                replaced.add(known.categoryId());
                updates.add(row);
            }
        }
        int changed = inserts.size() + updates.size();
        if (changed == 0) {
            return 0;
        }
        Numbers.Range range = numbers.allocate(fence, changed, 0, inserts.size(), true);
        long change = range.firstChange();
        int next = range.firstCategoryId();
        for (Object[] row : inserts) {
            ids[(Integer) row[0]] = next++;
        }
        LocalDateTime now = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        for (List<Object[]> list : List.of(inserts, updates)) {
            for (Object[] row : list) {
                row[0] = ids[(Integer) row[0]];
                row[FIRST_RUN] = 0L;
                row[MODIFIED] = now;
                row[CHANGE] = change++;
            }
        }
        List<Object[]> texts = new ArrayList<>();
        for (Object[] text : batch.rows(Part.CATEGORY_TEXTS)) {
            int id = ids[(Integer) text[0]];
            if (id != 0) {
                text[0] = id;
                texts.add(text);
            }
        }
        database.write((connection, writer) -> {
            writer.deleteByFirstKey(connection, Tables.CATEGORY_TEXT, replaced);
            writer.insert(connection, CATEGORY, inserts);
            writer.update(
                    connection,
                    REPLACED.table(),
                    updates.stream().map(REPLACED::project).toList());
            writer.insert(connection, Tables.CATEGORY_TEXT, texts);
        });
        return changed;
    }

    /** Ancestors are not sent: the categories' parents tell them, whatever order the categories come in. */
    private void tree(Fence fence, Instant time) {
        Map<UUID, Held> all = held();
        Set<UpdateId> subscribed = new HashSet<>();
        Map<UpdateId, List<UpdateId>> ancestors = new HashMap<>();
        all.forEach((guid, category) -> {
            if (category.subscribed()) {
                subscribed.add(new UpdateId(guid));
            }
            List<UpdateId> above = new ArrayList<>();
            Set<UUID> seen = new HashSet<>(Set.of(guid));
            UUID parent = category.parent();
            while (parent != null && seen.add(parent)) {
                Held node = all.get(parent);
                if (node == null) {
                    break;
                }
                above.add(new UpdateId(parent));
                parent = node.parent();
            }
            ancestors.put(new UpdateId(guid), above);
        });
        store.applyTree(fence, subscribed, ancestors, time);
    }
}
