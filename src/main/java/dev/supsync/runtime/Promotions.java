package dev.supsync.runtime;

import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.config.UpdatePoints;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Makes a replica of a site the active software update point. The site's database remembers it, so that it holds for every
 * copy of supsync that runs the site; the configuration keeps the old order until a person changes it.
 */
public final class Promotions {

    private static final System.Logger LOG = System.getLogger(Promotions.class.getName());

    private Promotions() {}

    /** The configuration with every promotion that the databases of its sites remember. */
    public static SupsyncSettings effective(SupsyncSettings settings) {
        SupsyncSettings effective = settings;
        for (SiteSettings site : settings.sites().values()) {
            if (!site.points().replicas().isEmpty() && site.siteDatabase() != null) {
                effective = effective.with(effective(site));
            }
        }
        return effective;
    }

    private static SiteSettings effective(SiteSettings site) {
        try {
            SiteRuntime open = SiteRuntime.ifSynchronized(site).orElse(null);
            if (open == null) {
                return site;
            }
            try (open) {
                return promoted(open.database())
                        .flatMap(site.points()::replica)
                        .map(replica -> site.with(site.points().promote(replica)))
                        .orElse(site);
            }
        } catch (SupsyncException | IllegalArgumentException e) {
            // the site will say so itself when it is needed
            LOG.log(System.Logger.Level.DEBUG, "the promotion of " + site.code() + " is not known", e);
            return site;
        }
    }

    private static Optional<String> promoted(SiteDatabase database) {
        return database
                .translating(() -> database.jdbc().queryForList("SELECT SERVER_NAME FROM SUP_PROMOTION", String.class))
                .stream()
                .findFirst();
    }

    /**
     * Promotes a replica of whichever site has it; the active one of the configuration takes its place back.
     *
     * @return the site
     * @throws SupsyncException with USAGE if it is no replica, or cannot be the active one
     */
    public static SiteSettings promote(SupsyncSettings settings, String server, Clock clock) {
        for (SiteSettings site : settings.sites().values()) {
            SoftwareUpdatePoint active = site.softwareUpdatePoint();
            if (active != null && active.server().equalsIgnoreCase(server)) {
                write(settings, site, null, clock);
                return site;
            }
            Optional<SoftwareUpdatePoint> replica = site.points().replica(server);
            if (replica.isPresent()) {
                refuseUnfit(settings, site, site.points(), replica.get());
                write(settings, site, replica.get().server(), clock);
                return site;
            }
        }
        throw new SupsyncException(
                ErrorCode.USAGE,
                "\"" + server + "\" is no replica of any site of " + settings.file() + ".",
                "Name a server of software-update-points.replicas.");
    }

    private static void refuseUnfit(
            SupsyncSettings settings, SiteSettings site, UpdatePoints points, SoftwareUpdatePoint replica) {
        String why;
        try {
            UpdatePoints after = points.promote(replica);
            SoftwareUpdatePoint active = after.active();
            boolean isSourceless = active != null
                    && active.catalog() instanceof CatalogSettings.Managed managed
                    && managed.source() instanceof CatalogSettings.Source.Upstream
                    && !settings.tree().isBelowTop(site);
            if (!isSourceless) {
                return;
            }
            why = "The catalog of " + replica.server() + " is managed, and at the top-level site nothing could be its"
                    + " source: the active one is a WSUS server.";
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        }
        throw new SupsyncException(
                ErrorCode.USAGE,
                replica.server() + " cannot become the active software update point of site " + site.code() + ". "
                        + why,
                "Change the configuration first, and synchronize; then promote it.");
    }

    private static void write(
            SupsyncSettings settings,
            SiteSettings site,
            @org.jspecify.annotations.Nullable String server,
            Clock clock) {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = SiteLease.take(
                        runtime.database(),
                        settings.lease().timeout(),
                        settings.lease().heartbeat())) {
            SiteDatabase database = runtime.database();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<Object> row =
                    server == null ? List.of() : List.of(server, LocalDateTime.ofInstant(now, ZoneOffset.UTC));
            database.inTransaction(() -> {
                lease.verify();
                database.jdbc().update("DELETE FROM SUP_PROMOTION");
                return row.isEmpty()
                        ? 0
                        : database.jdbc()
                                .update(
                                        "INSERT INTO SUP_PROMOTION (PROMOTION_ID, SERVER_NAME, PROMOTED_AT) VALUES (1, ?, ?)",
                                        row.toArray());
            });
        }
    }
}
