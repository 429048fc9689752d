package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.explain.CatalogSearch;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.ScopeCheck;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Searches an export that need not be the catalog of any site. */
public final class ExportSearch {

    private final Path file;
    private final @Nullable SupsyncSettings settings;

    /**
     * @param settings for the limits of reading; null for the default ones
     */
    public ExportSearch(Path file, @Nullable SupsyncSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * Hands over what is found.
     *
     * @param database the site to be asked what it has; null for none
     * @param consumer false when it wants no more
     */
    public void each(String text, @Nullable SiteDatabase database, Predicate<CatalogSearch.Hit> consumer) {
        try (Catalog catalog = open()) {
            new CatalogSearch(catalog, ScopeCheck.tree(catalog, Map.of()), database).each(text, consumer);
        }
    }

    private Catalog open() {
        return settings == null
                ? CatalogExport.open(file, ExportOptions.in(Path.of(System.getProperty("java.io.tmpdir"))))
                : new Catalogs(settings).open(new CatalogSettings.Export(file));
    }
}
