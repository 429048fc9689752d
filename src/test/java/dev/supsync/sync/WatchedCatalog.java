package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A catalog that tells before each record of its stream which one it is, from 1. */
final class WatchedCatalog implements Catalog {

    private final Catalog catalog;
    private final IntConsumer watcher;
    private int number;

    WatchedCatalog(Catalog catalog, IntConsumer watcher) {
        this.catalog = catalog;
        this.watcher = watcher;
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
                return record;
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
