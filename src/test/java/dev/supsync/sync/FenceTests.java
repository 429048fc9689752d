package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.UpdateChanges;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever lost the site to another one writes nothing any more. */
class FenceTests extends SyncSuite {

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
