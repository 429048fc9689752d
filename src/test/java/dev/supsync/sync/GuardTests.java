package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A catalog that lost much at once is not believed. */
class GuardTests extends SyncSuite {

    @Test
    void exactlyTwentyPercentMayVanish() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102);
        assertThat(counts(synced())).containsEntry("EXPIRED", 2L);
    }

    @Test
    void moreMayNot() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103);
        world.put(Rev.update(104).number(201).title("Changed"), Rev.update(120));
        SyncReport report = sync();
        assertThat(report.result()).isEqualTo(RunResult.FAILED);
        assertThat(report.status()).isEqualTo(6703);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(report.error()).isNotNull().satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.VANISHED_GUARD.code());
            assertThat(e.message()).contains("3 of the site's 10 unexpired updates", "20 %");
            assertThat(e.remedy()).contains("--allow-vanished");
        });
        assertThat(ErrorCode.VANISHED_GUARD.exitStatus()).isEqualTo(1);
        assertThat(counts(report))
                .isEqualTo(Map.of("READ", 8L, "IN_SCOPE", 8L, "INSERTED", 1L, "UPDATED", 1L, "UNCHANGED", 6L));
        assertThat(live()).hasSize(11).contains("Changed", "Update 101", "Update 120");
        assertThat(site.column("SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                .containsExactly("1");
    }

    @Test
    void theSameCatalogFailsAgainWhateverWasInsertedMeanwhile() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103).fill(200, 50);
        assertThat(sync().result()).isEqualTo(RunResult.FAILED);
        SyncReport again = sync();
        assertThat(again.result()).isEqualTo(RunResult.FAILED);
        assertThat(again.resumed()).isFalse();
        assertThat(live()).hasSize(60);
    }

    @Test
    void theOptionLetsThemGo() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103);
        world.put(Rev.update(120));
        sync();
        SyncReport allowed = succeeded(sync(WINDOWS, allowingAll()));
        assertThat(counts(allowed)).isEqualTo(Map.of("READ", 8L, "IN_SCOPE", 8L, "UNCHANGED", 8L, "EXPIRED", 3L));
        assertThat(allowed.contentVersion()).as("raised once, for both runs").isEqualTo(2);
        assertThat(synced().contentVersion()).isEqualTo(2);
    }

    @Test
    void aMendedCatalogRaisesTheVersionThatTheFailureDidNot() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103);
        world.put(Rev.update(120));
        sync();
        world.fill(101, 3);
        SyncReport good = synced();
        assertThat(counts(good)).isEqualTo(Map.of("READ", 11L, "IN_SCOPE", 11L, "UNCHANGED", 11L));
        assertThat(good.contentVersion()).isEqualTo(2);
    }

    @Test
    void whatIsExpiredAlreadyCountsNeitherWay() {
        world.fill(101, 10);
        synced();
        for (int i = 101; i <= 105; i++) {
            world.put(Rev.update(i).number(201).expired());
        }
        synced();
        world.remove(101, 102, 103, 104, 105);
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 5L, "UNCHANGED", 5L));
        assertThat(reasons(101)).isEqualTo("publisher,vanished");
        world.remove(106);
        assertThat(counts(synced())).containsEntry("EXPIRED", 1L);
        world.remove(107);
        assertThat(sync().result()).as("one of four").isEqualTo(RunResult.FAILED);
    }

    @Test
    void aScopeThatShrinksIsNoLoss() {
        world.fill(101, 10);
        synced();
        ScopeSettings nothing = ScopeSettings.NOTHING;
        assertThat(counts(synced(nothing))).containsEntry("EXPIRED", 10L);
    }

    @Test
    void theLimitIsASetting() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103, 104, 105);
        SyncOptions half = new SyncOptions(100, 50, false, Duration.ZERO);
        SyncOptions none = new SyncOptions(100, 0, false, Duration.ZERO);
        assertThat(sync(WINDOWS, none).result()).isEqualTo(RunResult.FAILED);
        assertThat(counts(succeeded(sync(WINDOWS, half)))).containsEntry("EXPIRED", 5L);
        assertThat(counts(succeeded(sync(WINDOWS, none))))
                .as("nothing more goes")
                .doesNotContainKey("EXPIRED");
    }

    @Test
    void aFailedRunSaysSoInItsMessages() {
        world.fill(101, 4);
        synced();
        world.remove(101);
        sync();
        assertThat(site.column("SELECT InsStrValue FROM v_StatMsgInsStrings s JOIN v_StatusMessage m"
                        + " ON m.RecordID = s.RecordID WHERE MessageID = 6703 ORDER BY InsStrIndex"))
                .satisfies(strings -> assertThat(strings).hasSize(3).last().isEqualTo("SUP-5001"))
                .first()
                .asString()
                .contains("1 of the site's 4");
        assertThat(site.column("SELECT LastSyncState || ' ' || LastSyncErrorCode FROM vSMS_SUPSyncStatus"))
                .isEqualTo(List.of("6703 SUP-5001"));
    }
}
