package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogComparison;
import dev.supsync.catalog.CatalogDifference;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.PointCatalog;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.sync.LicenseTerms;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.WsusWait;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A software update point whose catalog others write: a WSUS server, which synchronizes itself. */
final class WsusPoint implements PointCatalog {

    private final SupsyncSettings settings;
    private final SoftwareUpdatePoint point;
    private final @Nullable SoftwareUpdatePoint upstream;
    private final boolean isReplica;
    private final Catalogs catalogs;
    private Set<UpdateId> withoutLicenseTerms = Set.of();

    /**
     * @param upstream null if this configuration has none
     * @param isReplica whether it should take over what its upstream declines; what its database says of that goes before
     */
    WsusPoint(
            SupsyncSettings settings,
            SoftwareUpdatePoint point,
            @Nullable SoftwareUpdatePoint upstream,
            boolean isReplica) {
        this.settings = settings;
        this.point = point;
        this.upstream = upstream;
        this.isReplica = isReplica;
        this.catalogs = new Catalogs(settings);
    }

    @Override
    public String server() {
        return point.server();
    }

    @Override
    public String source() {
        return upstream == null ? point.server() : upstream.server();
    }

    @Override
    public Optional<String> synchronize(SyncListener listener, StopSignal stop) {
        if (point.catalog() instanceof CatalogSettings.Managed) {
            return Optional.empty(); // nothing but imports brings it anything
        }
        try (Catalog catalog = Opening.await(() -> catalogs.open(point.catalog()), stop)) {
            new WsusWait(catalog, settings.limits().wsusWait()).run(listener, stop);
            withoutLicenseTerms = LicenseTerms.lacking(catalog, listener::note);
            SoftwareUpdatePoint from = upstream;
            return from == null ? Optional.empty() : compare(catalog, from, listener, stop);
        }
    }

    @Override
    public Set<UpdateId> withoutLicenseTerms() {
        return withoutLicenseTerms;
    }

    private Optional<String> compare(
            Catalog catalog, SoftwareUpdatePoint from, SyncListener listener, StopSignal stop) {
        return new Comparison(point.server(), from.server(), listener).run(() -> {
            try (Catalog source = Opening.await(() -> catalogs.open(from.catalog()), stop)) {
                Upstream before = new Upstream(source);
                before.refuseUnsettled();
                refuseHalfBuilt(source, from);
                CatalogDifference difference = compare(catalog, source, from, stop);
                before.refuseUnsettled();
                return difference;
            }
        });
    }

    /**
     * An export is older than what WSUS has received since: more, and higher revisions, mean nothing then. What WSUS does not
     * have from its upstream (imported there, published there), it may have alone, with what that needs. And only replicas take
     * over declines.
     */
    private CatalogDifference compare(Catalog catalog, Catalog source, SoftwareUpdatePoint from, StopSignal stop) {
        CatalogComparison comparison = new CatalogComparison(catalog, source, stop::check);
        if (from.catalog() instanceof CatalogSettings.Export) {
            return comparison.own(id -> true).run();
        }
        if (catalog instanceof SusdbCatalog wsus) {
            comparison.own(own(wsus, stop)::containsKey).withNeeds();
            if (!wsus.isReplica().orElse(isReplica)) {
                comparison.withoutDeclines();
            }
        }
        return comparison.run();
    }

    private void refuseHalfBuilt(Catalog source, SoftwareUpdatePoint from) {
        if (catalogs.isHalfBuilt(from.catalog())) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_EMPTY,
                    "no synchronization of " + source.identity().name() + " has come to its end yet.",
                    Upstream.NEXT);
        }
    }

    private static UpdateIdMap own(SusdbCatalog wsus, StopSignal stop) {
        UpdateIdMap own = new UpdateIdMap();
        try (Cursor<UpdateId> updates = wsus.own()) {
            for (UpdateId id = updates.next(); id != null; id = updates.next()) {
                own.put(id, 1);
            }
        }
        stop.check();
        return own;
    }
}
