package dev.supsync.catalog.export;

import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.metadata.UpdateId;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every update of an export: those with a record, then those with a broken one, then those only listed. */
final class CensusCursor implements Cursor<CensusEntry> {

    private final RecordIndex index;
    private final Iterator<Map.Entry<UpdateId, Integer>> broken;
    private final PackageListing missing;
    private int record;
    private int listed;

    CensusCursor(RecordIndex index, Map<UpdateId, Integer> broken, PackageListing missing) {
        this.index = index;
        this.broken = broken.entrySet().iterator();
        this.missing = missing;
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
        if (listed < missing.count()) {
            UpdateId id = new UpdateId(new UUID(missing.high(listed), missing.low(listed)));
            return new CensusEntry(id, missing.revision(listed++), false);
        }
        return null;
    }

    @Override
    public void close() {
        // Everything is in memory.
    }
}
