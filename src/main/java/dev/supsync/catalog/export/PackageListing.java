package dev.supsync.catalog.export;

import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.util.Arrays;
import java.util.UUID;

/** The updates that package.xml lists, as plain numbers: there may be a million. */
final class PackageListing {

    /** Only of those that were added by {@link #addHighest}. */
    private final IdTable ids = new IdTable();

    private int count;
    private final LongColumn high = new LongColumn();
    private final LongColumn low = new LongColumn();
    private int[] revision = new int[1024];
    private final LongColumn locations = new LongColumn();

    /**
     * Adds an update.
     *
     * @param hash changes with the address of any of its files
     */
    void add(long idHigh, long idLow, int number, long hash) {
        if (count == revision.length) {
            revision = Arrays.copyOf(revision, count + (count >> 1));
        }
        high.set(count, idHigh);
        low.set(count, idLow);
        revision[count] = number;
        locations.set(count, hash);
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

    RevisionKey key(int number) {
        return new RevisionKey(new UpdateId(new UUID(high(number), low(number))), revision(number));
    }

    int count() {
        return count;
    }

    long high(int number) {
        return high.get(number);
    }

    long low(int number) {
        return low.get(number);
    }

    int revision(int number) {
        return revision[number];
    }

    /** Changes with the address of any of its files. */
    long locations(int number) {
        return locations.get(number);
    }
}
