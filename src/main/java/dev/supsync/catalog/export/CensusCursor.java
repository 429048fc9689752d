package dev.supsync.catalog.export;

import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.metadata.UpdateId;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every update of an export: those with a record, then those with a broken one or a missing one. */
final class CensusCursor implements Cursor<CensusEntry> {

    private final RecordIndex index;
    private final Iterator<Map.Entry<UpdateId, Integer>> broken;
    private int record;

    CensusCursor(RecordIndex index, Map<UpdateId, Integer> broken) {
        this.index = index;
        this.broken = broken.entrySet().iterator();
    }

    @Override
    public @Nullable CensusEntry next() {
        if (record < index.count()) {
            CensusEntry entry = new CensusEntry(index.id(record), index.revision(record), false);
            record++;
            return entry;
        }
        if (broken.hasNext()) {
            Map.Entry<UpdateId, Integer> entry = broken.next();
            return new CensusEntry(entry.getKey(), entry.getValue(), false);
        }
        return null;
    }

    @Override
    public void close() {
        // Everything is in memory.
    }
}
