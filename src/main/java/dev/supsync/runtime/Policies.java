package dev.supsync.runtime;

import dev.supsync.config.ClientAddress.Accepts;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SiteType;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SoftwareUpdatePoint.State;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.Policy;
import dev.supsync.hierarchy.Policy.Address;
import dev.supsync.hierarchy.Policy.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the clients of sites are told, by the configuration. */
final class Policies {

    private Policies() {}

    /** The policy of a site: of a secondary one without a software update point its parent's addresses. */
    static Policy of(SupsyncSettings settings, SiteSettings site) {
        SiteSettings home = site;
        if (site.softwareUpdatePoint() == null && site.type() == SiteType.SECONDARY) {
            home = settings.tree().parent(site).orElse(site);
        }
        if (home.softwareUpdatePoint() == null) {
            return new Policy(site.code().value(), List.of());
        }
        List<Address> addresses = new ArrayList<>();
        address(home, Connection.INTRANET).ifPresent(addresses::add);
        address(home, Connection.INTERNET).ifPresent(addresses::add);
        return new Policy(site.code().value(), addresses);
    }

    /** The Internet-based one comes first for clients of the Internet; for the others the active one. */
    private static Optional<Address> address(SiteSettings site, Connection connection) {
        List<SoftwareUpdatePoint> points = new ArrayList<>();
        SoftwareUpdatePoint internet = site.points().internetBased();
        for (SoftwareUpdatePoint point : site.points().all()) {
            boolean serves = point == site.points().active() || point.state() == State.REPLICA;
            if (!serves) {
                continue;
            }
            if (point == internet && connection == Connection.INTERNET) {
                points.add(0, point);
            } else {
                points.add(point);
            }
        }
        return points.stream()
                .filter(point -> accepts(point.address().accepts(), connection))
                .findFirst()
                .map(point ->
                        new Address(connection, point.server(), point.address().url()));
    }

    private static boolean accepts(Accepts accepts, Connection connection) {
        return switch (accepts) {
            case ALL -> true;
            case INTRANET -> connection == Connection.INTRANET;
            case INTERNET -> connection == Connection.INTERNET;
        };
    }
}
