package dev.supsync.service;

import dev.supsync.config.JobSettings.JobType;
import dev.supsync.config.LeaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.runtime.Reports;
import dev.supsync.runtime.SiteLogs;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.schedule.Interval;
import dev.supsync.sitelog.SiteLog;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Serves one site: opens its database, waits for its lease, works, and begins anew when something is lost. */
final class SiteService implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SiteService.class);

    /** How often a worker looks for requests. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How soon a database that cannot be opened is tried again. */
    private static final Duration BACK_OFF = Duration.ofSeconds(30);

    private static final Duration HEALTH = Duration.ofHours(1);

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final List<Job> jobs;
    private final Clock clock;
    private final StopSignal stop;
    private final SiteLog siteLog;
    private @Nullable String told;
    private boolean served;
    private boolean stoppedAtWork;

    SiteService(SupsyncSettings settings, SiteSettings site, List<Job> jobs, Clock clock, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.jobs = withHealth(jobs);
        this.clock = clock;
        this.stop = stop;
        this.siteLog = SiteLogs.of(settings, site, clock);
    }

    /** Until it is asked to stop. */
    @Override
    public void run() {
        while (!stop.requested()) {
            try (SiteRuntime runtime = SiteRuntime.forServing(site)) {
                standBy(runtime);
            } catch (RuntimeException | Error e) {
                boolean busy = lost(Reports.error(e));
                stop.await(busy ? settings.lease().heartbeat() : BACK_OFF);
            }
        }
        if (!stoppedAtWork) {
            say(served ? "stopped while it was not serving" : "stopped before it served");
        }
    }

    /** With the database open: works as often as the lease can be had. */
    private void standBy(SiteRuntime runtime) {
        LeaseSettings times = settings.lease();
        while (!stop.requested()) {
            try (SiteLease lease = SiteLease.takeService(runtime.database(), times.timeout(), times.heartbeat())) {
                work(runtime, lease);
            } catch (SupsyncException e) {
                boolean busy = e.code() == ErrorCode.SITE_BUSY || e.code() == ErrorCode.LEASE_LOST;
                if (!busy || runtime.database().areFilesLost()) {
                    throw e;
                }
                lost(e);
                stop.await(times.heartbeat());
            }
        }
    }

    private void work(SiteRuntime runtime, SiteLease lease) {
        told = null;
        served = true;
        say("serving " + runtime.database().name());
        try (RuntimeTasks tasks = new RuntimeTasks(settings, site, clock, stop)) {
            work(runtime, lease, tasks);
        }
    }

    private void work(SiteRuntime runtime, SiteLease lease, RuntimeTasks tasks) {
        SiteWorker worker = new SiteWorker(
                runtime.database(),
                lease,
                site.code().value(),
                new SiteWorker.Plan(
                        jobs,
                        new RetryPolicy(settings.retry().after()),
                        settings.alerts(),
                        settings.tree().isBelowTop(site) || isFedByPackages(site)),
                tasks,
                new Voice() {
                    @Override
                    public void say(String line) {
                        SiteService.this.say(line);
                    }

                    @Override
                    public void warn(String line) {
                        log.warn("Site {}: {}", site.code(), line);
                        siteLog.line(line);
                    }
                },
                clock);
        worker.takeOver();
        while (!stop.requested()) {
            if (!worker.tick()) {
                stop.await(PAUSE);
            }
        }
        say("stopping");
        stoppedAtWork = true;
    }

    /** There is nothing to synchronize from: what comes is imported. */
    private static boolean isFedByPackages(SiteSettings site) {
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        return point != null && point.isFedByHand();
    }

    /** Says once what keeps this copy from working; returns whether it is another copy or a run. */
    private boolean lost(SupsyncException e) {
        log.debug("the site is not served", e);
        boolean busy = e.code() == ErrorCode.SITE_BUSY || e.code() == ErrorCode.LEASE_LOST;
        String text = (busy ? "standing by: " : "not served (" + e.code().code() + "): ") + e.getMessage();
        if (!text.equals(told)) {
            told = text;
            log.atLevel(busy ? Level.INFO : Level.ERROR)
                    .log("Site {}: {}", site.code(), busy ? text : Printable.sentence(text) + " " + e.remedy());
        }
        return busy;
    }

    private void say(String line) {
        log.info("Site {}: {}", site.code(), line);
        siteLog.line(line);
    }

    private static List<Job> withHealth(List<Job> jobs) {
        List<Job> all = new ArrayList<>(jobs);
        if (jobs.stream().noneMatch(job -> job.type() == JobType.HEALTH_CHECK)) {
            all.add(new Job("health-check", JobType.HEALTH_CHECK, new Interval(HEALTH, false, null, ZoneOffset.UTC)));
        }
        return all;
    }
}
