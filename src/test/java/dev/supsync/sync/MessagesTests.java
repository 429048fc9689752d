package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.status.RunResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What administrators are told: status messages, the state of the software update point, the content version. */
class MessagesTests extends SyncSuite {

    @Test
    void aRunTellsItsPhasesInTheirOrder() {
        world.fill(101, 3);
        synced();
        assertThat(messages()).containsExactly("6701", "6704", "6705", "6702");
        assertThat(site.column("SELECT DISTINCT Component FROM v_StatusMessage"))
                .containsExactly("SMS_WSUS_SYNC_MANAGER");
        assertThat(site.column("SELECT DISTINCT SiteCode FROM v_StatusMessage")).containsExactly("CS1");
        assertThat(site.column("SELECT DISTINCT Severity FROM v_StatusMessage")).containsExactly("1073741824");
        assertThat(status()).containsExactly("CS1 sup1.contoso.example 6702 2026-11-21 02:00:00.000 null 1");
    }

    @Test
    void aFailureTellsWhatAndWhereAndItsCode() {
        world.fill(101, 4);
        synced();
        site.time(Instant.parse("2026-11-22T02:00:00Z"));
        world.remove(101);
        assertThat(sync().result()).isEqualTo(RunResult.FAILED);
        assertThat(messages()).containsExactly("6701", "6704", "6705", "6702", "6701", "6704", "6705", "6703");
        List<String> strings = site.column("SELECT InsStrValue FROM v_StatMsgInsStrings WHERE RecordID ="
                + " (SELECT MAX(RecordID) FROM v_StatusMessage) ORDER BY InsStrIndex");
        assertThat(strings).hasSize(3);
        assertThat(strings.get(0)).contains("unexpired updates");
        assertThat(strings.get(1)).contains("export");
        assertThat(strings.get(2)).isEqualTo(ErrorCode.VANISHED_GUARD.code());
        assertThat(site.column("SELECT Severity FROM v_StatusMessage WHERE MessageID = 6703"))
                .containsExactly("-1073741824");
        assertThat(status()).containsExactly("CS1 sup1.contoso.example 6703 2026-11-21 02:00:00.000 SUP-5001 1");
        world.fill(101, 1);
        synced();
        assertThat(status()).containsExactly("CS1 sup1.contoso.example 6702 2026-11-22 02:00:00.000 null 1");
    }

    @Test
    void aContinuedRunTellsItsPhasesToo() {
        world.fill(101, 20);
        StopSignal signal = new StopSignal();
        site.stop(signal);
        site.chunk(10);
        site.listener(new SyncListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.UPDATES) {
                    signal.request();
                }
            }
        });
        assertThat(sync().status()).isEqualTo(6703);
        site.stop(new StopSignal());
        SyncReport report = synced();
        assertThat(messages()).endsWith("6701", "6704", "6705", "6702");
        assertThat(report.contentVersion()).as("both runs together").isEqualTo(1);
    }

    @Test
    void theVersionRisesByOneForAnyVisibleChange() {
        world.fill(101, 10);
        assertThat(synced().contentVersion()).isEqualTo(1);
        assertThat(synced().contentVersion()).isEqualTo(1);
        world.put(
                Rev.update(101).number(201).title("Changed"),
                Rev.update(102).number(201).expired());
        world.put(Rev.update(120).supersedes(103));
        world.remove(105);
        assertThat(synced().contentVersion()).isEqualTo(2);
        assertThat(synced().contentVersion()).isEqualTo(2);
        world.put(Rev.update(130).in(Rev.SECURITY, Rev.WORD), Rev.update(131).expired(), Rev.detectoid(132));
        assertThat(synced().contentVersion()).as("nothing of it is shown").isEqualTo(2);
        assertThat(site.column("SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                .containsExactly("2");
        assertThat(site.column("SELECT SyncCatalogVersion FROM vSMS_SUPSyncStatus"))
                .containsExactly("2");
    }

    @Test
    void anEmptyCatalogIsAnError() throws SQLException {
        world.fill(101, 3);
        synced();
        try (SampleSusdb susdb = new SampleSusdb();
                Catalog catalog = susdb.open()) {
            SyncReport report = sync(catalog, WINDOWS, SiteFixture.DEFAULTS);
            assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.code())
                    .isEqualTo(ErrorCode.CATALOG_EMPTY.code()));
        }
        assertThat(live()).hasSize(3);
    }

    @Test
    void aBusyWsusIsNotRead() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb().write(world.fill(101, 3).revisions(), Set.of())) {
            susdb.startSynchronizing();
            SyncOptions impatient = new SyncOptions(100, 20, false, Duration.ZERO);
            try (Catalog catalog = susdb.open()) {
                SyncReport report = sync(catalog, WINDOWS, impatient);
                assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.CATALOG_BUSY.code()));
            }
            assertThat(messages()).containsExactly("6701", "6704", "6703");
        }
    }

    @Test
    void theSourceOfWsusIsShown() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb().write(world.fill(101, 3).revisions(), Set.of())) {
            try (Catalog catalog = susdb.open()) {
                sync(catalog, WINDOWS, SiteFixture.DEFAULTS);
            }
            assertThat(sources()).containsExactly("Microsoft Update");
            susdb.synchronizesFrom("wsus0.contoso.example");
            try (Catalog catalog = susdb.open()) {
                sync(catalog, WINDOWS, SiteFixture.DEFAULTS);
            }
            assertThat(sources()).containsExactly("wsus0.contoso.example");
        }
    }

    private List<String> sources() {
        return site.column("SELECT WSUSSourceServer FROM vSMS_SUPSyncStatus");
    }

    private List<String> messages() {
        return site.column("SELECT MessageID FROM v_StatusMessage ORDER BY RecordID");
    }

    private List<String> status() {
        return site.column("SELECT SiteCode || ' ' || WSUSServerName || ' ' || LastSyncState || ' '"
                + " || LastSuccessfulSyncTime || ' ' || COALESCE(LastSyncErrorCode, 'null') || ' '"
                + " || SyncCatalogVersion FROM vSMS_SUPSyncStatus");
    }
}
