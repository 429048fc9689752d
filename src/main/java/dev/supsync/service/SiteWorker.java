package dev.supsync.service;

import dev.supsync.alert.AlertKind;
import dev.supsync.alert.Alerts;
import dev.supsync.config.AlertSettings;
import dev.supsync.error.Durations;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.runtime.SiteClock;
import dev.supsync.schedule.Timetable;
import dev.supsync.service.Request.Reason;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import dev.supsync.time.Moments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works for one site while it holds the site's lease of services: begins what is due, answers requests, tries again what
 * failed. All it knows is in the site's database, so that another copy can go on at any moment. One thread.
 */
final class SiteWorker {

    /** How soon a site that somebody else synchronizes is tried again. */
    static final Duration BUSY = Duration.ofSeconds(10);

    /** How soon what follows a synchronization is tried again. */
    private static final Duration FOLLOW_UP = Duration.ofMinutes(1);

    /** How often the site is said to be alive. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(1);

    private static final String SERVICE = "service";
    private static final Duration MEMORY = Duration.ofDays(30);

    private final SiteDatabase database;
    private final SiteLease lease;
    private final String site;
    private final Plan plan;
    private final SiteTasks tasks;
    private final Voice log;
    private final Clock clock;
    private final RequestStore requests;
    private final ScheduleStore schedules;
    private final Alerts alerts;
    private final SiteClock siteClock;
    private final Look look;
    private @Nullable Instant saidAlive;
    private boolean busyTold;
    private @Nullable Instant followUpAfter;
    private long followed;
    private @Nullable Instant toldSuccess;

    /**
     * What is configured.
     *
     * @param jobs with their schedules
     * @param follows whether the site waits for its parent's requests, or for packages, and has no first synchronization of
     *     its own
     */
    record Plan(List<Job> jobs, RetryPolicy retry, AlertSettings alerts, boolean follows) {
        Plan {
            jobs = List.copyOf(jobs);
        }

        /** Of a site that synchronizes itself. */
        Plan(List<Job> jobs, RetryPolicy retry, AlertSettings alerts) {
            this(jobs, retry, alerts, false);
        }

        /** How long the site may be silent, by its schedules. */
        private Duration longestPause(Instant now) {
            return jobs.stream()
                    .map(job -> job.recurrence().from(now).longestPause(now))
                    .max(Duration::compareTo)
                    .orElse(SiteClock.UNSCHEDULED);
        }
    }

    SiteWorker(
            SiteDatabase database, SiteLease lease, String site, Plan plan, SiteTasks tasks, Voice log, Clock clock) {
        this.database = database;
        this.lease = lease;
        this.site = site;
        this.plan = plan;
        this.tasks = tasks;
        this.log = log;
        this.clock = clock;
        this.requests = new RequestStore(database, site);
        this.schedules = new ScheduleStore(database);
        this.alerts = new Alerts(database, site, plan.alerts(), lease::verify);
        this.siteClock = new SiteClock(database, plan.longestPause(clock.instant()), log::warn);
        this.look = new Look(database);
    }

    /** Goes on where a copy that died has left off; a site that nobody ever synchronized gets its first run. */
    void takeOver() {
        Instant now = clock.instant();
        sayAlive(now);
        inLease(() -> {
            for (Request claimed : requests.abandoned()) {
                takeOver(claimed, now);
            }
            if (!plan.follows() && requests.isUntouched()) {
                requests.add(SyncType.FULL, Reason.FIRST, SERVICE, now, now, 0);
            }
            return true;
        });
        plan.jobs().forEach(job -> tellWhenDue(job, now));
        cleanUp(true);
    }

    private void tellWhenDue(Job job, Instant now) {
        Timetable table = Timetable.of(schedules.find(job.name()), job.recurrence(), now);
        Instant due = table.dueAt();
        String when = due == null ? " is never due again" : " is due at " + due.truncatedTo(ChronoUnit.SECONDS);
        log.say(job.name() + (table.isDue(now) ? " is due now" : when));
    }

    /** What was done, but not noted any more, is not done again. */
    private void takeOver(Request claimed, Instant now) {
        Optional<SyncReport> done = requests.successSinceClaim(claimed);
        if (done.isPresent()) {
            requests.end(claimed.id(), done.get(), now);
            succeeded(now);
        } else {
            log.say("Continuing the synchronization of a service that has ended");
            requests.interrupt(claimed.id(), now);
        }
    }

    /**
     * Does what is due now.
     *
     * @return whether it synchronized, so that more may be due at once
     */
    boolean tick() {
        Instant now = clock.instant();
        sayAlive(now);
        long ended = tasks.ended();
        if (ended != followed) {
            look.notLaterThan(now); // no row tells that, and something may be due by it
            followed = ended;
        }
        if (!look.isDue(now)) {
            return false;
        }
        for (Job job : plan.jobs()) {
            begin(job);
        }
        noticeSuccessOfOthers();
        boolean worked = synchronize();
        followUp();
        if (worked) {
            look.notLaterThan(now); // more may be due
        }
        watchSuccess();
        alerts.deliver(clock.instant());
        return worked;
    }

    private void sayAlive(Instant now) {
        if (Moments.isPast(saidAlive, SIGN_OF_LIFE, now)) {
            saidAlive = now;
            siteClock.alive(now);
        }
    }

    private void begin(Job job) {
        Instant now = clock.instant();
        @Nullable Timetable remembered = schedules.find(job.name());
        Timetable table = Timetable.of(remembered, job.recurrence(), now);
        boolean due = table.isDue(now);
        if (!due && table.equals(remembered)) {
            return;
        }
        inLease(() -> {
            schedules.save(job.name(), due ? table.begun(job.recurrence(), now) : table);
            if (due) {
                request(job, now);
            }
            return true;
        });
        tellCorrection(job, remembered, table);
        if (due) {
            missed(job, table, now);
            switch (job.type()) {
                case FULL_SYNC, DELTA_SYNC -> {}
                case HEALTH_CHECK -> checkHealth();
                case CLEANUP -> cleanUp(false);
            }
        }
    }

    private void tellCorrection(Job job, @Nullable Timetable remembered, Timetable table) {
        if (remembered != null && remembered.text().equals(table.text()) && !remembered.equals(table)) {
            log.warn(job.name()
                    + (remembered.dueAt() == null ? " was never due" : " was due at " + remembered.dueAt())
                    + ", set at "
                    + remembered.setAt() + ": later than its schedule can give, because a clock was ahead. It is "
                    + (table.dueAt() == null ? "never due" : "due at " + table.dueAt()) + ".");
        }
    }

    private void request(Job job, Instant now) {
        switch (job.type()) {
            case FULL_SYNC -> requests.add(SyncType.FULL, Reason.SCHEDULE, job.name(), now, now, 0);
            case DELTA_SYNC -> requests.add(SyncType.DELTA, Reason.SCHEDULE, job.name(), now, now, 0);
            case HEALTH_CHECK, CLEANUP -> {}
        }
    }

    private void missed(Job job, Timetable table, Instant now) {
        Instant last = job.recurrence().from(table.setAt()).previous(now).orElse(now);
        Instant due = Objects.requireNonNull(table.dueAt());
        if (due.isBefore(last)) {
            log.say(job.name() + " was due at " + due.truncatedTo(ChronoUnit.SECONDS) + " and last at "
                    + last.truncatedTo(ChronoUnit.SECONDS) + "; what was missed is made up once");
        }
    }

    private boolean synchronize() {
        Instant now = clock.instant();
        Duration longest = plan.retry().after();
        Optional<Work> chosen = Work.choose(requests.waiting(), longest, now);
        if (chosen.isEmpty()) {
            return false;
        }
        Work work = chosen.get();
        work.covered().stream()
                .filter(request -> Moments.isImpossible(request.notBefore(), longest, now))
                .forEach(request -> log.warn("Request " + request.id() + " was to wait until "
                        + request.notBefore().truncatedTo(ChronoUnit.SECONDS)
                        + ", longer than retry.after says: a clock was ahead. It is not waited for any more."));
        inLease(() -> {
            requests.claim(work.covered(), now);
            return true;
        });
        if (!busyTold) {
            log.say(work.why());
        }
        SyncReport report = tasks.synchronize(work.type());
        Instant end = clock.instant();
        switch (report.result()) {
            case SUCCEEDED ->
                inLease(() -> {
                    requests.end(work.claim(), report, end);
                    succeeded(end);
                    return true;
                });
            case FAILED -> failed(work, report, end);
            case STOPPED ->
                inLease(() -> {
                    requests.interrupt(work.claim(), end);
                    return true;
                });
            case REFUSED -> {
                if (!busyTold) {
                    log.say("Waiting: " + error(report).message());
                }
                inLease(() -> {
                    if (work.isBegun()) {
                        requests.interrupt(work.claim(), end.plus(BUSY)); // it is still to be continued alone
                    } else {
                        requests.release(work.claim(), end.plus(BUSY));
                    }
                    return true;
                });
            }
        }
        busyTold = report.result() == RunResult.REFUSED;
        return !busyTold;
    }

    /** No part of a synchronization, and not waited for: what fails in it stays due. */
    private void followUp() {
        Instant now = clock.instant();
        if (!Moments.isOver(followUpAfter, FOLLOW_UP, now)) {
            return;
        }
        try {
            tasks.followUp(database);
        } catch (SupsyncException e) {
            if (e.code() == ErrorCode.SITE_BUSY) {
                look.notLaterThan(now.plus(BUSY));
            } else if (e.code() != ErrorCode.STOPPED) {
                followUpAfter = now.plus(FOLLOW_UP);
                log.say("What follows a synchronization failed: " + Printable.sentence(e.getMessage()) + " Error: "
                        + e.code().code());
            }
        }
    }

    private void succeeded(Instant now) {
        requests.cancelRetries();
        alerts.cancel(AlertKind.SYNC_FAILED, now);
        alerts.cancel(AlertKind.NO_SUCCESS, now);
    }

    private void failed(Work work, SyncReport report, Instant now) {
        RunError error = error(report);
        int attempt = work.attempt() + 1;
        Optional<Duration> delay = plan.retry().delay(error.code(), attempt);
        inLease(() -> {
            requests.end(work.claim(), report, now);
            requests.cancelRetries(); // one retry at a time, and it is of this run
            delay.ifPresent(wait -> requests.add(work.type(), Reason.RETRY, SERVICE, now, now.plus(wait), attempt));
            alerts.raise(AlertKind.SYNC_FAILED, error.code(), error.message(), error.remedy(), now);
            return true;
        });
        log.say(delay.map(SiteWorker::retryLine)
                .orElse("Sync failed. Will not retry: the configuration has to be corrected (" + error.code() + ")"));
    }

    private static String retryLine(Duration delay) {
        if (delay.isZero()) {
            return "Sync failed. Will retry at once";
        }
        return "Sync failed. Will retry in " + Durations.words(delay);
    }

    /** A run by hand is no request, and makes a pending retry as needless as any other success. */
    private void noticeSuccessOfOthers() {
        if (alerts.isFollowedBySuccess(AlertKind.SYNC_FAILED)) {
            inLease(() -> {
                succeeded(clock.instant());
                return true;
            });
        }
    }

    /** Raises the alert of too long a time without a success; a site that never had one counts from the first tick. */
    private void watchSuccess() {
        Duration limit = plan.alerts().noSuccessFor();
        Instant now = clock.instant();
        Instant since = lastSuccess(now).orElseGet(() -> firstSeen(now));
        if (limit == null || now.isBefore(since.plus(limit))) {
            if (limit != null) {
                look.notLaterThan(since.plus(limit));
            }
            if (alerts.raisedAt(AlertKind.NO_SUCCESS).isPresent()) {
                inLease(() -> {
                    alerts.cancel(AlertKind.NO_SUCCESS, now);
                    return true;
                });
            }
            return;
        }
        if (alerts.raisedAt(AlertKind.NO_SUCCESS).isEmpty()) {
            alerts.raise(
                    AlertKind.NO_SUCCESS,
                    ErrorCode.NO_SUCCESS.code(),
                    "No synchronization of site " + site + " has succeeded since "
                            + since.truncatedTo(ChronoUnit.SECONDS) + ".",
                    "Look at \"supsync status\" and at the site's wsyncmgr.log for the reason.",
                    now);
        }
    }

    /** A success in the future does not count: nobody knows when it was. */
    private Optional<Instant> lastSuccess(Instant now) {
        Optional<Instant> last = requests.lastSuccess();
        if (last.isEmpty() || !Moments.isFuture(last.get(), now)) {
            return last;
        }
        if (!last.get().equals(toldSuccess)) {
            toldSuccess = last.get();
            log.warn("The last success is noted for " + toldSuccess.truncatedTo(ChronoUnit.SECONDS)
                    + ", which is in the future: a clock was ahead. The one before it counts.");
        }
        return requests.lastSuccess(now.plus(Moments.SLACK));
    }

    private Instant firstSeen(Instant now) {
        Timetable known = schedules.find(SERVICE);
        if (known != null && !Moments.isFuture(known.setAt(), now)) {
            return known.setAt();
        }
        inLease(() -> {
            schedules.save(SERVICE, new Timetable("first seen", now, null));
            return true;
        });
        return now;
    }

    private void checkHealth() {
        Instant now = clock.instant();
        if (siteClock.mayAge(now)) {
            inLease(() -> {
                requests.forget(now.minus(MEMORY));
                return true;
            });
            alerts.forget(now.minus(MEMORY));
        }
        List<SupsyncException> failed = new ArrayList<>(tasks.checkHealth());
        siteClock.doubt(now).ifPresent(failed::add);
        judge(AlertKind.WSUS_DRIFT, failed, e -> e.code() == ErrorCode.WSUS_DRIFT, now);
        judge(AlertKind.HEALTH_FAILED, failed, e -> e.code() != ErrorCode.WSUS_DRIFT, now);
    }

    private void judge(AlertKind kind, List<SupsyncException> failed, Predicate<SupsyncException> mine, Instant now) {
        List<SupsyncException> found = failed.stream().filter(mine).toList();
        if (found.isEmpty()) {
            alerts.cancel(kind, now);
            return;
        }
        found.forEach(e -> log.say("Health check failed: " + Printable.sentence(e.getMessage()) + " Error: "
                + e.code().code()));
        SupsyncException first = found.get(0);
        String messages =
                found.stream().map(e -> Printable.sentence(e.getMessage())).collect(Collectors.joining(" "));
        alerts.raise(kind, first.code().code(), messages, first.remedy(), now);
    }

    /** No part of a synchronization: what fails in it is left to the next one. */
    private void cleanUp(boolean onlyIfDue) {
        try {
            tasks.cleanUp(onlyIfDue);
        } catch (SupsyncException e) {
            log.say("The cleanup failed: " + Printable.sentence(e.getMessage()) + " Error: "
                    + e.code().code());
        }
    }

    private <T> T inLease(Supplier<T> work) {
        return database.inTransaction(() -> {
            lease.verify();
            return work.get();
        });
    }

    private static RunError error(SyncReport report) {
        RunError error = report.error();
        return error != null ? error : new RunError(ErrorCode.INTERNAL.code(), "The run gave no reason.", "Report it.");
    }
}
