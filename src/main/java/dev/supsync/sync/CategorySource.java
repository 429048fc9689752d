package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.Languages;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.scope.ScopeSettings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the categories of a catalog. */
final class CategorySource {

    private final Catalog catalog;
    private final SyncListener listener;

    CategorySource(Catalog catalog, SyncListener listener) {
        this.catalog = catalog;
        this.listener = listener;
    }

    /** Unreadable ones are left out here: the updates step meets them again and puts them in quarantine. */
    List<UpdateRevision> read(Position after) {
        Map<UpdateId, UpdateRevision> revisions = new LinkedHashMap<>();
        try (Cursor<CatalogRecord> cursor = catalog.categories(after)) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof CatalogRecord.RawRevision raw) {
                    parse(raw, revisions);
                }
            }
        }
        return List.copyOf(revisions.values());
    }

    private void parse(CatalogRecord.RawRevision raw, Map<UpdateId, UpdateRevision> revisions) {
        try {
            UpdateRevision revision = raw.parse();
            if (revision.properties().type() == UpdateType.CATEGORY) {
                revisions.put(revision.id(), revision);
            }
        } catch (MetadataException e) {
            listener.note("The category " + raw.key() + " cannot be read and stays as it is: " + e.getMessage());
        }
    }

    /** The languages that categories are kept in. */
    static Set<String> languages(ScopeSettings scope) {
        Set<String> languages = new HashSet<>();
        languages.add("en");
        scope.languages().forEach(l -> languages.add(l.strip().toLowerCase(Locale.ROOT)));
        languages.removeIf(l -> Languages.byShortName(l).isEmpty());
        return languages;
    }
}
