package dev.supsync.catalog.managed;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/**
 * What a catalog holds, in plain arrays: about 90 bytes for each update. An update's slot is its number here; one that is only
 * referred to has a slot, too, and is not held.
 */
final class Known {

    private static final long PAGE = 20_000;
    private static final int NOT_HELD = -1;

    /** tbRevision.RowID holds the digest of the upstream's record. */
    private static final String PAGES =
            """
            SELECT u.LocalUpdateID AS LocalUpdateID, u.UpdateID AS UpdateID, u.IsHidden AS IsHidden,
              r.RevisionID AS RevisionID, r.RevisionNumber AS RevisionNumber, r.RowID AS RowID,
              g.FromCatalogSite AS FromCatalogSite, b.PICKED AS Picked
            FROM dbo.tbUpdate u
              LEFT JOIN dbo.tbRevision r ON r.LocalUpdateID = u.LocalUpdateID AND r.IsLatestRevision = 1
              LEFT JOIN dbo.tbUpdateFlag g ON g.LocalUpdateID = u.LocalUpdateID
              LEFT JOIN dbo.SUP_BROUGHT b ON b.LocalUpdateID = u.LocalUpdateID
            WHERE u.LocalUpdateID > ? AND u.LocalUpdateID <= ?
            ORDER BY u.LocalUpdateID
            """;

    private final UpdateIdMap slots = new UpdateIdMap();
    private int[] localIds = new int[1_024];
    private int[] revisionIds = new int[1_024];
    private int[] numbers = new int[1_024];
    private long[] high = new long[1_024];
    private long[] low = new long[1_024];
    private long[] idHigh = new long[1_024];
    private long[] idLow = new long[1_024];
    /** Which have a row in tbUpdate. */
    private final BitSet stored = new BitSet();

    private final BitSet hidden = new BitSet();
    private final BitSet imported = new BitSet();
    private final BitSet brought = new BitSet();
    private final BitSet picked = new BitSet();
    private int size;
    private int lastLocalId;

    static Known load(ManagedDatabase database) {
        return database.run("read what it holds", connection -> {
            Known known = new Known();
            known.read(connection);
            return known;
        });
    }

    int size() {
        return size;
    }

    /** The slot of an update; negative if it has none. */
    int slot(UpdateId id) {
        return slots.getOrDefault(id, -1);
    }

    /** A slot for an update that has none; it is not held. */
    int add(UpdateId id) {
        return add(id, ++lastLocalId);
    }

    UpdateId id(int slot) {
        return new UpdateId(new UUID(idHigh[slot], idLow[slot]));
    }

    int localId(int slot) {
        return localIds[slot];
    }

    boolean isStored(int slot) {
        return stored.get(slot);
    }

    void store(int slot) {
        stored.set(slot);
    }

    boolean isHeld(int slot) {
        return numbers[slot] != NOT_HELD;
    }

    int revisionId(int slot) {
        return revisionIds[slot];
    }

    int number(int slot) {
        return numbers[slot];
    }

    boolean isHidden(int slot) {
        return hidden.get(slot);
    }

    boolean isImported(int slot) {
        return imported.get(slot);
    }

    boolean isBrought(int slot) {
        return brought.get(slot);
    }

    boolean isPicked(int slot) {
        return picked.get(slot);
    }

    boolean holds(int slot, int number, Digest digest) {
        return numbers[slot] == number && high[slot] == digest.high() && low[slot] == digest.low();
    }

    void hold(int slot, int revisionId, int number, Digest digest) {
        revisionIds[slot] = revisionId;
        numbers[slot] = number;
        high[slot] = digest.high();
        low[slot] = digest.low();
    }

    void flags(int slot, boolean isHidden, boolean isImported) {
        hidden.set(slot, isHidden);
        imported.set(slot, isImported);
    }

    void bring(int slot, boolean isPicked) {
        brought.set(slot);
        if (isPicked) {
            picked.set(slot);
        }
    }

    void drop(int slot) {
        numbers[slot] = NOT_HELD;
        flags(slot, false, false);
        brought.clear(slot);
        picked.clear(slot);
    }

    /** Whether nothing is held but what a person brought. */
    boolean isAllBrought() {
        for (int slot = 0; slot < size; slot++) {
            if (isHeld(slot) && !isBrought(slot)) {
                return false;
            }
        }
        return true;
    }

    /** How many are held and not declined. */
    long live() {
        long count = 0;
        for (int slot = 0; slot < size; slot++) {
            if (isHeld(slot) && !isHidden(slot)) {
                count++;
            }
        }
        return count;
    }

    private void read(Connection connection) throws SQLException {
        int[] last = new int[1];
        Sql.query(connection, "SELECT MAX(u.LocalUpdateID) FROM dbo.tbUpdate u", row -> last[0] = row.getInt(1));
        for (long from = 0; from < last[0]; from += PAGE) {
            Sql.query(connection, PAGES, this::row, from, from + PAGE);
        }
        lastLocalId = last[0];
    }

    private void row(ResultSet row) throws SQLException {
        UpdateId id = UpdateId.parse(row.getString("UpdateID"));
        int known = slot(id);
        int slot = known >= 0 ? known : add(id, row.getInt("LocalUpdateID"));
        store(slot);
        int number = row.getInt("RevisionNumber");
        if (!row.wasNull()) {
            UUID rowId = UUID.fromString(row.getString("RowID"));
            hold(
                    slot,
                    row.getInt("RevisionID"),
                    number,
                    new Digest(rowId.getMostSignificantBits(), rowId.getLeastSignificantBits()));
        }
        flags(slot, row.getBoolean("IsHidden"), row.getBoolean("FromCatalogSite"));
        boolean isPicked = row.getBoolean("Picked");
        if (!row.wasNull()) {
            bring(slot, isPicked);
        }
    }

    private int add(UpdateId id, int localId) {
        if (size == localIds.length) {
            int length = size + size / 2;
            localIds = Arrays.copyOf(localIds, length);
            revisionIds = Arrays.copyOf(revisionIds, length);
            numbers = Arrays.copyOf(numbers, length);
            high = Arrays.copyOf(high, length);
            low = Arrays.copyOf(low, length);
            idHigh = Arrays.copyOf(idHigh, length);
            idLow = Arrays.copyOf(idLow, length);
        }
        int slot = size++;
        slots.put(id, slot);
        idHigh[slot] = id.value().getMostSignificantBits();
        idLow[slot] = id.value().getLeastSignificantBits();
        localIds[slot] = localId;
        numbers[slot] = NOT_HELD;
        return slot;
    }
}
