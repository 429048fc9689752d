package dev.supsync.catalog.export;

import java.util.Arrays;
import java.util.BitSet;

/** The records of an index, numbered from 0: one array for each field, 52 bytes a record. */
final class RecordColumns {

    int count;
    long[] high = new long[1024];
    long[] low = new long[1024];
    int[] revision = new int[1024];
    /** Where the document begins, and how many bytes it has. */
    long[] offset = new long[1024];

    int[] length = new int[1024];
    long[] digestHigh = new long[1024];
    long[] digestLow = new long[1024];
    final BitSet mayBeCategory = new BitSet();

    /** Makes room for one more. */
    int append() {
        if (count == high.length) {
            resize(count + (count >> 1));
        }
        return count++;
    }

    /** Overwrites a record by a later one. */
    void move(int from, int to) {
        high[to] = high[from];
        low[to] = low[from];
        revision[to] = revision[from];
        offset[to] = offset[from];
        length[to] = length[from];
        digestHigh[to] = digestHigh[from];
        digestLow[to] = digestLow[from];
        mayBeCategory.set(to, mayBeCategory.get(from));
    }

    /** Cuts off everything behind the first records. */
    void truncate(int records) {
        count = records;
        resize(records);
    }

    private void resize(int room) {
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        revision = Arrays.copyOf(revision, room);
        offset = Arrays.copyOf(offset, room);
        length = Arrays.copyOf(length, room);
        digestHigh = Arrays.copyOf(digestHigh, room);
        digestLow = Arrays.copyOf(digestLow, room);
    }
}
