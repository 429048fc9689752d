package dev.supsync.metadata;

import java.util.UUID;

/**
 * Numbers by update ID, in plain arrays: a million entries take 42 MB, less than half of what a HashMap needs. Not for several
 * threads at once while it is written.
 */
public final class UpdateIdMap {

    private static final int SMALLEST = 16;

    /** Two longs a slot: the halves of a GUID. Both zero: the slot is free. */
    private long[] keys = new long[2 * SMALLEST];

    private int[] values = new int[SMALLEST];

    /** Entries in the slots, without that of the zero GUID. */
    private int used;

    /** The GUID of zeros looks like a free slot, so it has a place of its own. */
    private boolean hasZero;

    private int zeroValue;

    /** Sets the number of an ID, in place of one it may have had. */
    public void put(UpdateId id, int value) {
        UUID guid = id.value();
        put(guid.getMostSignificantBits(), guid.getLeastSignificantBits(), value);
    }

    /** The number of an ID; the default if it has none. */
    public int getOrDefault(UpdateId id, int defaultValue) {
        long high = id.value().getMostSignificantBits();
        long low = id.value().getLeastSignificantBits();
        if ((high | low) == 0) {
            return hasZero ? zeroValue : defaultValue;
        }
        int slot = slot(high, low);
        return isFree(slot) ? defaultValue : values[slot];
    }

    public boolean containsKey(UpdateId id) {
        long high = id.value().getMostSignificantBits();
        long low = id.value().getLeastSignificantBits();
        return (high | low) == 0 ? hasZero : !isFree(slot(high, low));
    }

    public int size() {
        return hasZero ? used + 1 : used;
    }

    /** Gives every entry to the consumer, in no particular order. The map must not be written meanwhile. */
    public void forEach(IdConsumer consumer) {
        if (hasZero) {
            consumer.accept(new UpdateId(new UUID(0, 0)), zeroValue);
        }
        for (int slot = 0; slot < values.length; slot++) {
            if (!isFree(slot)) {
                consumer.accept(new UpdateId(new UUID(keys[2 * slot], keys[2 * slot + 1])), values[slot]);
            }
        }
    }

    private void put(long high, long low, int value) {
        if ((high | low) == 0) {
            hasZero = true;
            zeroValue = value;
            return;
        }
        int slot = slot(high, low);
        if (isFree(slot)) {
            if (used >= values.length / 4 * 3) {
                grow();
                slot = slot(high, low);
            }
            keys[2 * slot] = high;
            keys[2 * slot + 1] = low;
            used++;
        }
        values[slot] = value;
    }

    /** Where the key is, or the free slot where it belongs. */
    private int slot(long high, long low) {
        int mask = values.length - 1;
        int slot = hash(high, low) & mask;
        while (!isFree(slot) && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isFree(int slot) {
        return (keys[2 * slot] | keys[2 * slot + 1]) == 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldValues.length];
        used = 0;
        for (int slot = 0; slot < oldValues.length; slot++) {
            if ((oldKeys[2 * slot] | oldKeys[2 * slot + 1]) != 0) {
                put(oldKeys[2 * slot], oldKeys[2 * slot + 1], oldValues[slot]);
            }
        }
    }

    /** Mixes all bits: the GUIDs of some vendors differ in a few digits only. */
    private static int hash(long high, long low) {
        long mixed = (high * 0x9E3779B97F4A7C15L) ^ low;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (int) (mixed ^ (mixed >>> 32));
    }

    /** Takes the entries of {@link #forEach}. */
    @FunctionalInterface
    public interface IdConsumer {
        void accept(UpdateId id, int value);
    }
}
