package dev.supsync.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.config.AlertSettings;
import dev.supsync.config.JobSettings.JobType;
import dev.supsync.lease.SiteLease;
import dev.supsync.schedule.CronTimes;
import dev.supsync.schedule.Interval;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.CountingConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a service costs its site's database while nothing is to be done. A tick is a second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdleServiceTests {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS = 300;

    private final AtomicInteger statements = new AtomicInteger();
    private ServedTree tree;

    @BeforeAll
    void synchronizeAll(@TempDir Path folder) throws IOException {
        tree = new ServedTree(folder);
        tree.tickAll();
        for (String site : ServedTree.SITES) {
            assertThat(tree.messages(site)).as(site).contains("6702");
            tree.leave(site);
        }
    }

    @AfterAll
    void close() {
        tree.close();
    }

    @Test
    void anIdleSiteCostsLessThanTwoStatementsASecond() {
        for (String site : List.of("CS1", "SS1")) {
            try (SiteLease lease = lease(site)) {
                SiteWorker worker = worker(site, lease);
                settle(worker);
                statements.set(0);
                for (int i = 0; i < TICKS; i++) {
                    tree.clock.pass(TICK);
                    assertThat(worker.tick()).isFalse();
                }
                assertThat(statements.get())
                        .as("statements of %s in %d seconds", site, TICKS)
                        .isBetween(TICKS, 2 * TICKS);
            }
        }
    }

    @Test
    void theNextTickSeesARequestAndASchedule() {
        try (SiteLease lease = lease("CS1")) {
            SiteWorker worker = worker("CS1", lease);
            settle(worker);
            tree.clock.pass(TICK);
            tree.request();
            assertThat(worker.tick()).as("a request").isTrue();
            settle(worker);

            // at 13:00 by the schedule, in the middle of the time in which nobody looks at everything
            tree.clock.set("2026-11-21T12:59:45Z");
            settle(worker);
            tree.clock.set("2026-11-21T12:59:59Z");
            assertThat(worker.tick()).as("a second too early").isFalse();
            tree.clock.set("2026-11-21T13:00:00Z");
            assertThat(worker.tick()).as("the schedule").isTrue();
        }
    }

    private SiteLease lease(String site) {
        return SiteLease.takeService(tree.database(site), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** Until all that is due is done. */
    private static void settle(SiteWorker worker) {
        while (worker.tick()) {
            // something more may be due
        }
        worker.tick();
    }

    private SiteWorker worker(String site, SiteLease lease) {
        SiteDatabase counted = tree.database(site).through(source -> new CountingConnections(source, statements));
        List<Job> jobs = List.of(
                new Job("nightly.yml", JobType.FULL_SYNC, new CronTimes("0 0 13 * * *", ZoneOffset.UTC)),
                new Job("hourly.yml", JobType.DELTA_SYNC, new CronTimes("0 30 18 * * *", ZoneOffset.UTC)),
                new Job(
                        "health",
                        JobType.HEALTH_CHECK,
                        new Interval(Duration.ofHours(1), false, null, ZoneOffset.UTC)));
        SiteWorker.Plan plan =
                new SiteWorker.Plan(jobs, new RetryPolicy(Duration.ofMinutes(60)), AlertSettings.DEFAULT, true);
        return new SiteWorker(counted, lease, site, plan, tree.tasks(site), line -> {}, tree.clock);
    }
}
