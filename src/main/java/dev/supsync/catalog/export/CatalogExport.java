package dev.supsync.catalog.export;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code wsusutil export} writes: a cabinet, or a folder or zip with the same two files. Opening it reads
 * metadata.txt once and keeps an index of about 64 bytes for each update; documents are read when they are asked for.
 */
public final class CatalogExport implements Catalog {

    private final ExportContent content;
    private final CatalogIdentity identity;
    private final Map<UpdateId, Integer> broken;
    private final boolean unidentified;
    private final List<String> warnings;
    private final Closeable resources;

    CatalogExport(
            ExportContent content,
            CatalogIdentity identity,
            Map<UpdateId, Integer> broken,
            boolean unidentified,
            List<String> warnings,
            Closeable resources) {
        this.content = content;
        this.identity = identity;
        this.broken = broken;
        this.unidentified = unidentified;
        this.warnings = List.copyOf(warnings);
        this.resources = resources;
    }

    /**
     * Opens an export and reads all of it once.
     *
     * @param file a cabinet, a zip, or a folder that holds metadata.txt and package.xml
     * @throws dev.supsync.error.SupsyncException if it is none of these, damaged, or larger than allowed
     */
    public static CatalogExport open(Path file, ExportOptions options) {
        return new ExportOpener(file, options).open();
    }

    /** What is odd about the export without making it unreadable, in words; a few lines at most. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public CatalogIdentity identity() {
        return identity;
    }

    @Override
    public Cursor<CatalogRecord> categories(Position after) {
        content.requireUnchanged();
        RecordIndex index = content.index();
        IntStream categories = IntStream.range(0, index.count())
                .filter(index::mayBeCategory)
                .filter(record -> isCategory(new ExportRecord(content, record)));
        return new ExportCursor(content, categories, List.of());
    }

    /**
     * {@inheritDoc} The order is that of the file. Behind its end come the revisions that package.xml lists and metadata.txt
     * lacks: they are unreadable.
     */
    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        content.requireUnchanged();
        long place = place(after);
        List<BadRecord> bad = content.bad();
        int first = 0;
        while (first < bad.size() && bad.get(first).start() < place) {
            first++;
        }
        RecordIndex index = content.index();
        IntStream records = IntStream.range(index.firstFrom(place), index.count());
        return new ExportCursor(content, records, bad.subList(first, bad.size()));
    }

    @Override
    public Position latest() {
        return Position.START;
    }

    @Override
    public Position overlap(Position reached) {
        return Position.START;
    }

    /** {@inheritDoc} An update whose latest record is broken is yielded as that broken record. */
    @Override
    public Cursor<CatalogRecord> lookup(Collection<UpdateId> ids) {
        content.requireUnchanged();
        Set<UpdateId> wanted = new HashSet<>(ids);
        IntStream records = wanted.stream()
                .map(UpdateId::value)
                .mapToInt(id -> content.index().find(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                .filter(record -> record >= 0)
                .sorted();
        List<BadRecord> bad = content.bad().stream()
                .filter(record -> isLatest(record.key(), wanted))
                .toList();
        return new ExportCursor(content, records, bad);
    }

    /** {@inheritDoc} An update that only package.xml lists is there too: its record was lost, not the update. */
    @Override
    public Cursor<CensusEntry> census() {
        content.requireUnchanged();
        return new CensusCursor(content.index(), broken);
    }

    @Override
    public long size() {
        return content.index().count() + (long) content.bad().size();
    }

    @Override
    public boolean hasUnidentifiedRecords() {
        return unidentified;
    }

    @Override
    public void requireSame() {
        content.requireUnchanged();
    }

    /** Always empty: a file is not busy. */
    @Override
    public Optional<String> activity() {
        return Optional.empty();
    }

    /** Always false. */
    @Override
    public boolean knowsDeclines() {
        return false;
    }

    /** Closes the files, and removes what was uncompressed. */
    @Override
    public void close() {
        try {
            resources.close();
        } catch (IOException e) {
            throw ExportFault.unreachable(content.export(), e);
        }
    }

    private boolean isLatest(@Nullable RevisionKey key, Set<UpdateId> wanted) {
        return key != null
                && wanted.contains(key.id())
                && Integer.valueOf(key.revisionNumber()).equals(broken.get(key.id()));
    }

    private static boolean isCategory(ExportRecord record) {
        try {
            return record.head().type() == UpdateType.CATEGORY;
        } catch (MetadataException e) {
            return false;
        }
    }

    private static long place(Position after) {
        if (after instanceof Position.ByteOffset offset) {
            return offset.value();
        }
        if (after instanceof Position.Start) {
            return 0;
        }
        throw new IllegalArgumentException("\"" + after.encode() + "\" is no position in an export");
    }
}
