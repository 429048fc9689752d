package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.LimitSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FullSync;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncOptions;
import dev.supsync.sync.SyncPlan;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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
    private volatile @Nullable SyncReport ended;

    public Synchronizer(
            SupsyncSettings settings, SiteSettings site, Clock clock, SyncListener listener, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.listener = new LoggedRun(listener, SiteLogs.of(settings, site, clock), clock);
        this.stop = stop;
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
            SoftwareUpdatePoint point = Catalogs.point(site);
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                return run(runtime, point, type, allowVanished, startedAt);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "the run did not start", e);
            return Reports.failed(type, site.code().value(), 0, Reports.error(e), startedAt, clock.instant());
        }
    }

    /** The report of a run that has ended, also while its databases are still being closed. */
    public Optional<SyncReport> ended() {
        return Optional.ofNullable(ended);
    }

    private SyncReport run(
            SiteRuntime runtime, SoftwareUpdatePoint point, SyncType type, boolean allowVanished, Instant startedAt) {
        int version = new JdbcSiteStore(runtime.database()).state().contentVersion();
        try (SiteLease lease = SiteLease.take(
                runtime.database(), settings.lease().timeout(), settings.lease().heartbeat())) {
            listener.begin();
            new SiteSetup(runtime.database()).nameSource(point.server());
            return run(runtime, lease, point, type, allowVanished, startedAt);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "the run failed", e);
            return Reports.failed(type, site.code().value(), version, Reports.error(e), startedAt, clock.instant());
        }
    }

    private SyncReport run(
            SiteRuntime runtime,
            SiteLease lease,
            SoftwareUpdatePoint point,
            SyncType type,
            boolean allowVanished,
            Instant startedAt) {
        Catalogs catalogs = new Catalogs(settings);
        Catalog catalog;
        try {
            catalog = Opening.await(() -> catalogs.open(point.catalog()), stop);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "the catalog could not be opened", e);
            SupsyncException error = Reports.error(e);
            int version = new FailedStart(runtime.database(), lease, type)
                    .record(point.server(), catalogs.name(point.catalog()), error, startedAt, clock.instant());
            return Reports.failed(type, site.code().value(), version, error, startedAt, clock.instant());
        }
        try {
            Catalogs.warnings(catalog).forEach(listener::note);
            SyncPlan plan = new SyncPlan(catalog, settings.scope(), options(allowVanished), point.server(), type);
            SyncReport report = new FullSync(runtime.database(), lease, plan, clock, listener, stop).run();
            ended = report;
            tellPublished(runtime, report);
            if (report.result() == RunResult.SUCCEEDED) {
                cleanUp(runtime, lease);
            }
            return report;
        } finally {
            close(catalog);
        }
    }

    /** After each synchronization, if it is due. It is no part of the run: what fails in it is left to the next cleanup. */
    private void cleanUp(SiteRuntime runtime, SiteLease lease) {
        try {
            new Cleaner(settings, site, clock, stop).runIfDue(runtime.database(), lease);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "the cleanup failed", e);
            listener.note("The cleanup after the synchronization failed: " + e.getMessage());
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

    private SyncOptions options(boolean allowVanished) {
        LimitSettings limits = settings.limits();
        return new SyncOptions(
                limits.quarantine(),
                limits.vanishedPercent(),
                allowVanished,
                limits.wsusWait(),
                settings.lifecycle().rule(),
                settings.delta().revisions());
    }

    /** What was read is in the site by now: it does not matter any more. */
    private static void close(Catalog catalog) {
        try {
            catalog.close();
        } catch (SupsyncException e) {
            LOG.log(System.Logger.Level.WARNING, "The catalog could not be closed: {0}", e.getMessage());
        }
    }
}
