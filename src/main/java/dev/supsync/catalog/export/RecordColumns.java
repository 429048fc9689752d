package dev.supsync.catalog.export;

import java.util.Arrays;
import java.util.BitSet;

/** The records of an index, numbered from 0: a column for each field, 8 bytes a record in the heap and 40 outside. */
final class RecordColumns {

    int count;
    final LongColumn high = new LongColumn();
    final LongColumn low = new LongColumn();
    int[] revision = new int[1024];
    /** Where the document begins, and how many bytes it has. */
    final LongColumn offset = new LongColumn();

    int[] length = new int[1024];
    final LongColumn digestHigh = new LongColumn();
    final LongColumn digestLow = new LongColumn();
    final BitSet mayBeCategory = new BitSet();

    /** Makes room for one more. */
    int append() {
        if (count == revision.length) {
            resize(count + (count >> 1));
        }
        return count++;
    }

    /** Leaves out some records; the others move up in their order. Returns whether there were any. */
    boolean remove(BitSet numbers) {
        int kept = 0;
        for (int record = 0; record < count; record++) {
            if (!numbers.get(record)) {
                move(record, kept++);
            }
        }
        boolean removed = kept < count;
        count = kept;
        resize(kept);
        return removed;
    }

    /** Overwrites a record by a later one. */
    private void move(int from, int to) {
        high.set(to, high.get(from));
        low.set(to, low.get(from));
        revision[to] = revision[from];
        offset.set(to, offset.get(from));
        length[to] = length[from];
        digestHigh.set(to, digestHigh.get(from));
        digestLow.set(to, digestLow.get(from));
        mayBeCategory.set(to, mayBeCategory.get(from));
    }

    private void resize(int room) {
        revision = Arrays.copyOf(revision, room);
        length = Arrays.copyOf(length, room);
    }
}
