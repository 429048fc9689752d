package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.scope.Selection;
import dev.supsync.site.CategoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out what a scope would select, without writing anything. */
public final class ScopeCheck {

    private ScopeCheck() {}

    /**
     * Resolves a scope as the next run would.
     *
     * @param held the categories that the site has; none before its first run
     * @param pins what each selection meant when it was first resolved; none before the first run
     * @throws dev.supsync.error.SupsyncException as a run does, if a selection names nothing or more than one category
     */
    public static ResolvedScope resolve(
            Catalog catalog,
            ScopeSettings scope,
            Map<UpdateId, CategoryStore.Held> held,
            Map<Selection, UpdateId> pins) {
        return ScopeResolver.resolve(scope, tree(catalog, held), pins);
    }

    /** The categories of a catalog, and those that only the site still has. */
    public static CategoryTree tree(Catalog catalog, Map<UpdateId, CategoryStore.Held> held) {
        List<UpdateRevision> revisions = new ArrayList<>();
        try (Cursor<CatalogRecord> cursor = catalog.categories()) {
            for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record instanceof CatalogRecord.RawRevision raw) {
                    add(raw, revisions);
                }
            }
        }
        return CategoryNodes.tree(revisions, held);
    }

    /** The categories that a site has. */
    public static CategoryTree tree(Map<UpdateId, CategoryStore.Held> held) {
        return CategoryNodes.tree(held);
    }

    /** What cannot be read is left out here; a run puts it in quarantine. */
    private static void add(CatalogRecord.RawRevision raw, List<UpdateRevision> revisions) {
        try {
            UpdateRevision revision = raw.parse();
            if (revision.properties().type() == UpdateType.CATEGORY) {
                revisions.add(revision);
            }
        } catch (MetadataException e) {
            System.getLogger(ScopeCheck.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The category {0} cannot be read: {1}",
                            raw.key(),
                            e.getMessage());
        }
    }
}
