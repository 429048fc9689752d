package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.SupsyncException;
import dev.supsync.explain.Explainer;
import dev.supsync.explain.Explanation;
import dev.supsync.explain.Subject;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.Selection;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.ScopeCheck;
import dev.supsync.sync.ScopePins;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a site and its catalog about updates. Works with whichever of the two there is; changes neither. */
public final class Explanations {

    private final SupsyncSettings settings;
    private final SiteSettings site;

    public Explanations(SupsyncSettings settings, SiteSettings site) {
        this.settings = settings;
        this.site = site;
    }

    /**
     * Explains an update, or each update of an article.
     *
     * @throws SupsyncException if the site's database cannot be read, or if the scope selects what neither it nor the
     *     catalog knows
     */
    public List<Explanation> explain(Subject subject) {
        SiteRuntime runtime = SiteRuntime.ifSynchronized(site).orElse(null);
        try {
            return explain(subject, runtime == null ? null : runtime.database());
        } finally {
            if (runtime != null) {
                runtime.close();
            }
        }
    }

    private List<Explanation> explain(Subject subject, @Nullable SiteDatabase database) {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        if (point == null) {
            String problem = "the site has no software update point";
            return explain(subject, database, new Explainer.Source(null, "", problem));
        }
        Catalogs catalogs = new Catalogs(settings);
        Catalog catalog;
        try {
            catalog = catalogs.open(point.catalog());
        } catch (SupsyncException e) {
            return explain(
                    subject, database, new Explainer.Source(null, catalogs.name(point.catalog()), e.getMessage()));
        }
        try (catalog) {
            return explain(
                    subject,
                    database,
                    new Explainer.Source(catalog, catalog.identity().name(), null));
        }
    }

    private List<Explanation> explain(Subject subject, @Nullable SiteDatabase database, Explainer.Source source) {
        Map<UpdateId, CategoryStore.Held> held = database == null ? Map.of() : new JdbcCategoryStore(database).all();
        Map<Selection, UpdateId> pins = database == null ? Map.of() : new ScopePins(database).all();
        Catalog catalog = source.catalog();
        CategoryTree tree = catalog == null ? ScopeCheck.tree(held) : ScopeCheck.tree(catalog, held);
        ResolvedScope scope = ScopeResolver.resolve(settings.scope(), tree, pins);
        return new Explainer(source, database, tree, scope).explain(subject);
    }
}
