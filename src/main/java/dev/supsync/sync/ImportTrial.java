package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.ImportStore;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.JdbcImportStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.HashSet;
import java.util.Set;

/** Looks what an import would do, and writes nothing. */
public final class ImportTrial {

    private final SiteDatabase database;
    private final Catalog catalog;
    private final ScopeSettings scope;
    private final StopSignal stop;

    public ImportTrial(SiteDatabase database, Catalog catalog, ScopeSettings scope, StopSignal stop) {
        this.database = database;
        this.catalog = catalog;
        this.scope = scope;
        this.stop = stop;
    }

    /** What {@link FullSync#runImport()} would report. */
    public ImportReport run(ImportPicks picks) {
        JdbcSiteStore store = new JdbcSiteStore(database);
        Picker picker = new Picker(catalog, store, stop);
        picker.find(picks);
        CategoryTree tree = CategoryNodes.tree(
                new CategorySource(catalog, SyncListener.SILENT).read(Position.START),
                new JdbcCategoryStore(database).all());
        RunContext.Resolved resolved =
                new RunContext.Resolved(tree, ScopeResolver.resolve(scope, tree, new ScopePins(database).all()));
        Set<UpdateId> picked = new HashSet<>();
        for (ImportStore.Import pick : new JdbcImportStore(database).all()) {
            picked.add(pick.id());
        }
        ImportResult result = new ImportResult(picker);
        picker.found().forEach(raw -> {
            stop.check();
            result.add(picker.look(raw, resolved, picked::contains));
        });
        return result.report(store.state().contentVersion(), null);
    }
}
