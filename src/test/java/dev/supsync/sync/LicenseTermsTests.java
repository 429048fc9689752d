package dev.supsync.sync;

import static dev.supsync.sync.SampleSusdb.ON_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.status.Counter;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Status 6708 in the place of 6702, where the WSUS database knows of license terms that are not downloaded. */
class LicenseTermsTests extends SyncSuite {

    /** Of a file that waits to be downloaded. */
    private static final int WAITING = 4;

    private SampleSusdb susdb;

    @BeforeEach
    void create() throws SQLException {
        susdb = new SampleSusdb();
        susdb.write(world.fill(101, 5).revisions());
        susdb.tellOfFiles();
    }

    @AfterEach
    void closeSusdb() throws SQLException {
        susdb.close();
    }

    @Test
    void aRunSucceedsWithAnotherStatusUntilNoneIsMissing() throws SQLException {
        susdb.licenseTerms(101, ON_SERVER, WAITING);
        susdb.licenseTerms(102, ON_SERVER, WAITING);
        susdb.licenseTerms(103, ON_SERVER, ON_SERVER);
        SyncReport first = run(SyncType.FULL);
        assertThat(first.status()).isEqualTo(6708);
        assertThat(first.contentVersion()).isEqualTo(1);
        assertThat(first.counts().get(Counter.WITHOUT_LICENSE_TERMS)).isEqualTo(2);
        assertThat(lastMessage()).containsExactly("6708", "1", "2");
        assertThat(states()).containsExactly("6708");
        assertThat(site.column("SELECT COUNT(LastSuccessfulSyncTime) FROM vSMS_SUPSyncStatus"))
                .containsExactly("1");
        assertThat(site.notes())
                .anyMatch(
                        note -> note.startsWith("The software update point sup1.contoso.example has not downloaded the"
                                        + " license terms of 2 updates yet: ")
                                && note.contains(Rev.id(101).toString())
                                && note.contains(Rev.id(102).toString()));

        susdb.licenseTerms(101, ON_SERVER, ON_SERVER);
        SyncReport second = run(SyncType.DELTA);
        assertThat(second.status()).isEqualTo(6708);
        assertThat(second.counts().get(Counter.WITHOUT_LICENSE_TERMS)).isEqualTo(1);

        susdb.licenseTerms(102, ON_SERVER, ON_SERVER);
        assertThat(run(SyncType.FULL).status()).isEqualTo(6702);
        assertThat(lastMessage()).containsExactly("6702", "1");
        assertThat(states()).containsExactly("6702");
    }

    @Test
    void onlyUpdatesCountThatTheSiteHoldsInScope() throws SQLException {
        susdb.write(Rev.update(201).in(Rev.SECURITY, Rev.WORD));
        susdb.licenseTerms(103, ON_SERVER, ON_SERVER);
        susdb.licenseTerms(201, ON_SERVER, WAITING);
        assertThat(run(SyncType.FULL).status()).as("out of scope").isEqualTo(6702);

        susdb.licenseTerms(101, ON_SERVER, WAITING);
        susdb.decline(101, true);
        assertThat(run(SyncType.FULL).status()).as("declined").isEqualTo(6702);

        susdb.licenseTerms(102, ON_SERVER, WAITING);
        susdb.write(Rev.update(102).number(201).title("New"));
        assertThat(run(SyncType.FULL).status()).as("of an old revision").isEqualTo(6702);

        susdb.licenseTerms(104, ON_SERVER, WAITING);
        assertThat(run(SyncType.FULL).status()).isEqualTo(6708);
    }

    @Test
    void termsThatOnlyAPropertyTellsOfCountToo() throws SQLException {
        susdb.licenseTerms(101, ON_SERVER, WAITING);
        susdb.licenseTermsAsProperty(101);
        assertThat(run(SyncType.FULL).status()).isEqualTo(6708);
    }

    /** The numbers of the states are not published: what cannot be understood is not known. */
    @Test
    void whatNobodyKnowsIsNotMissing() throws SQLException {
        susdb.licenseTerms(101, 1, 0);
        susdb.licenseTerms(102, 1, 1);
        assertThat(run(SyncType.FULL).status()).as("another way to count").isEqualTo(6702);

        susdb.licenseTerms(103, ON_SERVER, null);
        susdb.licenseTerms(101, ON_SERVER, ON_SERVER);
        susdb.licenseTerms(102, ON_SERVER, ON_SERVER);
        assertThat(run(SyncType.FULL).status()).as("no state at all").isEqualTo(6702);

        susdb.update("ALTER TABLE dbo.tbFileOnServer ALTER COLUMN ActualState RENAME TO State");
        susdb.update("UPDATE dbo.tbFileOnServer SET State = 4");
        assertThat(run(SyncType.FULL).status()).as("no such column").isEqualTo(6702);
        susdb.update("DROP TABLE dbo.tbFileOnServer");
        assertThat(run(SyncType.FULL).status()).as("no such table").isEqualTo(6702);
    }

    private SyncReport run(SyncType type) {
        try (Catalog catalog = susdb.open()) {
            return succeeded(type == SyncType.DELTA ? site.delta(catalog, WINDOWS) : site.sync(catalog, WINDOWS));
        }
    }

    /** The number of the last message, then its strings. */
    private List<String> lastMessage() {
        return site.column(
                """
                SELECT TEXT FROM (
                    SELECT -1 AS PLACE, CAST(MessageID AS VARCHAR(100)) AS TEXT FROM v_StatusMessage
                    WHERE RecordID = (SELECT MAX(RecordID) FROM v_StatusMessage)
                    UNION ALL
                    SELECT InsStrIndex, CAST(InsStrValue AS VARCHAR(100)) FROM v_StatMsgInsStrings
                    WHERE RecordID = (SELECT MAX(RecordID) FROM v_StatusMessage)) ORDER BY PLACE""");
    }

    private List<String> states() {
        return site.column("SELECT LastSyncState FROM vSMS_SUPSyncStatus");
    }
}
