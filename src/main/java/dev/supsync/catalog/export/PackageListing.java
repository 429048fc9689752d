package dev.supsync.catalog.export;

import java.util.Arrays;

/** The updates that package.xml lists, as plain numbers: there may be a million. */
final class PackageListing {

    /** Only of those that were added by {@link #addHighest}. */
    private final IdTable ids = new IdTable();

    private int count;
    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private int[] revision = new int[1024];
    private long[] locations = new long[1024];

    /**
     * Adds an update.
     *
     * @param hash changes with the address of any of its files
     */
    void add(long idHigh, long idLow, int number, long hash) {
        if (count == high.length) {
            int room = count + (count >> 1);
            high = Arrays.copyOf(high, room);
            low = Arrays.copyOf(low, room);
            revision = Arrays.copyOf(revision, room);
            locations = Arrays.copyOf(locations, room);
        }
        high[count] = idHigh;
        low[count] = idLow;
        revision[count] = number;
        locations[count] = hash;
        count++;
    }

    /** Adds an update that may be there already; the higher number stays. */
    void addHighest(long idHigh, long idLow, int number) {
        int before = ids.find(idHigh, idLow, high, low);
        if (before >= 0) {
            revision[before] = Math.max(revision[before], number);
            return;
        }
        add(idHigh, idLow, number, 0);
        ids.put(count - 1, high, low);
    }

    int count() {
        return count;
    }

    long high(int number) {
        return high[number];
    }

    long low(int number) {
        return low[number];
    }

    int revision(int number) {
        return revision[number];
    }

    /** Changes with the address of any of its files. */
    long locations(int number) {
        return locations[number];
    }
}
