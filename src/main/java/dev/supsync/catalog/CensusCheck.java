package dev.supsync.catalog;

import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Asks a catalog once more, and by name, for updates that its census did not list. A database is read a page at a time
 * while others write to it: a statement may pass the place of a new row before that is there, and reach the old one when it
 * is no more. Only what neither finds is gone.
 */
public final class CensusCheck {

    private CensusCheck() {}

    /** Those of the updates that the catalog holds all the same. */
    public static List<CensusEntry> present(Catalog catalog, Collection<UpdateId> absent) {
        List<CensusEntry> present = new ArrayList<>();
        if (absent.isEmpty()) {
            return present;
        }
        try (Cursor<CatalogRecord> found = catalog.lookup(absent)) {
            for (CatalogRecord record = found.next(); record != null; record = found.next()) {
                if (record instanceof CatalogRecord.RawRevision raw) {
                    present.add(new CensusEntry(raw.key().id(), raw.key().revisionNumber(), raw.declined()));
                } else if (record instanceof CatalogRecord.Unreadable broken && broken.key() != null) {
                    RevisionKey key = broken.key();
                    present.add(new CensusEntry(key.id(), key.revisionNumber(), false));
                }
            }
        }
        return present;
    }
}
