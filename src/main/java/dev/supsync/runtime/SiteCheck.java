package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.ChildLink;
import dev.supsync.hierarchy.ChildLinks;
import dev.supsync.hierarchy.LinkStatus;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.Selection;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import dev.supsync.site.jdbc.SiteRights;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.RunError;
import dev.supsync.sync.ScopeCheck;
import dev.supsync.sync.ScopePins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks whether a site can be synchronized: its database, its catalog, its scope. Changes nothing. */
public final class SiteCheck {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Consumer<Finding> findings;
    private final Clock clock;
    private @Nullable ResolvedScope resolved;
    private Map<UpdateId, CategoryStore.Held> held = Map.of();
    private Map<Selection, UpdateId> pins = Map.of();
    private List<ChildLink> links = List.of();
    private boolean succeeded;

    /**
     * @param findings hears of everything that was checked
     */
    public SiteCheck(SupsyncSettings settings, SiteSettings site, Clock clock, Consumer<Finding> findings) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.findings = findings;
    }

    /** Checks what changes by itself, and can be looked at every hour: an export is not read, only found. */
    public void health() {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        if (point != null && point.catalog() instanceof CatalogSettings.Export export) {
            check("database", this::database);
            links();
            check("catalog", () -> readable(export.file()));
        } else {
            run();
        }
    }

    /** Checks everything, also after something failed. */
    public void run() {
        check("database", this::database);
        links();
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        if (point == null) {
            check("catalog", () -> "none: the site has no software update point");
            return;
        }
        if (point.catalog() instanceof CatalogSettings.Managed managed
                && managed.source() instanceof CatalogSettings.Source.File source) {
            check("source", () -> readable(source.export()));
        }
        Catalogs catalogs = new Catalogs(settings);
        try (Catalog catalog = catalogs.open(point.catalog())) {
            if (catalog.size() == 0 && isYetToBeFilled(point)) {
                yetToBeFilled(point, catalogs);
                return;
            }
            check("catalog", () -> catalog(catalog));
            scope(catalog);
            if (catalog instanceof SusdbCatalog susdb) {
                wsus(point.server(), susdb);
            }
        } catch (RuntimeException e) {
            SupsyncException error = Reports.error(e);
            if (error.code() == ErrorCode.CATALOG_EMPTY && isYetToBeFilled(point)) {
                yetToBeFilled(point, catalogs);
            } else {
                findings.accept(Finding.failed(subject("catalog"), error));
            }
        }
    }

    /** A catalog of our own has nothing before the site's first synchronization: that is no illness. */
    private boolean isYetToBeFilled(SoftwareUpdatePoint point) {
        return point.catalog() instanceof CatalogSettings.Managed && !succeeded;
    }

    private void yetToBeFilled(SoftwareUpdatePoint point, Catalogs catalogs) {
        String by = point.isFedByHand() ? "import" : "run";
        check(
                "catalog",
                () -> catalogs.name(point.catalog()) + " holds nothing yet; the first " + by + " will fill it");
    }

    /** Of each child, as the site remembers its link: one in error was tried several times. */
    private void links() {
        for (SiteSettings child : settings.tree().children(site)) {
            links.stream()
                    .filter(link -> link.site().equals(child.code().value()))
                    .findFirst()
                    .ifPresent(link -> check("child " + link.site(), () -> link(link)));
        }
    }

    private static String link(ChildLink link) {
        RunError error = link.error();
        if (link.status() == LinkStatus.ERROR && error != null) {
            throw new SupsyncException(
                    ErrorCode.CHILD_LINK,
                    "The child site " + link.site() + " could not be brought up to date " + link.attempts()
                            + " times in a row. The last time: " + error.message() + " (" + error.code() + ")",
                    error.remedy());
        }
        String text = "its link is " + link.status().name().toLowerCase(Locale.ROOT);
        Integer version = link.contentVersion();
        return version == null ? text : text + ", it was sent version " + version;
    }

    private void wsus(String server, SusdbCatalog catalog) {
        check("WSUS", () -> new WsusCheck(server, catalog.wsus(), clock).lastSynchronization());
        ResolvedScope scope = resolved;
        if (scope != null) {
            check("WSUS settings", () -> new WsusCheck(server, catalog.wsus(), clock).configuration(scope));
        }
    }

    private static String readable(Path export) {
        if (!Files.isReadable(export)) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_UNREACHABLE,
                    "The catalog export " + export + (Files.exists(export) ? " may not be read." : " does not exist."),
                    "Check its path, and the rights of the user who runs supsync.");
        }
        return export + " is there";
    }

    private interface Check {
        String run();
    }

    private void check(String what, Check check) {
        try {
            findings.accept(Finding.fine(subject(what), check.run()));
        } catch (RuntimeException e) {
            findings.accept(Finding.failed(subject(what), Reports.error(e)));
        }
    }

    private String subject(String what) {
        return "site " + site.code() + ", " + what;
    }

    private String database() {
        Path file = SiteRuntime.file(site).orElse(null);
        if (file != null && !SiteRuntime.exists(site)) {
            requireWritable(file);
            return file + " does not exist yet; the first run will create it";
        }
        try (SiteRuntime runtime = SiteRuntime.forChecking(site)) {
            SiteDatabase database = runtime.database();
            if (file != null) {
                requireWritable(file);
            }
            boolean missing = SiteMigrations.isMissing(database);
            boolean current = !missing && SiteMigrations.isCurrent(database);
            requireRights(database, !current);
            if (missing) {
                return database.name() + " is empty; the first run will prepare it";
            }
            if (!current) {
                return database.name() + " has an older schema; the next run will bring it up to date";
            }
            new SiteSetup(database).verify(SiteRuntime.identity(site));
            held = new JdbcCategoryStore(database).all();
            pins = new ScopePins(database).all();
            ChildLinks children = new ChildLinks(database);
            links = children.all();
            succeeded = children.newestRun() > 0;
            List<Integer> version = database.jdbc().queryForList("SELECT CONTENT_VERSION FROM SUP_SITE", Integer.class);
            return database.name() + ", schema up to date, content version " + (version.isEmpty() ? 0 : version.get(0));
        }
    }

    private static void requireRights(SiteDatabase database, boolean forSchema) {
        List<String> missing = SiteRights.missing(database, forSchema);
        if (!missing.isEmpty()) {
            throw new SupsyncException(
                    ErrorCode.SITE_LOGIN,
                    "The login has not these rights on " + database.name() + ": " + String.join(", ", missing) + ".",
                    "Grant them to it, for example by the role db_owner of this database.");
        }
    }

    private static void requireWritable(Path file) {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNREACHABLE,
                    "The site database " + file + " cannot be written: "
                            + (folder == null ? "its folder does not exist" : folder + " may not be written")
                            + ".",
                    "Give the user who runs supsync the right to write there, or name another place.");
        }
    }

    private static String catalog(Catalog catalog) {
        StringBuilder text = new StringBuilder(catalog.identity().kind())
                .append(' ')
                .append(catalog.identity().name())
                .append(", ")
                .append(String.format(Locale.ROOT, "%,d", catalog.size()))
                .append(" records");
        if (catalog.size() == 0) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    catalog.identity().name() + " holds no update metadata.",
                    "Check that it is the catalog of a WSUS server that has synchronized, and export it again.");
        }
        Catalogs.warnings(catalog).forEach(w -> text.append("; ").append(w));
        catalog.activity().ifPresent(a -> text.append("; ").append(a));
        return text.toString();
    }

    private void scope(Catalog catalog) {
        try {
            ResolvedScope scope = ScopeCheck.resolve(catalog, settings.scope(), held, pins);
            resolved = scope;
            boolean isWarning = isEmpty(scope) || !scope.warnings().isEmpty();
            String text = text(scope);
            findings.accept(isWarning ? Finding.warning(subject("scope"), text) : Finding.fine(subject("scope"), text));
        } catch (RuntimeException e) {
            findings.accept(Finding.failed(subject("scope"), Reports.error(e)));
        }
    }

    /** An update needs both, a product and a classification: with none of either, none is in scope. */
    private static boolean isEmpty(ResolvedScope scope) {
        return scope.products().isEmpty() || scope.classifications().isEmpty();
    }

    private static String text(ResolvedScope scope) {
        StringBuilder text = new StringBuilder()
                .append(count(scope.products().size(), "category of products", "categories of products"))
                .append(" and ")
                .append(count(scope.classifications().size(), "classification", "classifications"))
                .append(" selected; languages ")
                .append(String.join(", ", scope.languages()));
        if (isEmpty(scope)) {
            text.append("; no update is in scope: select at least one product and one classification in supsync.scope,"
                    + " as \"supsync categories\" lists them");
        }
        scope.warnings().forEach(w -> text.append("; ").append(w));
        return text.toString();
    }

    private static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
