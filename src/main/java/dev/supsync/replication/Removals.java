package dev.supsync.replication;

import static dev.supsync.replication.Part.row;

import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.Numbers;
import dev.supsync.site.jdbc.Protection;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.Table;
import dev.supsync.site.jdbc.Tables;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Takes away what the parent has removed, and leaves tombstones for this site's own children. What is deployed here stays
 * whole, with all that it bundles or requires, and the tombstones of all that wait for the deployment's end. All in the
 * caller's transactions.
 */
final class Removals {

    private static final int PAGE = 500;

    private static final String RELEASED =
            """
            FROM SUP_HELD_TOMBSTONE h
            WHERE h.IS_NEEDED = %s AND NOT EXISTS
                (SELECT 1 FROM SUP_DEPLOYMENT d WHERE d.UPDATE_ID = h.UPDATE_ID)""";

    private static final String WAITING =
            """
            SELECT %s, h.IS_NEEDED, u.CI_ID
            FROM SUP_HELD_TOMBSTONE h LEFT JOIN SUP_UPDATE u ON u.UPDATE_ID = h.UPDATE_ID ORDER BY h.UPDATE_ID""";

    private static final String OWN =
            """
            SELECT u.UPDATE_ID, u.REVISION_NUMBER, u.IS_LISTED, COALESCE(f.REASONS, 0), u.CREATION_DATE
            FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID WHERE u.CI_ID IN (""";

    private static final String CLASSIFICATIONS =
            """
            SELECT s.UPDATE_ID, c.CATEGORY_GUID FROM SUP_UPDATE_CATEGORY u
            JOIN SUP_UPDATE s ON s.CI_ID = u.CI_ID
            JOIN SUP_CATEGORY c ON c.CATEGORY_GUID = u.CATEGORY_GUID
            WHERE c.CATEGORY_TYPE = 'UpdateClassification' AND u.CI_ID IN (""";

    private final SiteDatabase database;
    private final Numbers numbers;

    Removals(SiteDatabase database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /**
     * How many tombstones wait although the deployment of their own update has ended, as a part of a query: with these go
     * those that wait because such an update needs theirs.
     */
    static String countReleased(SiteDatabase database) {
        return "SELECT COUNT(*) " + RELEASED.formatted(database.literal(false));
    }

    /**
     * Applies the tombstones of a batch; one whose update is in the batch itself was followed by a new life.
     *
     * @return how many updates went
     */
    int apply(Fence fence, RecordBatch batch) {
        Set<UUID> living = new HashSet<>();
        batch.rows(Part.UPDATES).forEach(row -> living.add((UUID) row[1]));
        if (!living.isEmpty()) {
            forget(living);
        }
        return remove(
                fence,
                batch.rows(Part.TOMBSTONES).stream()
                        .filter(row -> !living.contains((UUID) row[0]))
                        .toList());
    }

    /** What lives again is held back no more. */
    private void forget(Collection<UUID> ids) {
        Set<UUID> held = new HashSet<>();
        database.each(
                "SELECT UPDATE_ID FROM SUP_HELD_TOMBSTONE",
                row -> held.add(Objects.requireNonNull(database.guid(row, "UPDATE_ID"))));
        held.retainAll(new HashSet<>(ids));
        if (!held.isEmpty()) {
            database.write((connection, writer) -> writer.deleteByFirstKey(connection, Tables.HELD_TOMBSTONE, held));
        }
    }

    /** No tombstone waits any more: a comparison finds again what is to wait. */
    void forgetHeld() {
        database.translating(() -> database.jdbc().update("DELETE FROM SUP_HELD_TOMBSTONE"));
    }

    private int remove(Fence fence, List<Object[]> tombstones) {
        Map<UUID, Object[]> asked = new LinkedHashMap<>();
        tombstones.forEach(row -> asked.put((UUID) row[0], row));
        Map<UUID, Integer> held = new HashMap<>();
        Keys.guids(
                database,
                "SELECT UPDATE_ID, CI_ID FROM SUP_UPDATE WHERE UPDATE_ID IN (",
                asked.keySet(),
                row -> held.put(Objects.requireNonNull(database.guid(row, "UPDATE_ID")), row.getInt("CI_ID")));
        Protection protection = held.isEmpty() ? new Protection(database) : Protection.of(database);
        List<Object[]> going = new ArrayList<>();
        List<Object[]> staying = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        List<Integer> ciIds = new ArrayList<>();
        asked.forEach((id, tombstone) -> {
            Integer ciId = held.get(id);
            if (ciId != null && protection.holds(ciId)) {
                staying.add(held(tombstone, !protection.isDeployed(ciId)));
            } else if (ciId != null) {
                going.add(Arrays.copyOf(tombstone, Tables.TOMBSTONE.columns().size()));
                ciIds.add(ciId);
            }
            ids.add(id);
        });
        if (!going.isEmpty()) {
            long change = numbers.allocate(fence, going.size(), 0, 0, true).firstChange();
            for (Object[] tombstone : going) {
                tombstone[tombstone.length - 1] = change++;
            }
        }
        database.write((connection, writer) -> {
            for (Table table : Tables.OF_UPDATE) {
                writer.deleteByFirstKey(connection, table, ciIds);
            }
            writer.upsert(connection, Tables.TOMBSTONE, going);
            writer.deleteByFirstKey(connection, Tables.HELD_TOMBSTONE, ids);
            writer.insert(connection, Tables.HELD_TOMBSTONE, staying);
        });
        return going.size();
    }

    private static Object[] held(Object[] tombstone, boolean needed) {
        Object[] held = Arrays.copyOf(tombstone, Tables.HELD_TOMBSTONE.columns().size());
        held[held.length - 1] = needed;
        return held;
    }

    /**
     * Applies tombstones that nothing deployed holds back any more, some at a time. What is needed no more may have been
     * dropped by a new revision of what is deployed, so all that wait are looked at.
     *
     * @return how many updates went, -1 at the end
     */
    int applyReleased(Fence fence) {
        List<Waiting> waiting = new ArrayList<>();
        database.each(WAITING.formatted(Part.TOMBSTONES.columns("h.")), row -> {
            int ciId = row.getInt("CI_ID");
            waiting.add(new Waiting(
                    row.wasNull() ? 0 : ciId, row.getBoolean("IS_NEEDED"), Part.TOMBSTONES.read(database, row)));
        });
        if (waiting.isEmpty()) {
            return -1;
        }
        Protection protection = Protection.of(database);
        List<Object[]> outdated = waiting.stream()
                .filter(w -> !protection.holds(w.ciId()) || w.needed() == protection.isDeployed(w.ciId()))
                .map(Waiting::tombstone)
                .limit(PAGE)
                .toList();
        return outdated.isEmpty() ? -1 : remove(fence, outdated);
    }

    /** The same, all of them. */
    void applyAllReleased(Fence fence) {
        int released = 0;
        while (released >= 0) {
            released = applyReleased(fence);
        }
    }

    /**
     * A tombstone that waits.
     *
     * @param ciId of its update; 0 if the site does not hold that
     */
    @SuppressWarnings("ArrayRecordComponent") // a row, never compared
    private record Waiting(int ciId, boolean needed, Object[] tombstone) {}

    /** The local numbers, above one, of updates of the site that are not among others; at most some hundreds. */
    List<Integer> absent(BitSet present, int after) {
        List<Integer> absent = new ArrayList<>();
        int[] last = {after};
        boolean[] isMore = {true};
        while (isMore[0] && absent.size() < PAGE) {
            isMore[0] = false;
            database.each(
                    "SELECT CI_ID FROM SUP_UPDATE WHERE CI_ID > ? ORDER BY CI_ID" + database.first(PAGE),
                    row -> {
                        last[0] = row.getInt(1);
                        isMore[0] = true;
                        if (!present.get(last[0])) {
                            absent.add(last[0]);
                        }
                    },
                    last[0]);
        }
        return absent;
    }

    /** Takes updates away that the parent does not hold and has left no tombstone of here. */
    int removeAbsent(Fence fence, List<Integer> ciIds, LocalDateTime time) {
        Map<UUID, UUID> classifications = new HashMap<>();
        Keys.numbers(
                database,
                CLASSIFICATIONS,
                ciIds,
                row -> classifications.merge(
                        Objects.requireNonNull(database.guid(row, "UPDATE_ID")),
                        Objects.requireNonNull(database.guid(row, "CATEGORY_GUID")),
                        (a, b) -> a.compareTo(b) < 0 ? a : b));
        List<Object[]> tombstones = new ArrayList<>();
        Keys.numbers(database, OWN, ciIds, row -> {
            UUID id = Objects.requireNonNull(database.guid(row, "UPDATE_ID"));
            tombstones.add(row(
                    id,
                    row.getInt(2),
                    row.getBoolean(3),
                    row.getInt(4),
                    row.getObject(5, LocalDateTime.class),
                    classifications.get(id),
                    time,
                    null));
        });
        return remove(fence, tombstones);
    }
}
