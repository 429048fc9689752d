package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.ForwardingCatalog;
import dev.supsync.catalog.ForwardingRevision;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A catalog that tells before each record of its stream which one it is, from 1. */
final class WatchedCatalog extends ForwardingCatalog {

    private final IntConsumer watcher;
    private final Set<UpdateId> parsed = ConcurrentHashMap.newKeySet();
    private int number;

    WatchedCatalog(Catalog catalog, IntConsumer watcher) {
        super(catalog);
        this.watcher = watcher;
    }

    /** The updates of the stream whose documents were read whole. */
    Set<UpdateId> parsed() {
        return parsed;
    }

    private static final class Watched extends ForwardingRevision {
        private final Set<UpdateId> parsed;

        Watched(RawRevision raw, Set<UpdateId> parsed) {
            super(raw);
            this.parsed = parsed;
        }

        @Override
        public UpdateRevision parse() throws MetadataException {
            parsed.add(key().id());
            return super.parse();
        }
    }

    @Override
    public Cursor<CatalogRecord> revisions(Position after) {
        Cursor<CatalogRecord> cursor = super.revisions(after);
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
}
