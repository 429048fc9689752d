package dev.supsync.runtime;

import dev.supsync.config.CatalogSettings.Managed;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SiteType;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SoftwareUpdatePoint.State;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.PointCatalog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The software update points of sites, with what each is synchronized from. */
final class Points {

    private final SupsyncSettings settings;
    private final Clock clock;

    Points(SupsyncSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The active one of a site below the top, from that of the nearest site above it that has one; null if it has none. */
    @Nullable
    PointCatalog active(SiteSettings site) {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        return point == null ? null : of(point, above(site).orElse(null), site.type() == SiteType.SECONDARY);
    }

    /** The others of a site: its replicas in their order, then the Internet-based one; those that something is done with. */
    List<PointCatalog> others(SiteSettings site) {
        SoftwareUpdatePoint active = site.softwareUpdatePoint();
        List<PointCatalog> others = new ArrayList<>();
        for (SoftwareUpdatePoint replica : site.points().replicas()) {
            if (replica.state() == State.REPLICA) {
                others.add(of(replica, active, true));
            }
        }
        SoftwareUpdatePoint internet = site.points().internetBased();
        if (internet != null && !internet.isFedByHand()) {
            others.add(of(internet, active, true));
        }
        return others;
    }

    private Optional<SoftwareUpdatePoint> above(SiteSettings site) {
        Optional<SiteSettings> parent = settings.tree().parent(site);
        while (parent.isPresent() && parent.get().softwareUpdatePoint() == null) {
            parent = settings.tree().parent(parent.get());
        }
        return parent.map(SiteSettings::softwareUpdatePoint);
    }

    private PointCatalog of(SoftwareUpdatePoint point, @Nullable SoftwareUpdatePoint upstream, boolean isReplica) {
        if (point.catalog() instanceof Managed && !point.isFedByHand()) {
            return new ManagedPoint(settings, point, upstream, clock);
        }
        return new WsusPoint(settings, point, upstream, isReplica);
    }
}
