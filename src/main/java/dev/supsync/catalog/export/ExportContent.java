package dev.supsync.catalog.export;

import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.Position;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cursors and records of an open export share.
 *
 * @param export the name for messages
 * @param bad in the order of the file
 */
record ExportContent(
        Path export,
        ExportInput input,
        SegmentFile metadata,
        RecordIndex index,
        List<BadRecord> bad,
        FileLocations locations,
        UpdateXmlParser parser) {

    private static final int TEXT = 1 << 20;

    /** Refuses to go on with files that are not those that were indexed. */
    void requireUnchanged() {
        if (!input.unchanged()) {
            throw ExportFault.changed(export);
        }
    }

    /** Why the export cannot be read at some place. */
    SupsyncException unreadable(IOException e) {
        return input.unchanged() ? ExportFault.unreachable(export, e) : ExportFault.changed(export);
    }

    Unreadable unreadable(BadRecord record) {
        String text = record.text();
        return new Unreadable(
                new Position.ByteOffset(record.end()),
                record.key(),
                export + ", " + record.reason(),
                text != null ? text : text(record.start(), record.end() - record.start(), TEXT));
    }

    /** The beginning of a segment as text. */
    String text(long start, long length, int maxBytes) {
        try {
            byte[] bytes = metadata.bytes(start, (int) Math.min(length, maxBytes));
            return Utf8.text(bytes, maxBytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The address of a file; null if package.xml gives none. */
    @Nullable
    String url(String digest) {
        try {
            return locations.url(digest);
        } catch (IOException e) {
            throw ExportFault.unreachable(export, e);
        }
    }
}
