package dev.supsync.replication;

import dev.supsync.replication.HeldUpdates.Flags;
import dev.supsync.replication.HeldUpdates.Held;
import dev.supsync.site.jdbc.Protection;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.Table;
import dev.supsync.site.jdbc.Tables;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what batches would change at a site, and writes nothing. Each batch is looked at as if it were alone. */
public final class ReplicationPreview {

    private static final Table UPDATE = Tables.UPDATE;
    private static final int ID = UPDATE.place("UPDATE_ID");
    private static final int REVISION = UPDATE.place("REVISION_NUMBER");
    private static final int LISTED = UPDATE.place("IS_LISTED");
    private static final int SCOPE = UPDATE.place("SCOPE_STATE");
    private static final int CONTENT = UPDATE.place("CONTENT_DIGEST");
    private static final int CATEGORY = Tables.CATEGORY.place("CATEGORY_GUID");
    private static final int CATEGORY_CONTENT = Tables.CATEGORY.place("CONTENT_DIGEST");
    private static final int SUBSCRIBED = Tables.CATEGORY.place("IS_SUBSCRIBED");

    private final SiteDatabase database;
    private final BitSet present = new BitSet();
    private Applied sum = Applied.NOTHING;

    public ReplicationPreview(SiteDatabase site) {
        this.database = site;
    }

    /** Looks at one batch. */
    public void add(RecordBatch batch) {
        sum = sum.plus(updates(batch)).plus(new Applied(0, categories(batch), removed(batch), 0));
    }

    /**
     * What all batches so far would change.
     *
     * @param isComplete whether they hold everything, so that every other update would be taken away
     */
    public Applied result(boolean isComplete) {
        if (!isComplete) {
            return sum;
        }
        int[] absent = {0};
        Protection protection = Protection.of(database);
        database.each("SELECT CI_ID FROM SUP_UPDATE", row -> {
            if (!present.get(row.getInt(1)) && !protection.holds(row.getInt(1))) {
                absent[0]++;
            }
        });
        return sum.plus(new Applied(0, 0, absent[0], 0));
    }

    private Applied updates(RecordBatch batch) {
        List<Object[]> heads = batch.rows(Part.UPDATES);
        List<Object[]> flags = batch.rows(Part.FLAGS);
        Map<Integer, Flags> wanted = new HashMap<>();
        batch.rows(Part.STATES).forEach(row -> wanted.put((Integer) row[0], flags(row)));
        Set<UUID> ids = new HashSet<>();
        heads.forEach(row -> ids.add((UUID) row[ID]));
        flags.forEach(row -> ids.add((UUID) row[0]));
        Map<UUID, Held> held = HeldUpdates.of(database, ids);
        int updates = 0;
        int states = 0;
        for (int place = 0; place < heads.size(); place++) {
            Object[] head = heads.get(place);
            Held known = held.get((UUID) head[ID]);
            if (known != null) {
                present.set(known.ciId());
            }
            if (known == null || !hasContent(known, head)) {
                updates++;
            } else if (!known.flagsOrNone().equals(wanted.getOrDefault(place, Flags.NONE))) {
                states++;
            }
        }
        for (Object[] row : flags) {
            Held known = held.get((UUID) row[0]);
            states += known != null && !known.flagsOrNone().equals(flags(row)) ? 1 : 0;
        }
        return new Applied(updates, 0, 0, states);
    }

    /** The flags of a row that has them behind its key. */
    private static Flags flags(@Nullable Object[] row) {
        return new Flags((Integer) Objects.requireNonNull(row[1]), (LocalDateTime) row[2], (Boolean)
                Objects.requireNonNull(row[3]));
    }

    private static boolean hasContent(Held known, Object[] head) {
        return HeldUpdates.digest((byte[]) head[CONTENT]).equals(known.content())
                && known.revisionNumber() == (Integer) head[REVISION]
                && known.listed() == (Boolean) head[LISTED]
                && known.scopeState() == (Integer) head[SCOPE];
    }

    private int categories(RecordBatch batch) {
        List<Object[]> rows = batch.rows(Part.CATEGORIES);
        if (rows.isEmpty() && batch.rows(Part.REMOVED_CATEGORIES).isEmpty() && !batch.allCategories()) {
            return 0;
        }
        Map<UUID, List<Object>> held = new HashMap<>();
        database.each(
                "SELECT CATEGORY_GUID, CONTENT_DIGEST, IS_SUBSCRIBED FROM SUP_CATEGORY",
                row -> held.put(
                        Objects.requireNonNull(database.guid(row, "CATEGORY_GUID")),
                        List.of(HeldUpdates.digest(row.getBytes(2)), row.getBoolean(3))));
        int changed = 0;
        for (Object[] row : rows) {
            List<Object> found = held.remove((UUID) row[CATEGORY]);
            List<Object> wanted = List.of(HeldUpdates.digest((byte[]) row[CATEGORY_CONTENT]), row[SUBSCRIBED]);
            changed += wanted.equals(found) ? 0 : 1;
        }
        if (batch.allCategories()) {
            return changed + held.size();
        }
        Set<UUID> removed = new HashSet<>();
        batch.rows(Part.REMOVED_CATEGORIES).forEach(row -> removed.add((UUID) row[0]));
        removed.retainAll(held.keySet());
        return changed + removed.size();
    }

    private int removed(RecordBatch batch) {
        Set<UUID> living = new HashSet<>();
        batch.rows(Part.UPDATES).forEach(row -> living.add((UUID) row[ID]));
        Collection<UUID> asked = new ArrayList<>();
        batch.rows(Part.TOMBSTONES).forEach(row -> {
            if (!living.contains((UUID) row[0])) {
                asked.add((UUID) row[0]);
            }
        });
        BitSet held = new BitSet();
        Keys.guids(
                database, "SELECT CI_ID FROM SUP_UPDATE WHERE UPDATE_ID IN (", asked, row -> held.set(row.getInt(1)));
        if (held.isEmpty()) {
            return 0;
        }
        Protection protection = Protection.of(database);
        return (int) held.stream().filter(ciId -> !protection.holds(ciId)).count();
    }
}
