package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A catalog that tells before each record of its stream which one it is, from 1. */
final class WatchedCatalog implements Catalog {

    private final Catalog catalog;
    private final IntConsumer watcher;
    private final Set<UpdateId> parsed = ConcurrentHashMap.newKeySet();
    private int number;

    WatchedCatalog(Catalog catalog, IntConsumer watcher) {
        this.catalog = catalog;
        this.watcher = watcher;
    }

    /** The updates of the stream whose documents were read whole. */
    Set<UpdateId> parsed() {
        return parsed;
    }

    private record Watched(RawRevision raw, Set<UpdateId> parsed) implements RawRevision {
        @Override
        public Position position() {
            return raw.position();
        }

        @Override
        public RevisionKey key() {
            return raw.key();
        }

        @Override
        public Digest digest() {
            return raw.digest();
        }

        @Override
        public boolean declined() {
            return raw.declined();
        }

        @Override
        public boolean imported() {
            return raw.imported();
        }

        @Override
        public RevisionHead head() throws MetadataException {
            return raw.head();
        }

        @Override
        public UpdateRevision parse() throws MetadataException {
            parsed.add(raw.key().id());
            return raw.parse();
        }

        @Override
        public InputStream document() throws MetadataException {
            return raw.document();
        }

        @Override
        public String text(int maxBytes) {
            return raw.text(maxBytes);
        }
    }

    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        Cursor<CatalogRecord> cursor = catalog.revisions(after);
        return new Cursor<>() {
            @Override
            public @Nullable CatalogRecord next() {
                CatalogRecord record = cursor.next();
                if (record != null) {
                    watcher.accept(++number);
                }
                return record instanceof RawRevision raw ? new Watched(raw, parsed) : record;
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    @Override
    public CatalogIdentity identity() {
        return catalog.identity();
    }

    @Override
    public Cursor<CatalogRecord> categories(Position after) {
        return catalog.categories(after);
    }

    @Override
    public Position latest() {
        return catalog.latest();
    }

    @Override
    public Position overlap(Position reached) {
        return catalog.overlap(reached);
    }

    @Override
    public Cursor<CatalogRecord> lookup(Collection<UpdateId> ids) {
        return catalog.lookup(ids);
    }

    @Override
    public Cursor<CensusEntry> census() {
        return catalog.census();
    }

    @Override
    public long size() {
        return catalog.size();
    }

    @Override
    public boolean hasUnidentifiedRecords() {
        return catalog.hasUnidentifiedRecords();
    }

    @Override
    public Optional<String> activity() {
        return catalog.activity();
    }

    @Override
    public boolean knowsDeclines() {
        return catalog.knowsDeclines();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
