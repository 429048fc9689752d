package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedSource;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteUrl;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the catalogs of software update points. */
public final class Catalogs {

    private final SupsyncSettings settings;

    public Catalogs(SupsyncSettings settings) {
        this.settings = settings;
    }

    /**
     * The software update point of a site.
     *
     * @throws SupsyncException if it has none
     */
    public static SoftwareUpdatePoint point(SiteSettings site) {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        if (point == null) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The site " + site.code() + " has no software update point, so that there is no catalog to"
                            + " synchronize from.",
                    "Give it a software-update-point in the configuration, or name another site.");
        }
        return point;
    }

    /**
     * Opens a catalog for reading; an export is read once for that.
     *
     * @throws SupsyncException if it cannot be read; {@link ErrorCode#CATALOG_EMPTY} for a file of supsync's own that no
     *     synchronization has made yet
     */
    public Catalog open(CatalogSettings catalog) {
        if (catalog instanceof CatalogSettings.Export export) {
            return CatalogExport.open(
                    export.file(),
                    new ExportOptions(
                            settings.limits().documentSize().toBytes(),
                            settings.limits().exportSize().toBytes(),
                            settings.workDirectory()));
        }
        if (catalog instanceof CatalogSettings.Managed own) {
            return openManaged(own);
        }
        return SusdbCatalog.open(source(database(catalog)));
    }

    private Catalog openManaged(CatalogSettings.Managed catalog) {
        SiteUrl url = SiteUrl.of(catalog.database().url());
        if (url.files().filter(files -> !files.exists()).isPresent()) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    "The catalog " + url.name() + " does not exist yet: it was never synchronized.",
                    "Synchronize the site that it belongs to; its first synchronization makes it.");
        }
        try (ManagedCatalog managed = ManagedCatalog.open(managed(catalog), Clock.systemUTC())) {
            return managed.catalog();
        }
    }

    /** Whether a catalog may lack any part of its own upstream, because no synchronization of it has come to its end. */
    boolean isHalfBuilt(CatalogSettings catalog) {
        if (!(catalog instanceof CatalogSettings.Managed own)) {
            return false;
        }
        try (ManagedCatalog managed = ManagedCatalog.open(managed(own), Clock.systemUTC())) {
            return !managed.isSynchronized();
        }
    }

    /** Opens a catalog of supsync's own to write it, and makes it where there is none. */
    ManagedCatalog managed(SoftwareUpdatePoint point, Clock clock) {
        return ManagedCatalog.open(managed((CatalogSettings.Managed) point.catalog()), clock);
    }

    /** What brings the catalog of the top-level site's software update point up to its source. */
    Upkeep upkeep(ManagedCatalog managed, SoftwareUpdatePoint point, boolean allowVanished) {
        CatalogSettings.Source source = ((CatalogSettings.Managed) point.catalog()).source();
        CatalogSettings.@Nullable Export export =
                source instanceof CatalogSettings.Source.File file ? new CatalogSettings.Export(file.export()) : null;
        return new Upkeep(
                managed,
                point.server(),
                export == null ? null : () -> open(export),
                export == null ? null : name(export),
                allowVanished ? null : (Integer) settings.limits().vanishedPercent(),
                settings.limits().quarantine());
    }

    private ManagedSource managed(CatalogSettings.Managed catalog) {
        for (SiteSettings site : settings.sites().values()) {
            for (SoftwareUpdatePoint point : site.points().all()) {
                if (point.catalog().equals(catalog)) {
                    DatabaseSettings database = catalog.database();
                    return new ManagedSource(
                            database.url(),
                            database.username(),
                            database.password().value(),
                            settings.limits().documentSize().toBytes(),
                            site.code().value(),
                            point.server());
                }
            }
        }
        throw new IllegalArgumentException(
                "a catalog of no software update point: " + catalog.database().url());
    }

    /** What a person should know of a catalog that can be read: sentences. */
    public static List<String> warnings(Catalog catalog) {
        return catalog instanceof CatalogExport export ? export.warnings() : List.of();
    }

    /** The catalog for messages, before it is open: neither user nor password. */
    public String name(CatalogSettings catalog) {
        if (catalog instanceof CatalogSettings.Export export) {
            return export.file().toString();
        }
        return source(database(catalog)).toString();
    }

    private static DatabaseSettings database(CatalogSettings catalog) {
        if (catalog instanceof CatalogSettings.Managed managed) {
            return managed.database();
        }
        return ((CatalogSettings.Database) catalog).database();
    }

    private SusdbSource source(DatabaseSettings database) {
        return new SusdbSource(
                database.url(),
                database.username(),
                database.password().value(),
                settings.limits().documentSize().toBytes());
    }
}
