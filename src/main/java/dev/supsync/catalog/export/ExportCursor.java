package dev.supsync.catalog.export;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records of an export in the order of the file, with the bad ones where they are. */
final class ExportCursor implements Cursor<CatalogRecord> {

    private static final int END = -1;

    private final ExportContent content;
    private final PrimitiveIterator.OfInt records;
    private final Iterator<BadRecord> bad;
    private int nextRecord;
    private @Nullable BadRecord nextBad;

    /**
     * @param records their numbers, ascending
     * @param bad in the order of the file
     */
    ExportCursor(ExportContent content, IntStream records, List<BadRecord> bad) {
        this.content = content;
        this.records = records.iterator();
        this.bad = bad.iterator();
        advanceRecord();
        advanceBad();
    }

    @Override
    public @Nullable CatalogRecord next() {
        BadRecord before = nextBad;
        if (before != null
                && (nextRecord == END || before.start() < content.index().offset(nextRecord))) {
            advanceBad();
            return content.unreadable(before);
        }
        if (nextRecord == END) {
            return null;
        }
        ExportRecord record = new ExportRecord(content, nextRecord);
        advanceRecord();
        return record;
    }

    @Override
    public void close() {
        // Nothing is held open: all cursors share the files of the catalog.
    }

    private void advanceRecord() {
        nextRecord = records.hasNext() ? records.nextInt() : END;
    }

    private void advanceBad() {
        nextBad = bad.hasNext() ? bad.next() : null;
    }
}
