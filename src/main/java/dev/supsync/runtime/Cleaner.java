package dev.supsync.runtime;

import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupReport;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.config.LifecycleSettings;
import dev.supsync.config.RetentionSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.JdbcLifecycleStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.StopSignal;
import dev.supsync.time.AgeGuard;
import dev.supsync.time.Moments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Cleans one site up; of a site below the top only its history. */
public final class Cleaner {

    /** A cleanup that is not older makes no other due. */
    public static final Duration INTERVAL = Duration.ofHours(3);

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final StopSignal stop;
    private final Consumer<String> warnings;

    /**
     * @param warnings hears why nothing is cleaned up, if the clock is doubted
     */
    public Cleaner(
            SupsyncSettings settings, SiteSettings site, Clock clock, StopSignal stop, Consumer<String> warnings) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.stop = stop;
        this.warnings = warnings;
    }

    /**
     * Cleans up at once, under the site's lease.
     *
     * @param force whether a person confirms the time by this
     * @throws dev.supsync.error.SupsyncException if another process holds the site, and whatever else goes wrong; what
     *     was committed stays
     */
    public CleanupReport run(boolean force) {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = runtime.take(settings.lease(), stop::check)) {
            SiteClock siteClock = new SiteClock(runtime.database(), warnings);
            if (force) {
                siteClock.confirm(clock.instant());
            }
            return run(runtime.database(), lease, siteClock);
        }
    }

    private CleanupReport run(SiteDatabase database, Fence fence, SiteClock siteClock) {
        Instant now = clock.instant();
        siteClock.alive(now);
        if (!siteClock.mayAge(now)) {
            return CleanupReport.WITHHELD;
        }
        Cleanup cleanup = cleanup(database);
        return isChild() ? cleanup.purge(fence, stop::requested) : cleanup.run(fence, stop::requested);
    }

    private boolean isChild() {
        return settings.tree().isBelowTop(site);
    }

    /**
     * Cleans up if the last cleanup is more than {@link #INTERVAL} old: for the start of a service. A site that was never
     * synchronized has nothing to clean up.
     */
    public Optional<CleanupReport> runIfDue() {
        if (!SiteRuntime.exists(site)) {
            return Optional.empty();
        }
        try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
            if (!isDue(runtime.database(), clock.instant())) {
                return Optional.empty();
            }
            try (SiteLease lease = runtime.take(settings.lease(), stop::check)) {
                return Optional.of(run(runtime.database(), lease, new SiteClock(runtime.database(), warnings)));
            }
        }
    }

    /** The same after a synchronization, with the database open. */
    Optional<CleanupReport> runIfDue(SiteRuntime runtime, AgeGuard ages) {
        SiteDatabase database = runtime.database();
        Instant now = clock.instant();
        if (!isDue(database, now) || !ages.mayAge(now)) {
            return Optional.empty();
        }
        try (SiteLease lease = runtime.take(settings.lease(), stop::check)) {
            Cleanup cleanup = cleanup(database);
            return Optional.of(
                    isChild() ? cleanup.purge(lease, stop::requested) : cleanup.runBriefly(lease, stop::requested));
        }
    }

    /**
     * What a cleanup would remove now; changes nothing and takes no lease.
     *
     * @param removed hears of the local number of every expired update that would go
     */
    public CleanupReport preview(SiteRuntime runtime, IntConsumer removed) {
        new SiteClock(runtime.database(), warnings).mayAge(clock.instant());
        return cleanup(runtime.database()).preview(removed);
    }

    private static boolean isDue(SiteDatabase database, Instant now) {
        Instant last = new JdbcLifecycleStore(database).state().lastCleanup();
        return Moments.isPast(last, INTERVAL, now);
    }

    private Cleanup cleanup(SiteDatabase database) {
        LifecycleSettings lifecycle = settings.lifecycle();
        RetentionSettings retention = lifecycle.retention();
        CleanupRules rules = new CleanupRules(
                lifecycle.cleanupAfter(),
                retention.jobs(),
                retention.messages(),
                retention.runs(),
                retention.quarantine());
        return new Cleanup(database, rules, clock);
    }
}
