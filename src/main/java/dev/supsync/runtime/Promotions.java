package dev.supsync.runtime;

import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.config.UpdatePoints;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a replica of a site the active software update point. The site's database remembers it, so that it holds for every
 * copy of supsync that runs the site; the configuration keeps the old order until a person changes it.
 *
 * <p>What cannot be read is no "none": with the wrong order the catalog that the site is read from would be overwritten.
 */
public final class Promotions {

    private Promotions() {}

    /**
     * What became of a promotion.
     *
     * @param site whose software update point it is
     * @param isChanged whether another one was the active one before
     */
    public record Promotion(SiteSettings site, boolean isChanged) {}

    /**
     * The configuration with the promotion of one site.
     *
     * @throws SupsyncException if its database cannot be read
     */
    public static SupsyncSettings of(SupsyncSettings settings, SiteSettings site) {
        if (site.points().replicas().isEmpty() || site.siteDatabase() == null || !SiteRuntime.exists(site)) {
            return settings;
        }
        // brings an older schema up to date
        return SiteRuntime.withOpen(site, database -> of(settings, site, database));
    }

    /**
     * The same, of a site whose database is open.
     *
     * @throws SupsyncException if it cannot be read, or if the configuration does not allow what was promoted any more
     */
    public static SupsyncSettings of(SupsyncSettings settings, SiteSettings site, SiteDatabase database) {
        if (site.points().replicas().isEmpty()) {
            return settings;
        }
        Optional<SoftwareUpdatePoint> replica = promoted(database).flatMap(site.points()::replica);
        if (replica.isEmpty()) {
            return settings;
        }
        try {
            return settings.with(site.with(site.points().promote(replica.get())));
        } catch (IllegalArgumentException e) {
            throw unfit(site, replica.get(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The configuration with the promotion of the site whose software update point is the upstream of another site's.
     *
     * @throws SupsyncException if its database is known, and cannot be read
     */
    public static SupsyncSettings ofUpstream(SupsyncSettings settings, SiteSettings site) {
        Optional<SiteSettings> above = settings.tree().parent(site);
        while (above.isPresent() && above.get().softwareUpdatePoint() == null) {
            above = settings.tree().parent(above.get());
        }
        return above.map(upstream -> read(settings, upstream)).orElse(settings);
    }

    /** Of a site that may be another supsync's: its database is only read. */
    private static SupsyncSettings read(SupsyncSettings settings, SiteSettings site) {
        if (site.points().replicas().isEmpty() || site.siteDatabase() == null || !SiteRuntime.exists(site)) {
            return settings;
        }
        try (SiteRuntime open = SiteRuntime.forReading(site)) {
            return of(settings, site, open.database());
        } catch (SupsyncException e) {
            if (e.code() == ErrorCode.SITE_UNPREPARED) {
                return settings; // it was not synchronized by this version yet
            }
            throw e;
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
     * @return the site, and whether it was not the active one already
     * @throws SupsyncException with USAGE if it is no replica, or cannot be the active one
     */
    public static Promotion promote(SupsyncSettings settings, String server, Clock clock) {
        for (SiteSettings site : settings.sites().values()) {
            SoftwareUpdatePoint active = site.softwareUpdatePoint();
            if (active != null && active.server().equalsIgnoreCase(server)) {
                return new Promotion(site, write(settings, site, null, clock));
            }
            Optional<SoftwareUpdatePoint> replica = site.points().replica(server);
            if (replica.isPresent()) {
                refuseUnfit(settings, site, replica.get());
                return new Promotion(site, write(settings, site, replica.get().server(), clock));
            }
        }
        throw new SupsyncException(
                ErrorCode.USAGE,
                Printable.quoted(server) + " is no replica of any site of " + settings.file() + ".",
                "Name a server of software-update-points.replicas.");
    }

    private static void refuseUnfit(SupsyncSettings settings, SiteSettings site, SoftwareUpdatePoint replica) {
        UpdatePoints after;
        try {
            after = site.points().promote(replica);
        } catch (IllegalArgumentException e) {
            throw unfit(site, replica, String.valueOf(e.getMessage()));
        }
        SoftwareUpdatePoint active = after.active();
        boolean isSourceless = active != null
                && active.catalog() instanceof CatalogSettings.Managed managed
                && managed.source() instanceof CatalogSettings.Source.Upstream
                && !settings.tree().isBelowTop(site);
        if (isSourceless) {
            throw unfit(
                    site,
                    replica,
                    "Its catalog is managed, and at the top-level site nothing could be its source: the active one is a"
                            + " WSUS server.");
        }
    }

    private static SupsyncException unfit(SiteSettings site, SoftwareUpdatePoint replica, String why) {
        return new SupsyncException(
                ErrorCode.USAGE,
                replica.server() + " cannot be the active software update point of site " + site.code() + ". " + why,
                "Change the configuration, or promote the one that it calls active.");
    }

    /**
     * Whether it was another one before; if it was not, its time stays, too. Nobody synchronizes the further points meanwhile:
     * by the old order the catalog that the site is read from from now on would be written.
     */
    private static boolean write(SupsyncSettings settings, SiteSettings site, @Nullable String server, Clock clock) {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = runtime.take(settings.lease());
                SiteLease points = runtime.takePoints(settings.lease())) {
            SiteDatabase database = runtime.database();
            LocalDateTime now = LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
            return database.inTransaction(() -> {
                lease.verify();
                points.verify();
                String before = promoted(database).orElse(null);
                if (server == null ? before == null : server.equalsIgnoreCase(before)) {
                    return false;
                }
                database.jdbc().update("DELETE FROM SUP_PROMOTION");
                if (server != null) {
                    database.jdbc()
                            .update(
                                    "INSERT INTO SUP_PROMOTION (PROMOTION_ID, SERVER_NAME, PROMOTED_AT) VALUES (1, ?,"
                                            + " ?)",
                                    server,
                                    now);
                }
                return true;
            });
        }
    }
}
