package dev.supsync.explain;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads updates of a catalog: some by their identities, or all that can be deployed, one after the other. */
final class CatalogReader {

    private final Catalog catalog;

    CatalogReader(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What the catalog says of each of them; nothing is left out. */
    Map<UpdateId, CatalogEntry> lookup(Collection<UpdateId> ids) {
        Map<UpdateId, CatalogEntry> entries = new HashMap<>();
        ids.forEach(id -> entries.put(id, new CatalogEntry.Absent()));
        try (Cursor<CatalogRecord> cursor = catalog.lookup(ids)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw) {
                    entries.put(raw.key().id(), entry(raw));
                } else if (record instanceof CatalogRecord.Unreadable broken) {
                    RevisionKey key = broken.key();
                    if (key != null) {
                        entries.put(key.id(), new CatalogEntry.Unreadable(key.revisionNumber(), broken.reason()));
                    }
                }
            }
        }
        return entries;
    }

    /** The updates of a knowledge base article; children of bundles, which carry it too, are left out. */
    Set<UpdateId> byArticle(Article article) {
        Set<UpdateId> found = new HashSet<>();
        updates(update -> {
            if (article.isAmong(update.revision().properties().kbArticles())) {
                found.add(update.revision().id());
            }
            return true;
        });
        return found;
    }

    /**
     * Hands over every deployable update that can be read, in the catalog's order.
     *
     * @param consumer false when it wants no more
     */
    void updates(Predicate<CatalogEntry.Found> consumer) {
        try (Cursor<CatalogRecord> cursor = catalog.revisions(Position.START)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof RawRevision raw
                        && isDeployable(raw)
                        && entry(raw) instanceof CatalogEntry.Found found
                        && !consumer.test(found)) {
                    return;
                }
            }
        }
    }

    private static boolean isDeployable(RawRevision raw) {
        try {
            return raw.head().explicitlyDeployable();
        } catch (MetadataException e) {
            return false;
        }
    }

    private static CatalogEntry entry(RawRevision raw) {
        try {
            return new CatalogEntry.Found(raw.parse(), raw.declined(), raw.imported());
        } catch (MetadataException e) {
            return new CatalogEntry.Unreadable(raw.key().revisionNumber(), e.getMessage());
        }
    }
}
