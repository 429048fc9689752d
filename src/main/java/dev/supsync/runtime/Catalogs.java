package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.util.List;

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

    /** Opens a catalog; an export is read once for that. */
    public Catalog open(CatalogSettings catalog) {
        if (catalog instanceof CatalogSettings.Export export) {
            return CatalogExport.open(
                    export.file(),
                    new ExportOptions(
                            settings.limits().documentSize().toBytes(),
                            settings.limits().exportSize().toBytes(),
                            settings.workDirectory()));
        }
        return SusdbCatalog.open(source(database(catalog)));
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
