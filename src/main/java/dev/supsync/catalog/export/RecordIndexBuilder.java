package dev.supsync.catalog.export;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Collects records in the order of the file; of one update the highest revision stays, of one revision the first. */
final class RecordIndexBuilder {

    private final RecordColumns records = new RecordColumns();
    private final BitSet outdated = new BitSet();
    private final IdTable ids = new IdTable();
    private int repeated;
    private int older;

    /** Adds a record whose identity is that of the header. */
    void add(RecordHeader header, long place, int bytes, byte[] digest, boolean category) {
        int before = find(header.high, header.low);
        if (before >= 0 && records.revision[before] >= header.revision) {
            if (records.revision[before] == header.revision) {
                repeated++;
            } else {
                older++;
            }
            return;
        }
        if (before >= 0) {
            outdate(before);
        }
        int record = records.append();
        ByteBuffer hash = ByteBuffer.wrap(digest);
        records.high.set(record, header.high);
        records.low.set(record, header.low);
        records.revision[record] = header.revision;
        records.offset.set(record, place);
        records.length[record] = bytes;
        records.digestHigh.set(record, hash.getLong());
        records.digestLow.set(record, hash.getLong());
        records.mayBeCategory.set(record, category);
        ids.put(record, records.high, records.low);
    }

    /** Leaves out an update whose revision here is lower than this one, which cannot be read. */
    void outdate(long high, long low, int revision) {
        int record = find(high, low);
        if (record >= 0 && records.revision[record] < revision) {
            outdate(record);
        }
    }

    /** The index; this builder is not to be used any more. */
    RecordIndex build() {
        return new RecordIndex(records, ids, repeated, older).without(outdated);
    }

    private int find(long high, long low) {
        return ids.find(high, low, records.high, records.low);
    }

    private void outdate(int record) {
        if (!outdated.get(record)) {
            outdated.set(record);
            older++;
        }
    }
}
