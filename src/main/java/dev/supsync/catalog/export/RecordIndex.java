package dev.supsync.catalog.export;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.util.BitSet;
import java.util.UUID;

/** The latest revision of every update of an export, in the order of the file. Records are numbered from 0. */
final class RecordIndex {

    private final RecordColumns records;
    private final IdTable ids;
    private final int repeated;
    private final int older;

    RecordIndex(RecordColumns records, IdTable ids, int repeated, int older) {
        this.records = records;
        this.ids = ids;
        this.repeated = repeated;
        this.older = older;
    }

    /** The index without some of its records, in place of this one, which is not to be used any more. */
    RecordIndex without(BitSet numbers) {
        if (!records.remove(numbers)) {
            return this;
        }
        IdTable left = new IdTable();
        for (int record = 0; record < records.count; record++) {
            left.put(record, records.high, records.low);
        }
        return new RecordIndex(records, left, repeated, older);
    }

    int count() {
        return records.count;
    }

    /** How many records of the file repeat a revision that came before them. */
    int repeated() {
        return repeated;
    }

    /** How many records of the file are of revisions that are not the latest. */
    int older() {
        return older;
    }

    /** The number of the record of that update; -1 if there is none. */
    int find(long high, long low) {
        return ids.find(high, low, records.high, records.low);
    }

    /** The number of the first record whose document begins at or behind that place. */
    int firstFrom(long place) {
        int first = 0;
        int last = records.count;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (records.offset.get(middle) < place) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first;
    }

    UpdateId id(int record) {
        return new UpdateId(new UUID(records.high.get(record), records.low.get(record)));
    }

    int revision(int record) {
        return records.revision[record];
    }

    RevisionKey key(int record) {
        return new RevisionKey(id(record), records.revision[record]);
    }

    /** Where the document begins. */
    long offset(int record) {
        return records.offset.get(record);
    }

    /** The bytes of the document. */
    int length(int record) {
        return records.length[record];
    }

    Digest digest(int record) {
        return new Digest(records.digestHigh.get(record), records.digestLow.get(record));
    }

    /** Takes more of what the export says of a revision into its digest. */
    void addToDigest(int record, long hash) {
        records.digestHigh.set(record, records.digestHigh.get(record) ^ hash);
        records.digestLow.set(record, records.digestLow.get(record) ^ Long.rotateLeft(hash, 32));
    }

    boolean mayBeCategory(int record) {
        return records.mayBeCategory.get(record);
    }
}
