package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SiteType;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.ChildPlan;
import dev.supsync.hierarchy.ChildSync;
import dev.supsync.hierarchy.Delivery;
import dev.supsync.hierarchy.FormerChild;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.PackageImport;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FullSync;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncPlan;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import dev.supsync.time.AgeGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Synchronizes one site: lock, database, lease, catalog, run. The catalog comes last, so that one that cannot be
 * opened is a failure that the site remembers.
 */
public final class Synchronizer {

    private static final System.Logger LOG = System.getLogger(Synchronizer.class.getName());

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final LoggedRun listener;
    private final StopSignal stop;
    private final FollowUp followUp;
    private @Nullable Consumer<SiteDatabase> follower;
    private volatile @Nullable SyncReport ended;
    private volatile List<Delivery> deliveries = List.of();
    private boolean forced;
    private AgeGuard ages = AgeGuard.TRUSTING;

    public Synchronizer(
            SupsyncSettings settings, SiteSettings site, Clock clock, SyncListener listener, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.listener = new LoggedRun(listener, SiteLogs.of(settings, site, clock), clock);
        this.stop = stop;
        this.followUp = new FollowUp(settings, site, clock, this.listener, stop);
    }

    /** Confirms the time: a person says that the clock is right. */
    public Synchronizer confirmTime() {
        forced = true;
        return this;
    }

    /**
     * Leaves what follows a run to somebody who does it beside the next one, as a service does.
     *
     * @param begin begins with it, and returns at once
     */
    public Synchronizer followedBy(Consumer<SiteDatabase> begin) {
        follower = begin;
        return this;
    }

    /**
     * Runs to the end; every failure is in the report.
     *
     * @param allowVanished whether any number of updates may vanish at once
     */
    public SyncReport full(boolean allowVanished) {
        return run(SyncType.FULL, allowVanished);
    }

    /**
     * Takes what is new or revised since the last synchronization, or everything, if something is due that a delta would
     * miss; every failure is in the report.
     *
     * @param allowVanished whether any number of updates may vanish at once, if it runs in full
     */
    public SyncReport delta(boolean allowVanished) {
        return run(SyncType.DELTA, allowVanished);
    }

    private SyncReport run(SyncType type, boolean allowVanished) {
        SyncReport report = start(type, allowVanished);
        listener.end(report);
        return report;
    }

    private SyncReport start(SyncType type, boolean allowVanished) {
        Instant startedAt = clock.instant();
        try {
            SoftwareUpdatePoint point = isChild() ? site.softwareUpdatePoint() : Catalogs.point(site);
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                SyncReport report = run(runtime, point, type, allowVanished, startedAt);
                if (report.result() == RunResult.SUCCEEDED) {
                    after(runtime);
                    runtime.keep();
                }
                return report;
            }
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "the run did not start", e);
            return Reports.failed(type, site.code().value(), 0, Reports.error(e), startedAt, clock.instant());
        }
    }

    /**
     * Brings what an import brought here further: to the sites directly below, and to the site's other software update points.
     *
     * @return what became of the sites directly below
     * @throws SupsyncException if the site's database fails, and when it was asked to stop
     */
    public List<Delivery> bringDown() {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
            List<Delivery> followed = followUp.run(runtime);
            runtime.keep();
            return followed;
        }
    }

    /**
     * Takes the states of all sites below up, once more.
     *
     * @throws SupsyncException if another process takes them up, or if the site's database fails
     */
    public void collectStates() {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = runtime.takeChildren(settings.lease())) {
            followUp.collect(runtime.database(), lease);
            runtime.keep();
        }
    }

    private boolean isChild() {
        return settings.tree().isBelowTop(site);
    }

    /** What became of the sites directly below, after a run that succeeded. */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** The report of a run that has ended, also while its databases are still being closed. */
    public Optional<SyncReport> ended() {
        return Optional.ofNullable(ended);
    }

    private SyncReport run(
            SiteRuntime runtime,
            @Nullable SoftwareUpdatePoint point,
            SyncType type,
            boolean allowVanished,
            Instant startedAt) {
        int version = new JdbcSiteStore(runtime.database()).state().contentVersion();
        try (SiteLease lease = runtime.take(settings.lease(), stop::check)) {
            listener.begin();
            SiteClock siteClock = new SiteClock(runtime.database(), listener::note);
            if (forced) {
                siteClock.confirm(clock.instant());
            }
            siteClock.alive(clock.instant());
            ages = siteClock;
            SyncReport report = point == null || isChild()
                    ? child(runtime, lease)
                    : top(runtime, lease, point, type, allowVanished, startedAt);
            ended = report;
            if (report.result() == RunResult.SUCCEEDED) {
                writePolicy(runtime, lease);
            }
            sayAlive(siteClock);
            return report;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "the run failed", e);
            return Reports.failed(type, site.code().value(), version, Reports.error(e), startedAt, clock.instant());
        }
    }

    private SyncReport child(SiteRuntime runtime, SiteLease lease) {
        SiteSettings parent = settings.tree()
                .parent(site)
                .orElseThrow(() -> new IllegalStateException("a site below the top has a parent"));
        Points points = new Points(settings, clock);
        ChildPlan plan = new ChildPlan(
                parent.code().value(),
                points.active(site),
                points.others(site),
                Policies.of(settings, site),
                settings.policy().folder(),
                settings.retry().after());
        if (plan.active() == null && site.type() == SiteType.PRIMARY) {
            listener.note("The primary site " + site.code() + " has no software update point: its clients are told"
                    + " nothing.");
        }
        SyncReport report = new ChildSync(runtime.database(), lease, plan, clock, listener, stop).run();
        if (report.result() == RunResult.SUCCEEDED) {
            listener.line(
                    "Successfully synced site with parent " + plan.parent() + ", version " + report.contentVersion());
        }
        return report;
    }

    private SyncReport top(
            SiteRuntime runtime,
            SiteLease lease,
            SoftwareUpdatePoint point,
            SyncType type,
            boolean allowVanished,
            Instant startedAt) {
        if (point.isFedByHand() && PackageImport.isFollowing(runtime.database())) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The site " + site.code() + " is fed by packages: its software update point " + point.server()
                            + " has nothing to synchronize from.",
                    "Import the next package. If the site shall synchronize itself, give the catalog a source.");
        }
        if (FormerChild.release(runtime.database(), lease)) {
            listener.note("The site " + site.code() + " followed another site before. It synchronizes itself from now"
                    + " on.");
        }
        new SiteSetup(runtime.database()).nameSource(lease, point.server());
        return run(runtime, lease, point, type, allowVanished, startedAt);
    }

    private SyncReport run(
            SiteRuntime runtime,
            SiteLease lease,
            SoftwareUpdatePoint point,
            SyncType type,
            boolean allowVanished,
            Instant startedAt) {
        Catalogs catalogs = new Catalogs(settings);
        @Nullable ManagedCatalog managed = null;
        Catalog catalog;
        try {
            if (point.catalog() instanceof CatalogSettings.Managed) {
                managed = catalogs.managed(point, clock);
                catalog = managed.catalog();
            } else {
                catalog = Opening.await(() -> catalogs.open(point.catalog()), stop);
            }
        } catch (RuntimeException | Error e) {
            close(managed);
            LOG.log(System.Logger.Level.DEBUG, "the catalog could not be opened", e);
            SupsyncException error = Reports.error(e);
            int version = new FailedStart(runtime.database(), lease, type)
                    .record(point.server(), catalogs.name(point.catalog()), error, startedAt, clock.instant());
            return Reports.failed(type, site.code().value(), version, error, startedAt, clock.instant());
        }
        try {
            Catalogs.warnings(catalog).forEach(listener::note);
            SyncPlan plan = new SyncPlan(
                    catalog, settings.scope(), RunOptions.of(settings, allowVanished), point.server(), type);
            FullSync sync = new FullSync(runtime.database(), lease, plan, clock, listener, stop).ages(ages);
            if (managed != null) {
                sync.wsus(catalogs.upkeep(managed, point, allowVanished));
            }
            SyncReport report = sync.run();
            ended = report;
            tellPublished(runtime, report);
            return report;
        } finally {
            close(catalog);
            close(managed);
        }
    }

    /** The run has ended by then: that its end cannot be noted as a sign of life changes nothing of how it ended. */
    private void sayAlive(SiteClock siteClock) {
        try {
            siteClock.alive(clock.instant());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The site could not be noted as alive: {0}", e.getMessage());
        }
    }

    /** Clients are told before children are. */
    private void writePolicy(SiteRuntime runtime, SiteLease lease) {
        try {
            followUp.writePolicy(runtime.database(), lease);
        } catch (RuntimeException e) {
            leftOut(e);
        }
    }

    /** What follows is no part of the run, and needs not its lease: what fails in it is done again. */
    private void after(SiteRuntime runtime) {
        Consumer<SiteDatabase> begin = follower;
        try {
            if (begin == null) {
                deliveries = followUp.run(runtime);
            } else {
                begin.accept(runtime.database());
            }
        } catch (RuntimeException | Error e) {
            leftOut(e);
            deliveries = followUp.failed(Reports.error(e));
        }
        cleanUp(runtime);
    }

    private void leftOut(Throwable e) {
        LOG.log(System.Logger.Level.DEBUG, "what follows a run failed", e);
        listener.note("Not everything that follows the synchronization was done: "
                + Reports.error(e).getMessage());
    }

    /** After each synchronization, if it is due. It is no part of the run: what fails in it is left to the next cleanup. */
    private void cleanUp(SiteRuntime runtime) {
        try {
            new Cleaner(settings, site, clock, stop, listener::note).runIfDue(runtime, ages);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "the cleanup failed", e);
            if (Reports.error(e).code() != ErrorCode.SITE_BUSY) { // whoever has the site cleans up after itself
                listener.note("The cleanup after the synchronization failed: " + e.getMessage());
            }
        }
    }

    /** The run has ended by then: that it cannot be told does not make it a failed one. */
    private void tellPublished(SiteRuntime runtime, SyncReport report) {
        try {
            listener.published(runtime.database(), report);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The log of the site could not be written: {0}", e.getMessage());
        }
    }

    /** What was read is in the site by now: it does not matter any more. */
    private static void close(@Nullable AutoCloseable catalog) {
        try {
            if (catalog != null) {
                catalog.close();
            }
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "The catalog could not be closed: {0}", e.getMessage());
        }
    }
}
