package dev.supsync.lifecycle;

import dev.supsync.metadata.UpdateId;
import java.util.Arrays;
import java.util.UUID;

/** Gives every update a number from 0 on, in a hash table of plain arrays: some 28 bytes for each. */
final class IdNumbers {

    private long[] high = new long[1 << 10];
    private long[] low = new long[1 << 10];
    /** Numbers plus one by hash; 0 is free. Its length is a power of two. */
    private int[] table = new int[1 << 11];

    private int size;

    int size() {
        return size;
    }

    /** The number of the update, a new one if it has none yet. */
    int number(UpdateId id) {
        int slot = slot(id.value());
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (size == high.length) {
            int length = Math.addExact(size, size >> 1);
            high = Arrays.copyOf(high, length);
            low = Arrays.copyOf(low, length);
        }
        high[size] = id.value().getMostSignificantBits();
        low[size] = id.value().getLeastSignificantBits();
        table[slot] = ++size;
        if (size > table.length / 4 * 3) {
            grow();
        }
        return size - 1;
    }

    /** The number of the update, or -1. */
    int find(UpdateId id) {
        return table[slot(id.value())] - 1;
    }

    UpdateId id(int number) {
        return new UpdateId(new UUID(high[number], low[number]));
    }

    private int slot(UUID id) {
        long h = id.getMostSignificantBits();
        long l = id.getLeastSignificantBits();
        int slot = hash(h, l) & (table.length - 1);
        while (table[slot] != 0 && (high[table[slot] - 1] != h || low[table[slot] - 1] != l)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void grow() {
        int[] larger = new int[table.length * 2];
        for (int number = 0; number < size; number++) {
            int slot = hash(high[number], low[number]) & (larger.length - 1);
            while (larger[slot] != 0) {
                slot = (slot + 1) & (larger.length - 1);
            }
            larger[slot] = number + 1;
        }
        table = larger;
    }

    /** Mixes all bits: the GUIDs of some vendors differ in their last digits only. */
    private static int hash(long high, long low) {
        long mixed = (high * 0x9E3779B97F4A7C15L) ^ low;
        mixed *= 0xBF58476D1CE4E5B9L;
        return (int) (mixed ^ (mixed >>> 32));
    }
}
