package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.config.AlertSettings;
import dev.supsync.config.JobSettings.JobType;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.schedule.CronTimes;
import dev.supsync.schedule.Interval;
import dev.supsync.service.Request.Reason;
import dev.supsync.service.Request.State;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a worker does, by a clock that the test moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteWorkerContract {

    private static final Job NIGHTLY =
            new Job("nightly.yml", JobType.FULL_SYNC, new CronTimes("0 0 2 * * *", ZoneId.of("Europe/Berlin")));
    private static final Job HEALTH =
            new Job("health", JobType.HEALTH_CHECK, new Interval(Duration.ofHours(1), false, null, ZoneOffset.UTC));

    private SiteDatabase database;
    private SiteLease lease;
    private TestClock clock;
    private ScriptedTasks tasks;
    private final List<String> log = new ArrayList<>();
    private final List<SiteLease> leases = new ArrayList<>();

    abstract SiteDatabase open();

    @BeforeEach
    void prepare() {
        database = open();
        TestSite.prepare(database);
        TestSite.empty(database);
        clock = new TestClock("2026-11-21T12:00:00Z");
        tasks = new ScriptedTasks(database, clock);
        log.clear();
        lease = takeLease();
    }

    @AfterEach
    void close() {
        leases.forEach(SiteLease::close);
        leases.clear();
        database.close();
    }

    @Test
    void aSiteThatWasNeverSynchronizedIsAtOnceAndOnlyOnce() {
        SiteWorker worker = worker();
        worker.takeOver();
        worker.takeOver();
        runAll(worker);
        assertThat(tasks.runs).containsExactly(SyncType.FULL);
        worker().takeOver();
        runAll(worker);
        assertThat(tasks.runs).hasSize(1);
    }

    @Test
    void theScheduleBeginsARunAndSurvivesARestart() {
        tasks.succeed(SyncType.FULL);
        SiteWorker worker = worker(NIGHTLY);
        runAll(worker);
        clock.set("2026-11-22T00:59:59Z");
        runAll(worker);
        assertThat(tasks.runs).isEmpty();

        clock.set("2026-11-22T01:00:00Z");
        runAll(worker(NIGHTLY));
        assertThat(tasks.runs).containsExactly(SyncType.FULL);
        assertThat(log).contains("Performing sync on regular schedule");
        runAll(worker(NIGHTLY));
        assertThat(tasks.runs).hasSize(1);
    }

    @Test
    void missedRunsAreMadeUpOnce() {
        tasks.succeed(SyncType.FULL);
        runAll(worker(NIGHTLY));
        clock.set("2026-11-25T15:00:00Z");
        runAll(worker(NIGHTLY));
        assertThat(tasks.runs).hasSize(1);
        assertThat(log)
                .anyMatch(line ->
                        line.contains("nightly.yml was due at 2026-11-22T01:00:00Z and last at 2026-11-25T01:00:00Z"));
        runAll(worker(NIGHTLY));
        assertThat(tasks.runs).hasSize(1);
    }

    @Test
    void anIntervalWithoutAStartIsDueAtOnceButNotAfterARestart() {
        tasks.succeed(SyncType.FULL);
        Job simple = new Job(
                "simple.yml", JobType.DELTA_SYNC, new Interval(Duration.ofHours(12), false, null, ZoneOffset.UTC));
        runAll(worker(simple));
        clock.pass(Duration.ofHours(11));
        runAll(worker(simple));
        assertThat(tasks.runs).containsExactly(SyncType.DELTA);
        clock.pass(Duration.ofHours(1));
        runAll(worker(simple));
        assertThat(tasks.runs).hasSize(2);
    }

    @Test
    void aWaitingFullCoversAWaitingDelta() {
        long delta = leave(SyncType.DELTA);
        long full = leave(SyncType.FULL);
        long second = leave(SyncType.FULL);
        runAll(worker());
        assertThat(tasks.runs).containsExactly(SyncType.FULL);
        assertThat(List.of(delta, full, second)).allSatisfy(id -> {
            SyncReport report = Objects.requireNonNull(find(id).report());
            assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
            assertThat(report.type()).isEqualTo("FULL");
            assertThat(report.contentVersion()).isEqualTo(7);
        });
        assertThat(log).containsOnlyOnce("Performing sync on local request");
    }

    @Test
    void aRunningFullCoversNothing() {
        leave(SyncType.FULL);
        tasks.during = () -> {
            tasks.during = null;
            leave(SyncType.DELTA);
            leave(SyncType.FULL);
            leave(SyncType.DELTA);
        };
        runAll(worker());
        assertThat(tasks.runs).containsExactly(SyncType.FULL, SyncType.FULL);
    }

    @Test
    void whatFailsIsTriedAgainAfterAnHourWithTheSameType() {
        tasks.succeed(SyncType.FULL);
        tasks.fail(ErrorCode.CATALOG_DAMAGED);
        long request = leave(SyncType.DELTA);
        runAll(worker());
        assertThat(Objects.requireNonNull(find(request).report()).result()).isEqualTo(RunResult.FAILED);
        assertThat(log).contains("Sync failed. Will retry in 60 minutes");

        clock.pass(Duration.ofMinutes(60).minusMillis(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(1);
        clock.pass(Duration.ofMillis(1));
        SiteWorker restarted = worker();
        restarted.takeOver();
        runAll(restarted);
        assertThat(tasks.runs).containsExactly(SyncType.DELTA, SyncType.DELTA);
        assertThat(log).contains("Performing sync on retry schedule");
    }

    @Test
    void aSuccessCancelsThePendingRetry() {
        tasks.succeed(SyncType.FULL);
        tasks.fail(ErrorCode.CATALOG_DAMAGED);
        leave(SyncType.FULL);
        runAll(worker());
        leave(SyncType.FULL);
        runAll(worker());
        clock.pass(Duration.ofHours(2));
        runAll(worker());
        assertThat(tasks.runs).hasSize(2);
        assertThat(states(Reason.RETRY)).containsExactly("CANCELLED");
    }

    @Test
    void aSuccessByHandCancelsItToo() {
        tasks.fail(ErrorCode.CATALOG_DAMAGED);
        leave(SyncType.FULL);
        runAll(worker());
        assertThat(raised()).containsExactly("SYNC_FAILED");
        clock.pass(Duration.ofMinutes(5));
        tasks.succeed(SyncType.FULL);
        runAll(worker());
        assertThat(raised()).isEmpty();
        clock.pass(Duration.ofHours(2));
        runAll(worker());
        assertThat(tasks.runs).hasSize(1);
    }

    @Test
    void whatMayPassByItselfIsTriedAtOnceThenLessAndLess() {
        tasks.succeed(SyncType.FULL);
        tasks.fail(ErrorCode.CATALOG_UNREACHABLE, ErrorCode.CATALOG_UNREACHABLE, ErrorCode.CATALOG_UNREACHABLE);
        leave(SyncType.FULL);
        runAll(worker());
        assertThat(tasks.runs).hasSize(2);
        clock.pass(Duration.ofMinutes(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(3);
        clock.pass(Duration.ofMinutes(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(3);
        clock.pass(Duration.ofMinutes(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(4);
        assertThat(raised()).isEmpty();
        clock.pass(Duration.ofDays(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(4);
    }

    @Test
    void aMistakeInTheConfigurationWaitsForAPerson() {
        tasks.succeed(SyncType.FULL);
        tasks.fail(ErrorCode.SCOPE_SELECTION);
        leave(SyncType.FULL);
        runAll(worker());
        clock.pass(Duration.ofHours(20));
        runAll(worker());
        assertThat(tasks.runs).hasSize(1);
        assertThat(raised()).containsExactly("SYNC_FAILED");
        assertThat(log).anyMatch(line -> line.startsWith("Sync failed. Will not retry"));
        leave(SyncType.FULL);
        runAll(worker());
        assertThat(tasks.runs).hasSize(2);
        assertThat(raised()).isEmpty();
    }

    @Test
    void aSiteThatSomebodyElseSynchronizesIsTriedSoon() {
        tasks.fail(ErrorCode.SITE_BUSY, ErrorCode.SITE_BUSY);
        long id = leave(SyncType.FULL);
        SiteWorker worker = worker();
        assertThat(worker.tick()).isFalse();
        assertThat(find(id).state()).isEqualTo(State.WAITING);
        clock.pass(SiteWorker.BUSY);
        assertThat(worker.tick()).isFalse();
        clock.pass(SiteWorker.BUSY);
        runAll(worker);
        assertThat(tasks.runs).hasSize(3);
        assertThat(find(id).state()).isEqualTo(State.DONE);
        assertThat(raised()).isEmpty();
        assertThat(log.stream().filter(line -> line.startsWith("Waiting: "))).hasSize(1);
    }

    @Test
    void whatWasStoppedIsKept() {
        tasks.fail(ErrorCode.STOPPED);
        long id = leave(SyncType.FULL);
        worker().tick();
        assertThat(find(id).state()).isEqualTo(State.WAITING);
        assertThat(find(id).report()).isNull();
        runAll(worker());
        assertThat(find(id).state()).isEqualTo(State.DONE);
    }

    @Test
    void theNextOneContinuesWhatADeadOneBegan() {
        long first = leave(SyncType.FULL);
        long second = leave(SyncType.DELTA);
        SiteWorker dying = worker();
        tasks.during = () -> {
            throw new AssertionError("killed");
        };
        assertThatThrownBy(dying::tick).isInstanceOf(AssertionError.class);
        assertThat(find(first).state()).isEqualTo(State.RUNNING);

        tasks.during = null;
        lease = takeLease();
        SiteWorker next = worker();
        next.takeOver();
        runAll(next);
        assertThat(tasks.runs).containsExactly(SyncType.FULL, SyncType.FULL);
        assertThat(find(first).state()).isEqualTo(State.DONE);
        assertThat(find(second).state()).isEqualTo(State.DONE);
    }

    @Test
    void whatIsContinuedCoversNothingThatWasWishedSince() {
        leave(SyncType.FULL);
        tasks.fail(ErrorCode.STOPPED);
        worker().tick();
        leave(SyncType.FULL);
        runAll(worker());
        assertThat(tasks.runs).hasSize(3);
    }

    @Test
    void whatADeadOneFinishedIsNotDoneAgain() {
        long id = leave(SyncType.FULL);
        SiteWorker dying = worker();
        tasks.during = () -> {
            tasks.succeed(SyncType.FULL);
            throw new AssertionError("killed behind the last commit");
        };
        assertThatThrownBy(dying::tick).isInstanceOf(AssertionError.class);

        tasks.during = null;
        lease = takeLease();
        SiteWorker next = worker();
        next.takeOver();
        runAll(next);
        assertThat(tasks.runs).hasSize(1);
        assertThat(Objects.requireNonNull(find(id).report()).contentVersion()).isEqualTo(7);
    }

    @Test
    void oneWhoLostTheLeaseWritesNothingAnyMore() {
        SiteWorker stalled = worker();
        lease = takeLease();
        long id = leave(SyncType.FULL);
        assertThatThrownBy(stalled::tick).isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.LEASE_LOST));
        assertThat(find(id).state()).isEqualTo(State.WAITING);
        assertThat(tasks.runs).isEmpty();
    }

    @Test
    void tooLongWithoutASuccessIsAnAlert() {
        tasks.succeed(SyncType.FULL);
        SiteWorker worker = worker();
        clock.pass(Duration.ofHours(26).minusSeconds(1));
        runAll(worker);
        assertThat(raised()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        runAll(worker);
        assertThat(raised()).containsExactly("NO_SUCCESS");
        leave(SyncType.FULL);
        runAll(worker);
        assertThat(raised()).isEmpty();
    }

    @Test
    void aSiteThatNeverHadASuccessCountsFromTheFirstLook() {
        tasks.fail(ErrorCode.SCOPE_SELECTION);
        leave(SyncType.FULL);
        runAll(worker());
        clock.pass(Duration.ofHours(25));
        runAll(worker());
        assertThat(raised()).containsExactly("SYNC_FAILED");
        clock.pass(Duration.ofHours(1));
        runAll(worker());
        assertThat(raised()).containsExactly("NO_SUCCESS", "SYNC_FAILED");
    }

    @Test
    void healthIsLookedAtEveryHour() {
        tasks.succeed(SyncType.FULL);
        runAll(worker(HEALTH));
        assertThat(tasks.checks).isEqualTo(1);
        tasks.illnesses.add(new SupsyncException(ErrorCode.WSUS_FAILED, "WSUS failed.", "Look at it."));
        tasks.illnesses.add(new SupsyncException(ErrorCode.WSUS_DRIFT, "WSUS has not Office.", "Select it."));
        clock.pass(Duration.ofHours(1));
        runAll(worker(HEALTH));
        runAll(worker(HEALTH));
        assertThat(tasks.checks).isEqualTo(2);
        assertThat(raised()).containsExactly("HEALTH_FAILED", "WSUS_DRIFT");
        tasks.illnesses.remove(0);
        clock.pass(Duration.ofHours(1));
        runAll(worker(HEALTH));
        assertThat(raised()).containsExactly("WSUS_DRIFT");
        tasks.illnesses.clear();
        clock.pass(Duration.ofHours(1));
        runAll(worker(HEALTH));
        assertThat(raised()).isEmpty();
    }

    @Test
    void cleansUpAtItsStartAndWhenItIsDue() {
        tasks.succeed(SyncType.FULL);
        Job cleanup = new Job("cleanup.yml", JobType.CLEANUP, new CronTimes("0 0 13 * * *", ZoneOffset.UTC));
        SiteWorker worker = worker(cleanup);
        worker.takeOver();
        assertThat(tasks.cleanups).isEqualTo(1);
        runAll(worker);
        clock.pass(Duration.ofHours(1));
        runAll(worker);
        runAll(worker);
        assertThat(tasks.cleanups).isEqualTo(2);
    }

    @Test
    void afterAMinuteIn2040TheSchedulesGoOn() {
        tasks.succeed(SyncType.FULL);
        runAll(worker(NIGHTLY, HEALTH));
        clock.set("2040-06-01T12:00:00Z");
        runAll(worker(NIGHTLY, HEALTH));
        clock.set("2026-11-21T12:30:00Z");
        SiteWorker worker = worker(NIGHTLY, HEALTH);
        worker.takeOver();
        runAll(worker);
        int runs = tasks.runs.size();
        int checks = tasks.checks;
        clock.set("2026-11-21T13:00:00Z");
        runAll(worker);
        assertThat(tasks.checks).isEqualTo(checks + 1);
        assertThat(tasks.runs).hasSize(runs);
        clock.set("2026-11-22T01:00:00Z");
        runAll(worker);
        assertThat(tasks.runs).hasSize(runs + 1);
        assertThat(log)
                .anyMatch(line -> line.startsWith("nightly.yml was due at 2040-06-02T00:00:00Z")
                        && line.endsWith("because a clock was ahead. It is due at 2026-11-22T01:00:00Z."));
    }

    @Test
    void afterAMinuteIn2010TheSchedulesGoOn() {
        tasks.succeed(SyncType.FULL);
        runAll(worker(NIGHTLY, HEALTH));
        clock.set("2010-06-01T12:00:00Z");
        runAll(worker(NIGHTLY, HEALTH));
        clock.set("2026-11-21T12:30:00Z");
        SiteWorker worker = worker(NIGHTLY, HEALTH);
        worker.takeOver();
        runAll(worker);
        assertThat(raised()).isEmpty();
        int runs = tasks.runs.size();
        int checks = tasks.checks;
        clock.set("2026-11-21T13:30:00Z");
        runAll(worker);
        assertThat(tasks.checks).isEqualTo(checks + 1);
        clock.set("2026-11-22T01:00:00Z");
        runAll(worker);
        assertThat(tasks.runs).hasSize(runs + 1);
    }

    @Test
    void aRetryOf2040IsNotWaitedFor() {
        tasks.succeed(SyncType.FULL);
        clock.set("2040-06-01T12:00:00Z");
        tasks.fail(ErrorCode.CATALOG_DAMAGED, ErrorCode.CATALOG_DAMAGED);
        leave(SyncType.FULL);
        runAll(worker());
        clock.set("2026-11-21T12:30:00Z");
        runAll(worker());
        assertThat(tasks.runs).hasSize(2);
        assertThat(log).anyMatch(line -> line.contains("was to wait until 2040-06-01T13:00:00Z"));
        clock.pass(Duration.ofMinutes(59));
        runAll(worker());
        assertThat(tasks.runs).as("the next one waits its hour").hasSize(2);
        clock.pass(Duration.ofMinutes(1));
        runAll(worker());
        assertThat(tasks.runs).hasSize(3);
    }

    @Test
    void aSuccessIn2040KeepsNoAlertAway() {
        tasks.succeed(SyncType.FULL);
        clock.set("2040-06-01T12:00:00Z");
        tasks.succeed(SyncType.FULL);
        runAll(worker());
        clock.set("2026-11-22T14:00:00Z");
        SiteWorker worker = worker();
        runAll(worker);
        runAll(worker);
        assertThat(raised()).containsExactly("NO_SUCCESS");
        assertThat(log.stream().filter(line -> line.startsWith("The last success is noted for 2040-06-01T12:00:00Z")))
                .hasSize(1);
        tasks.succeed(SyncType.FULL);
        runAll(worker);
        assertThat(raised()).isEmpty();
    }

    @Test
    void aSiteThatWasFirstSeenIn2040CountsFromNow() {
        clock.set("2040-06-01T12:00:00Z");
        runAll(worker());
        clock.set("2026-11-21T12:00:00Z");
        runAll(worker());
        clock.pass(Duration.ofHours(26));
        runAll(worker());
        assertThat(raised()).containsExactly("NO_SUCCESS");
    }

    @Test
    void aSuccessIn2040EndsNoLaterFailure() {
        clock.set("2040-06-01T12:00:00Z");
        tasks.succeed(SyncType.FULL);
        clock.set("2026-11-21T12:00:00Z");
        tasks.fail(ErrorCode.CATALOG_DAMAGED);
        leave(SyncType.FULL);
        runAll(worker());
        runAll(worker());
        assertThat(raised()).containsExactly("SYNC_FAILED");
        assertThat(states(Reason.RETRY)).containsExactly("WAITING");
        tasks.succeed(SyncType.FULL);
        runAll(worker());
        assertThat(raised()).isEmpty();
        assertThat(states(Reason.RETRY)).containsExactly("CANCELLED");
    }

    @Test
    void aFailureIn2040IsEndedByALaterSuccess() {
        clock.set("2040-06-01T12:00:00Z");
        tasks.fail(ErrorCode.CATALOG_DAMAGED);
        leave(SyncType.FULL);
        runAll(worker());
        clock.set("2026-11-21T12:00:00Z");
        tasks.succeed(SyncType.FULL);
        worker().tick();
        assertThat(raised()).isEmpty();
        assertThat(states(Reason.RETRY)).containsExactly("CANCELLED");
    }

    @Test
    void aSuccessIn2040IsNotTheOneOfALaterClaim() {
        clock.set("2040-06-01T12:00:00Z");
        tasks.succeed(SyncType.FULL);
        clock.set("2026-11-21T12:00:00Z");
        long id = leave(SyncType.FULL);
        tasks.during = () -> {
            throw new AssertionError("killed");
        };
        assertThatThrownBy(() -> worker().tick()).isInstanceOf(AssertionError.class);
        tasks.during = null;
        lease = takeLease();
        SiteWorker next = worker();
        next.takeOver();
        assertThat(find(id).state()).isEqualTo(State.WAITING);
        runAll(next);
        assertThat(tasks.runs).hasSize(2);
    }

    @Test
    void aMinuteIn2040ForgetsNothingAndTheHealthCheckTellsOfIt() {
        long id = leave(SyncType.FULL);
        runAll(worker(HEALTH));
        clock.set("2040-06-01T12:00:00Z");
        SiteWorker worker = worker(HEALTH);
        runAll(worker);
        assertThat(find(id).state()).isEqualTo(State.DONE);
        assertThat(raised()).contains("HEALTH_FAILED");
        assertThat(database.jdbc().queryForList("SELECT ERROR_CODE FROM SUP_ALERT", String.class))
                .contains("SUP-6005");
        assertThat(log).anyMatch(line -> line.startsWith("The clock of this machine says 2040-06-01T12:00:00Z"));
        clock.set("2026-11-21T12:30:00Z");
        runAll(worker);
        clock.set("2026-11-21T13:00:00Z");
        runAll(worker);
        assertThat(raised()).doesNotContain("HEALTH_FAILED");
        assertThat(find(id).state()).isEqualTo(State.DONE);
    }

    @Test
    void whatFollowsIsTriedAgainAfterTheClockWentBack() {
        tasks.succeed(SyncType.FULL);
        clock.set("2040-06-01T12:00:00Z");
        SiteWorker worker = worker();
        tasks.followUpFailure = new SupsyncException(ErrorCode.POLICY_FAILED, "No right.", "Give it.");
        worker.tick();
        assertThat(tasks.followUps).isEqualTo(1);
        worker.tick();
        assertThat(tasks.followUps).as("not at once").isEqualTo(1);
        clock.set("2026-11-21T12:00:00Z");
        worker.tick();
        assertThat(tasks.followUps).isEqualTo(2);
    }

    @Test
    void aYearOfNightsIsAYearOfRuns() {
        tasks.succeed(SyncType.FULL);
        Instant end = clock.instant().plus(Duration.ofDays(365));
        SiteWorker worker = worker(NIGHTLY);
        while (clock.instant().isBefore(end)) {
            runAll(worker);
            clock.pass(Duration.ofHours(6));
        }
        assertThat(tasks.runs).hasSize(365);
    }

    private SiteLease takeLease() {
        database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER"); // as if the holder's time were over
        SiteLease taken = SiteLease.takeService(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
        leases.add(taken);
        return taken;
    }

    private SiteWorker worker(Job... jobs) {
        return new SiteWorker(
                database,
                lease,
                "CS1",
                new SiteWorker.Plan(
                        List.of(jobs),
                        new RetryPolicy(Duration.ofMinutes(60)),
                        new AlertSettings(Duration.ofHours(26), null, null)),
                tasks,
                log::add,
                clock);
    }

    private static void runAll(SiteWorker worker) {
        while (worker.tick()) {
            // the next one may be due at once
        }
    }

    private long leave(SyncType type) {
        return new RequestDesk(database, "CS1", clock).leave(type, "somebody");
    }

    private Request find(long id) {
        return new RequestStore(database, "CS1").find(id).orElseThrow();
    }

    private List<String> states(Reason reason) {
        return database.jdbc()
                .queryForList(
                        "SELECT STATE FROM SUP_REQUEST WHERE REASON = ? ORDER BY REQUEST_ID",
                        String.class,
                        reason.name());
    }

    private List<String> raised() {
        return database.jdbc().queryForList("SELECT ALERT_KIND FROM SUP_ALERT ORDER BY ALERT_KIND", String.class);
    }
}
