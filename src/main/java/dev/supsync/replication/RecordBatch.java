package dev.supsync.replication;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Records of a site on their way to another one, about a thousand updates: rows by table, tied together by keys that are
 * the same everywhere. A batch is applied once: its rows become the other site's.
 */
public final class RecordBatch {

    /** How many updates a batch has, about. */
    public static final int SIZE = 1_000;

    private final Map<Part, List<Object[]>> rows = new EnumMap<>(Part.class);
    private final boolean allCategories;
    private long reached;
    private long seen;
    private UUID epoch = new UUID(0, 0);
    private boolean isSpent;

    /**
     * @param allCategories whether the categories in it are all that there are
     */
    RecordBatch(boolean allCategories) {
        this.allCategories = allCategories;
        for (Part part : Part.values()) {
            rows.put(part, new ArrayList<>());
        }
    }

    /** Writes the batch in a format of its own, which {@link #read} understands. */
    public void writeTo(DataOutputStream out) throws IOException {
        BatchCodec.write(this, out);
    }

    /**
     * Reads a batch.
     *
     * @throws RecordFormatException if what stands there is none, is of a later version, or larger than any batch
     */
    public static RecordBatch read(DataInputStream in) throws IOException {
        return BatchCodec.read(in);
    }

    /** How many updates are in it, with their content. */
    public int updates() {
        return rows(Part.UPDATES).size();
    }

    /** How many removals are in it. */
    public int removals() {
        return rows(Part.TOMBSTONES).size();
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return !allCategories && rows.values().stream().allMatch(List::isEmpty);
    }

    /** How far this batch goes: a change number of its site, or a CI_ID where it was read in that order. */
    public long reached() {
        return reached;
    }

    /** Its site's last change when it was read. */
    public long seen() {
        return seen;
    }

    /** The epoch of that change. */
    public UUID epoch() {
        return epoch;
    }

    boolean allCategories() {
        return allCategories;
    }

    List<Object[]> rows(Part part) {
        List<Object[]> found = rows.get(part);
        if (found == null) {
            throw new IllegalArgumentException(part + " is no part of a batch");
        }
        return found;
    }

    void reached(long value) {
        reached = value;
    }

    void seen(long value, UUID epochOfIt) {
        seen = value;
        epoch = epochOfIt;
    }

    /** Lets nobody apply the batch again: its rows are changed. */
    void spend() {
        if (isSpent) {
            throw new IllegalStateException("a batch of records is applied once");
        }
        isSpent = true;
    }
}
