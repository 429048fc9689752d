package dev.supsync.service;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Cleaner;
import dev.supsync.runtime.Following;
import dev.supsync.runtime.Promotions;
import dev.supsync.runtime.Reports;
import dev.supsync.runtime.SiteCheck;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sitelog.SyncLines;
import dev.supsync.status.Counter;
import dev.supsync.status.RunError;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks, as the commands do them. */
final class RuntimeTasks implements SiteTasks {

    private static final Logger log = LoggerFactory.getLogger(RuntimeTasks.class);

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final StopSignal stop;
    private final Following following;

    RuntimeTasks(SupsyncSettings settings, SiteSettings site, Clock clock, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.stop = stop;
        this.following = new Following(site, clock, notes(), stop);
    }

    @Override
    public SyncReport synchronize(SyncType type) {
        SyncReport report = run(type);
        log.info(
                "Site {}: {} synchronization {} (status {}), sync time {}{}",
                site.code(),
                report.type().toLowerCase(Locale.ROOT),
                report.result().name().toLowerCase(Locale.ROOT),
                Integer.toString(report.status()),
                SyncLines.duration(Duration.ofMillis(report.durationMillis())),
                outcome(report));
        return report;
    }

    private SyncReport run(SyncType type) {
        Instant startedAt = clock.instant();
        Synchronizer synchronizer;
        try {
            synchronizer = synchronizer(Promotions.ofUpstream(Promotions.of(settings, site), site));
        } catch (SupsyncException e) {
            return Reports.failed(type, site.code().value(), 0, e, startedAt, clock.instant());
        }
        return type == SyncType.DELTA ? synchronizer.delta(false) : synchronizer.full(false);
    }

    private static String outcome(SyncReport report) {
        RunError error = report.error();
        if (error != null) {
            return ": " + error.code() + " " + error.message();
        }
        return ", content version " + report.contentVersion() + ", "
                + report.counts().get(Counter.INSERTED)
                + " updates inserted, " + report.counts().get(Counter.UPDATED) + " updated, "
                + report.counts().get(Counter.EXPIRED) + " expired";
    }

    @Override
    public void followUp(SiteDatabase database) {
        following.begin(Promotions.of(settings, site, database), database);
    }

    /** Whether nothing that follows a synchronization is under way. */
    boolean isIdle() {
        return following.isIdle();
    }

    @Override
    public long ended() {
        return following.ended();
    }

    @Override
    public void close() {
        following.close();
    }

    private Synchronizer synchronizer(SupsyncSettings effective) {
        return new Synchronizer(effective, effective.site(site.code()).orElse(site), clock, notes(), stop)
                .followedBy(this::beginToFollow);
    }

    /** Children need not wait for the cleanup. What cannot be begun now is begun at the next tick, and failures are told then. */
    private void beginToFollow(SiteDatabase database) {
        try {
            followUp(database);
        } catch (SupsyncException e) {
            log.debug("what follows a synchronization could not be begun", e);
        }
    }

    private SyncListener notes() {
        return new SyncListener() {
            @Override
            public void note(String sentence) {
                log.info("Site {}: {}", site.code(), sentence);
            }
        };
    }

    @Override
    public List<SupsyncException> checkHealth() {
        List<SupsyncException> failed = new ArrayList<>();
        SupsyncSettings effective;
        try {
            effective = Promotions.of(settings, site);
        } catch (SupsyncException e) {
            return List.of(e);
        }
        new SiteCheck(effective, effective.site(site.code()).orElse(site), clock, finding -> {
                    SupsyncException error = finding.error();
                    if (error != null) {
                        failed.add(error);
                    }
                })
                .health();
        return failed;
    }

    @Override
    public void cleanUp(boolean onlyIfDue) {
        Cleaner cleaner =
                new Cleaner(settings, site, clock, stop, warning -> log.warn("Site {}: {}", site.code(), warning));
        if (onlyIfDue) {
            cleaner.runIfDue();
        } else {
            cleaner.run(false);
        }
    }
}
