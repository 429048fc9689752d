package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.managed.Absence;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.PackageCatalog;
import dev.supsync.offline.PackageFile;
import dev.supsync.offline.PackageImport;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A software update point whose catalog supsync owns, and which takes packages. */
final class PackagePoint {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final SoftwareUpdatePoint point;
    private final Clock clock;
    private final StopSignal stop;

    PackagePoint(SupsyncSettings settings, SiteSettings site, SoftwareUpdatePoint point, Clock clock, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.point = point;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * The software update point of a name.
     *
     * @throws SupsyncException with USAGE if the site has none of that name, or if it is fed in another way
     */
    static SoftwareUpdatePoint find(SiteSettings site, String server) {
        SoftwareUpdatePoint point = site.points().all().stream()
                .filter(p -> p.server().equalsIgnoreCase(server.strip()))
                .findFirst()
                .orElseThrow(() -> new SupsyncException(
                        ErrorCode.USAGE,
                        Printable.quoted(server) + " (--server) is no software update point of the site " + site.code()
                                + ".",
                        "Name one of "
                                + site.points().all().stream()
                                        .map(SoftwareUpdatePoint::server)
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (point == site.softwareUpdatePoint() || !point.isFedByHand()) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The software update point " + point.server() + " is not fed by packages of its own.",
                    remedy(site, point));
        }
        return point;
    }

    private static String remedy(SiteSettings site, SoftwareUpdatePoint point) {
        if (point == site.softwareUpdatePoint()) {
            return "Leave --server out: the site's active one takes packages with the site.";
        }
        if (point != site.points().internetBased()) {
            return "It is a replica: leave it to the active software update point of the site, from which it is"
                    + " synchronized.";
        }
        return point.catalog() instanceof CatalogSettings.Managed
                ? "Leave it to the active software update point of the site, from which it is synchronized, or give its"
                        + " catalog source: none."
                : "Its catalog is a WSUS server's, which takes exports by wsusutil import.";
    }

    /** Brings the catalog to what the package says; done again, it changes nothing. */
    ManagedReport synchronize(PackageFile file) {
        Optional<Path> folder = file.catalog();
        Catalogs catalogs = new Catalogs(settings);
        try (ManagedCatalog catalog = catalogs.managed(point, clock);
                Catalog own = catalog.catalog()) {
            @Nullable
            Catalog documents = folder.isEmpty()
                    ? null
                    : Opening.await(() -> catalogs.open(new CatalogSettings.Export(folder.get())), stop);
            try (PackageCatalog upstream = new PackageCatalog(file, documents, own)) {
                ManagedReport report = catalog.synchronize(upstream, Absence.DELETED, new ManagedListener() {
                    @Override
                    public boolean stopping() {
                        return stop.requested();
                    }
                });
                stop.check();
                catalog.contentVersion(file.summary().contentVersion());
                return report;
            } finally {
                if (documents != null) {
                    documents.close();
                }
            }
        }
    }

    /** Feeds the catalog alone, and has the site remember it: the states of its own software update point. */
    void feed(SiteDatabase database, PackageFile file) {
        String source = "package of site " + file.summary().site();
        StatusMessages messages = new StatusMessages(database, site.code().value(), point.server(), source);
        int version = new JdbcSiteStore(database).state().contentVersion();
        try (SiteLease lease = SiteLease.take(
                database, settings.lease().timeout(), settings.lease().heartbeat())) {
            write(
                    database,
                    lease,
                    () -> messages.write(
                            StatusMessage.SYNCHRONIZING_OTHERS,
                            clock.instant(),
                            version,
                            null,
                            List.of(point.server())));
            try {
                synchronize(file);
            } catch (RuntimeException e) {
                SupsyncException error = Reports.error(e);
                try {
                    write(
                            database,
                            lease,
                            () -> messages.write(
                                    StatusMessage.FAILED,
                                    clock.instant(),
                                    version,
                                    error.code().code(),
                                    List.of(
                                            error.getMessage(),
                                            source,
                                            error.code().code())));
                } catch (RuntimeException unwritten) {
                    e.addSuppressed(unwritten); // the first one is what a person is told
                }
                throw e;
            }
            write(database, lease, () -> {
                PackageImport.remember(database, point.server(), file, clock.instant());
                messages.state(
                        StatusMessage.DONE, clock.instant(), file.summary().contentVersion());
            });
        }
    }

    private static void write(SiteDatabase database, SiteLease lease, Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
