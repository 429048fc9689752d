package dev.supsync.catalog.managed;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.ForwardingCatalog;

/** A catalog that keeps its database open until it is closed itself. */
final class SharedView extends ForwardingCatalog {

    private final ManagedDatabase database;

    SharedView(Catalog catalog, ManagedDatabase database) {
        super(catalog);
        this.database = database;
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            database.close();
        }
    }
}
