package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.CatalogSettings.Managed;
import dev.supsync.config.CatalogSettings.Source;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SoftwareUpdatePoint.State;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.PointCatalog;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.WsusWait;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The software update points of sites, with what each is synchronized from. */
final class Points {

    private final SupsyncSettings settings;
    private final Clock clock;
    private final Catalogs catalogs;

    Points(SupsyncSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.catalogs = new Catalogs(settings);
    }

    /** The active one of a site below the top, from that of the nearest site above it that has one; null if it has none. */
    @Nullable
    PointCatalog active(SiteSettings site) {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        return point == null ? null : of(point, above(site).orElse(null));
    }

    /** The others of a site: its replicas in their order, then the Internet-based one; those that something is done with. */
    List<PointCatalog> others(SiteSettings site) {
        SoftwareUpdatePoint active = site.softwareUpdatePoint();
        List<PointCatalog> others = new ArrayList<>();
        for (SoftwareUpdatePoint replica : site.points().replicas()) {
            if (replica.state() == State.REPLICA) {
                others.add(of(replica, active));
            }
        }
        SoftwareUpdatePoint internet = site.points().internetBased();
        if (internet != null && !isFedByHand(internet)) {
            others.add(of(internet, active));
        }
        return others;
    }

    private static boolean isFedByHand(SoftwareUpdatePoint point) {
        return point.catalog() instanceof Managed managed && managed.source() instanceof Source.None;
    }

    private Optional<SoftwareUpdatePoint> above(SiteSettings site) {
        Optional<SiteSettings> parent = settings.tree().parent(site);
        while (parent.isPresent() && parent.get().softwareUpdatePoint() == null) {
            parent = settings.tree().parent(parent.get());
        }
        return parent.map(SiteSettings::softwareUpdatePoint);
    }

    private PointCatalog of(SoftwareUpdatePoint point, @Nullable SoftwareUpdatePoint upstream) {
        if (point.catalog() instanceof Managed managed && !(managed.source() instanceof Source.None)) {
            return new ManagedPoint(settings, point, upstream, clock);
        }
        return new WsusPoint(point, upstream == null ? "" : upstream.server());
    }

    /** One whose catalog others write: a WSUS server, which synchronizes itself. */
    private final class WsusPoint implements PointCatalog {

        private final SoftwareUpdatePoint point;
        private final String source;

        WsusPoint(SoftwareUpdatePoint point, String source) {
            this.point = point;
            this.source = source.isEmpty() ? point.server() : source;
        }

        @Override
        public String server() {
            return point.server();
        }

        @Override
        public String source() {
            return source;
        }

        @Override
        public Optional<String> synchronize(SyncListener listener, StopSignal stop) {
            if (point.catalog() instanceof CatalogSettings.Managed) {
                return Optional.empty(); // nothing but imports brings it anything
            }
            try (Catalog catalog = Opening.await(() -> catalogs.open(point.catalog()), stop)) {
                new WsusWait(catalog, settings.limits().wsusWait(), clock).run(listener, stop);
            }
            return Optional.empty();
        }
    }
}
