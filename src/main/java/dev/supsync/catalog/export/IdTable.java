package dev.supsync.catalog.export;

import java.util.Arrays;

/** Finds the number of a record by the two halves of its GUID; the halves themselves are kept by others. */
final class IdTable {

    private int[] slots = filled(1 << 10);
    private int size;

    /** The number; -1 if there is none. */
    int find(long high, long low, LongColumn highs, LongColumn lows) {
        return slots[slot(high, low, highs, lows)];
    }

    /** Sets the number of the GUID that the arrays hold at it, in place of another or as a new one. */
    void put(int number, LongColumn highs, LongColumn lows) {
        int slot = slot(highs.get(number), lows.get(number), highs, lows);
        boolean added = slots[slot] < 0;
        slots[slot] = number;
        if (added && ++size * 2L > slots.length) {
            grow(highs, lows);
        }
    }

    private void grow(LongColumn highs, LongColumn lows) {
        int[] old = slots;
        slots = filled(old.length * 2);
        for (int number : old) {
            if (number >= 0) {
                slots[slot(highs.get(number), lows.get(number), highs, lows)] = number;
            }
        }
    }

    private int slot(long high, long low, LongColumn highs, LongColumn lows) {
        int mask = slots.length - 1;
        int slot = Hashes.mix(high, low) & mask;
        while (true) {
            int number = slots[slot];
            if (number < 0 || (highs.get(number) == high && lows.get(number) == low)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static int[] filled(int size) {
        int[] slots = new int[size];
        Arrays.fill(slots, -1);
        return slots;
    }
}
