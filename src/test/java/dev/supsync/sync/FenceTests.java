package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.ForwardingCatalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.status.StatusMessages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Whoever lost the site to another one writes nothing any more. */
class FenceTests extends SyncSuite {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneOffset.UTC);

    @Test
    void theNextChunkAfterALostLeaseFailsAndIsNotWritten() {
        Path export = export(Days.second().revisions());
        site.chunk(5);
        AtomicReference<List<String>> before = new AtomicReference<>();
        for (int lost = 1; lost <= 3; lost++) {
            int losing = lost;
            site.listener(new SyncListener() {
                private int chunks;

                @Override
                public void progress(Phase phase, long done, long total) {
                    if (phase == Phase.UPDATES && ++chunks == losing) {
                        takeOver();
                        before.set(rows());
                    }
                }
            });
            SyncReport report = run(export);
            assertThat(report.result()).isEqualTo(RunResult.FAILED);
            assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.code())
                    .isEqualTo(ErrorCode.LEASE_LOST.code()));
            assertThat(rows()).as("lost after chunk %d", lost).isEqualTo(before.get());
            assertThat(site.column("SELECT MESSAGE_ID FROM SUP_STATUS_MESSAGE WHERE MESSAGE_ID = 6703"))
                    .as("the site is another's by now")
                    .isEmpty();
        }
        site.listener(SyncListener.SILENT);
        SyncReport next = succeeded(run(export));
        assertThat(next.resumed()).isTrue();
        try (SiteFixture fresh = SiteFixture.inMemory();
                Catalog catalog = open(export)) {
            SyncReport undisturbed = succeeded(fresh.sync(catalog, WINDOWS));
            assertThat(counts(next)).isEqualTo(counts(undisturbed));
            assertThat(site.views()).isEqualTo(fresh.views());
        }
        assertThat(next.contentVersion()).isEqualTo(1);
    }

    @Test
    void theLastStepIsFencedToo() {
        world.fill(101, 3);
        site.listener(new SyncListener() {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.PUBLICATION) {
                    SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5));
                    throw new SupsyncException(ErrorCode.INTERNAL, "Interrupted.", "Go on.");
                }
                if (phase == Phase.SUPERSEDENCE) {
                    assertThat(site.column("SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                            .containsExactly("0");
                }
            }
        });
        assertThat(sync().result()).isEqualTo(RunResult.FAILED);
        site.listener(SyncListener.SILENT);
        assertThat(succeeded(sync()).contentVersion()).isEqualTo(1);
    }

    /** Whoever else looks after the site would wait for the other database's answer. */
    @Test
    void theCatalogIsAskedBeforeTheSiteIsLocked() {
        world.fill(101, 3);
        List<Integer> locked = new ArrayList<>();
        try (SiteFixture other = SiteFixture.inMemory();
                Catalog catalog = open(export(world.revisions()))) {
            SyncReport report = other.sync(
                    new ForwardingCatalog(catalog) {
                        @Override
                        public void requireSame() {
                            locked.add(CompletableFuture.supplyAsync(
                                            () -> other.database().inTransaction(() -> other.database()
                                                    .updateWithin(
                                                            Duration.ofSeconds(1),
                                                            "UPDATE SUP_LEASE SET TOKEN = TOKEN WHERE LEASE_ID = 1")))
                                    .join());
                            super.requireSame();
                        }
                    },
                    WINDOWS);
            assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        }
        assertThat(locked).isNotEmpty().containsOnly(1);
    }

    @Test
    void aStaleTokenRollsTheWholeTransactionBack() {
        world.fill(101, 3);
        assertThat(synced().counts().get(Counter.INSERTED)).isEqualTo(3);
        JdbcSiteStore store = new JdbcSiteStore(site.database());
        List<String> before = rows();
        UpdateChanges changes = new UpdateChanges(List.of(), List.of(), List.of(), List.of(), List.of(Rev.id(101)));
        assertThatThrownBy(() -> site.database().inTransaction(() -> {
                    site.database().jdbc().update("DELETE FROM SUP_UPDATE");
                    store.apply(() -> 0L, changes, Instant.EPOCH);
                    return true;
                }))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
        assertThat(rows()).isEqualTo(before);
    }

    /** It took the lease, stalled for longer than that lasts, and begins while its successor is in the middle of the run. */
    @Test
    void whoStalledBeforeItsFirstWriteLeavesTheRunOfItsSuccessorAlone() {
        world.fill(101, 3);
        Path export = export(world.revisions());
        SiteLease stalled = take();
        AtomicReference<List<String>> before = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
        site.listener(inTheMiddle(() -> {
            before.set(bookkeeping());
            try (Catalog catalog = open(export)) {
                SyncPlan plan = new SyncPlan(catalog, WINDOWS, SiteFixture.DEFAULTS, "sup1.contoso.example");
                FullSync late =
                        new FullSync(site.database(), stalled, plan, CLOCK, SyncListener.SILENT, new StopSignal());
                refused.set(catchThrowable(late::run));
            }
            assertThat(bookkeeping()).isEqualTo(before.get());
        }));
        SyncReport successor = succeeded(run(export));
        assertThat(successor.counts().get(Counter.INSERTED)).isEqualTo(3);
        assertLost(refused.get());
    }

    @Test
    void whoStalledBetweenItsFirstRowAndItsJobLeavesTheJobOfItsSuccessorAlone() {
        world.fill(101, 3);
        Path export = export(world.revisions());
        SiteRun stalled;
        AtomicReference<@Nullable SupsyncException> failure = new AtomicReference<>();
        try (Catalog catalog = open(export)) {
            SyncPlan plan = new SyncPlan(catalog, WINDOWS, SiteFixture.DEFAULTS, "sup1.contoso.example");
            stalled = SiteRun.begin(
                    site.database(),
                    take(),
                    new RunPlan(plan.type(), plan.digest(), plan.text()),
                    new StatusMessages(site.database(), "CS1", "sup1.contoso.example", "test"),
                    CLOCK,
                    new StopSignal());
        }
        site.listener(inTheMiddle(() -> {
            List<String> before = bookkeeping();
            stalled.execute(repository -> new JobBuilder("full-sync", repository)
                            .start(new StepBuilder("wsus", repository)
                                    .tasklet((contribution, context) -> RepeatStatus.FINISHED)
                                    .build())
                            .build())
                    .ifPresent(failure::set);
            assertThat(bookkeeping()).isEqualTo(before);
        }));
        SyncReport successor = succeeded(run(export));
        assertThat(successor.resumed()).isTrue();
        assertLost(failure.get());
    }

    @Test
    void whoStalledNamesNoUpdateSource() {
        SiteLease stalled = take();
        try (SiteLease successor = take()) {
            assertThat(successor.token()).isGreaterThan(stalled.token());
            assertLost(
                    catchThrowable(() -> new SiteSetup(site.database()).nameSource(stalled, "late.contoso.example")));
        }
        assertThat(site.column("SELECT UpdateSourceName FROM v_SoftwareUpdateSource"))
                .containsExactly("sup1.contoso.example");
    }

    private static void assertLost(@Nullable Throwable failure) {
        assertThat(failure).isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.LEASE_LOST));
    }

    private SiteLease take() {
        return SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** Outside of all transactions of the run. */
    private static SyncListener inTheMiddle(Runnable work) {
        return new SyncListener() {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.UPDATES) {
                    work.run();
                }
            }
        };
    }

    /** What the site remembers of runs, and Spring Batch of their jobs. */
    private List<String> bookkeeping() {
        return site.column(
                """
                SELECT 'run ' || RUN_ID || ' ' || COALESCE(RESULT, '-') || ' ' || RESUMED || ' ' || RESUMABLE FROM SUP_RUN
                UNION ALL SELECT 'message ' || RECORD_ID || ' ' || MESSAGE_ID FROM SUP_STATUS_MESSAGE
                UNION ALL SELECT 'job ' || JOB_EXECUTION_ID || ' ' || STATUS || ' ' || VERSION FROM BATCH_JOB_EXECUTION
                UNION ALL SELECT 'step ' || STEP_EXECUTION_ID || ' ' || STATUS || ' ' || VERSION FROM BATCH_STEP_EXECUTION
                ORDER BY 1""");
    }

    private void takeOver() {
        site.database().jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN + 1 WHERE LEASE_ID = 1");
    }

    private SyncReport run(Path export) {
        try (Catalog catalog = open(export)) {
            return site.sync(catalog, WINDOWS);
        }
    }

    private List<String> rows() {
        return site.column("SELECT CHANGE_NUMBER FROM SUP_UPDATE UNION ALL SELECT CHANGE_NUMBER FROM SUP_UPDATE_STATE"
                + " UNION ALL SELECT CHANGE_NUMBER FROM SUP_DECISION"
                + " UNION ALL SELECT CHANGE_NUMBER FROM SUP_SITE ORDER BY 1");
    }
}
