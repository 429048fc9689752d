package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogDifference;
import dev.supsync.catalog.managed.Absence;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.PointCatalog;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.WsusWait;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A software update point whose catalog supsync owns, synchronized from another one. */
final class ManagedPoint implements PointCatalog {

    private final SupsyncSettings settings;
    private final SoftwareUpdatePoint point;
    private final @Nullable SoftwareUpdatePoint upstream;
    private final Clock clock;
    private final Catalogs catalogs;

    /**
     * @param upstream null if nothing above it has a catalog
     */
    ManagedPoint(
            SupsyncSettings settings, SoftwareUpdatePoint point, @Nullable SoftwareUpdatePoint upstream, Clock clock) {
        this.settings = settings;
        this.point = point;
        this.upstream = upstream;
        this.clock = clock;
        this.catalogs = new Catalogs(settings);
    }

    @Override
    public String server() {
        return point.server();
    }

    @Override
    public String source() {
        return upstream == null ? "" : upstream.server();
    }

    @Override
    public Optional<String> synchronize(SyncListener listener, StopSignal stop) {
        SoftwareUpdatePoint from = upstream();
        try (Catalog source = Opening.await(() -> catalogs.open(from.catalog()), stop);
                ManagedCatalog managed = catalogs.managed(point, clock)) {
            new WsusWait(source, settings.limits().wsusWait()).run(listener, stop);
            refuseEmpty(source);
            refuseHalfBuilt(from, source);
            Upstream before = new Upstream(source);
            ManagedReport report = managed.synchronize(source, Absence.DELETED, Upkeep.listener(listener, stop, null));
            if (report.stopped()) {
                stop.check();
            }
            Upkeep.tell(report, point.server(), listener);
            Upkeep.refuseUnreadable(
                    report.unreadable(),
                    settings.limits().quarantine(),
                    source.identity().name(),
                    point.server());
            return new Comparison(point.server(), from.server(), listener).run(() -> {
                CatalogDifference difference = managed.compare(source, stop::check);
                if (!difference.isEmpty()) {
                    before.refuseUnsettled();
                }
                return difference;
            });
        }
    }

    private SoftwareUpdatePoint upstream() {
        if (upstream == null) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_UNREACHABLE,
                    "The software update point " + point.server() + " has no upstream server: no site above it has a"
                            + " software update point in this configuration.",
                    "Give the parent site its software-update-point in the configuration.");
        }
        return upstream;
    }

    /** Everything would be deleted here; a catalog that was never filled is no reason for that. */
    private static void refuseEmpty(Catalog source) {
        if (source.size() == 0) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    source.identity().name()
                            + " holds no update metadata, so that there is nothing to synchronize from.",
                    "Synchronize the upstream server first.");
        }
    }

    /** What the upstream lacks only for now would be deleted here. */
    private void refuseHalfBuilt(SoftwareUpdatePoint from, Catalog source) {
        if (catalogs.isHalfBuilt(from.catalog())) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    source.identity().name()
                            + " holds only a part of its metadata: no synchronization of it has come to its end yet.",
                    "Synchronize the upstream server first.");
        }
    }
}
