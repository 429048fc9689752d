package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.lease.SiteLease;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ScopeSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delta takes, what it leaves, and when a full synchronization takes its place. */
class DeltaTests extends SyncSuite {

    private SampleSusdb susdb;
    private SupersedenceRule rule = SupersedenceRule.NEVER;

    @BeforeEach
    void create() throws SQLException {
        susdb = new SampleSusdb();
    }

    @AfterEach
    void close() throws SQLException {
        susdb.close();
    }

    @Test
    void takesOnlyWhatIsNew() throws SQLException {
        first(world.fill(101, 10));
        susdb.revisionIdsAfter(50_000);
        full(Rev.update(201), Rev.update(202));

        susdb.revisionIdsAfter(100_000);
        SyncReport report = delta(Rev.update(301), Rev.update(101).number(201).title("Better"));

        assertThat(report.type()).isEqualTo("DELTA");
        assertThat(counts(report))
                .as("the ten of the first day are not looked at")
                .isEqualTo(Map.of("READ", 4L, "IN_SCOPE", 4L, "INSERTED", 1L, "UPDATED", 1L, "UNCHANGED", 2L));
        assertThat(titles()).hasSize(13).contains("Better", "Update 301");
        assertThat(report.contentVersion()).isEqualTo(3);
        SyncReport again = delta();
        assertThat(again.contentVersion()).isEqualTo(3);
        assertThat(site.column("SELECT RUN_TYPE FROM SUP_RUN ORDER BY RUN_ID"))
                .containsExactly("FULL", "FULL", "DELTA", "DELTA");
    }

    @Test
    void readsSomeWayBackForWhatWasCommittedLate() throws SQLException {
        first(world.fill(101, 3));
        susdb.revisionIdsAfter(10_000);
        delta(Rev.update(201));
        susdb.revisionIdsAfter(9_990);

        assertThat(counts(delta(Rev.update(301)))).containsEntry("INSERTED", 1L);

        assertThat(titles()).contains("Update 201", "Update 301");
    }

    @Test
    void expiresWhatThePublisherExpired() throws SQLException {
        first(world.fill(101, 3));

        SyncReport report = delta(
                Rev.update(101).number(201).expired(),
                Rev.update(102).number(201).expired());

        assertThat(counts(report)).containsEntry("EXPIRED", 2L);
        assertThat(reasons(101)).isEqualTo("publisher");
        assertThat(live()).containsExactly("Update 103");
    }

    @Test
    void followsSupersedenceBothWays() throws SQLException {
        first(world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).expired().supersedes(102),
                Rev.update(110)));
        assertThat(superseded()).containsExactly("Update 101");

        delta(Rev.update(104).supersedes(103), Rev.update(105).expired().supersedes(110));

        assertThat(superseded()).containsExactly("Update 101", "Update 102");
        delta(
                Rev.update(106).supersedes(105),
                Rev.update(104).number(201).expired().supersedes(103));
        assertThat(superseded()).containsExactly("Update 101", "Update 110");
        var flags = site.column("SELECT IsSuperseded || ' ' || CI_UniqueID FROM v_UpdateInfo ORDER BY CI_UniqueID");
        full();
        assertThat(site.column("SELECT IsSuperseded || ' ' || CI_UniqueID FROM v_UpdateInfo ORDER BY CI_UniqueID"))
                .isEqualTo(flags);
    }

    @Test
    void aDroppedReferenceFreesWhatItLedToFromBothFlags() throws SQLException {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        first(world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102),
                Rev.update(104)));
        assertThat(superseded()).containsExactly("Update 101", "Update 102");
        assertThat(live()).containsExactly("Update 103", "Update 104");

        delta(Rev.update(103).number(201).supersedes(104));

        assertThat(superseded()).containsExactly("Update 101", "Update 104");
        assertThat(live()).containsExactly("Update 102", "Update 103");
        delta(Rev.update(102).number(201));
        assertThat(superseded()).as("what the chain led to").containsExactly("Update 104");
        assertThat(live()).containsExactly("Update 101", "Update 102", "Update 103");
    }

    @Test
    void aReferenceThatASkippedUpdateDropsCountsToo() throws SQLException {
        first(world.put(
                Rev.update(101),
                Rev.update(102).expired().supersedes(101),
                Rev.update(103).supersedes(102)));
        assertThat(superseded()).containsExactly("Update 101");

        delta(Rev.update(102).number(201).expired());

        assertThat(superseded()).isEmpty();
    }

    @Test
    void aCycleThatIsBrokenLetsTheRestOfItSupersede() throws SQLException {
        first(world.put(
                Rev.update(101).supersedes(102),
                Rev.update(102).supersedes(103),
                Rev.update(103).supersedes(101)));
        assertThat(superseded()).isEmpty();

        delta(Rev.update(101).number(201));

        assertThat(superseded()).containsExactly("Update 101", "Update 103");
    }

    @Test
    void whatACleanupLetsNoChainPassThroughIsFreeToo() throws SQLException {
        first(world.put(
                Rev.update(101),
                Rev.hidden(501).supersedes(101),
                Rev.update(102).supersedes(501).bundles(501)));
        assertThat(superseded()).containsExactly("Update 101");
        delta(Rev.update(102).number(201).supersedes(501));
        cleanUp();

        delta();

        assertThat(superseded()).as("nothing holds the payload any more").isEmpty();
    }

    @Test
    void theRuleExpiresWhatBecomesDueBetweenFulls() throws SQLException {
        rule = new SupersedenceRule(new Wait.Months(3), new Wait.Months(3));
        first(world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-10-10")));
        delta(Rev.update(103), Rev.update(104).supersedes(103).created("2026-11-10"));
        assertThat(live()).hasSize(4);

        site.time(Instant.parse("2027-01-11T02:00:00Z"));
        delta();

        assertThat(live()).containsExactly("Update 102", "Update 103", "Update 104");
        site.time(Instant.parse("2027-02-11T02:00:00Z"));
        delta();
        assertThat(live()).containsExactly("Update 102", "Update 104");
    }

    @Test
    void leavesDeclinesAndRemovalsToTheNextFull() throws SQLException {
        first(world.fill(101, 20));
        susdb.decline(101, true);
        susdb.delete(102);

        assertThat(counts(delta(Rev.update(201)))).doesNotContainKey("EXPIRED");

        assertThat(live()).hasSize(21);
        assertThat(counts(full())).containsEntry("EXPIRED", 2L);
    }

    @Test
    void bringsWhatAnUpdateNeeds() throws SQLException {
        first(world.put(Rev.hidden(501), Rev.update(101)));

        delta(Rev.update(102).requires(501));

        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE WHERE IS_LISTED = FALSE"))
                .containsExactly("1");
    }

    @Test
    void takesNewCategories() throws SQLException {
        first(world.fill(101, 2));
        UpdateId product = Rev.id(900);

        susdb.write(
                Rev.category(product, CategoryType.PRODUCT, "Windows 12", Rev.WINDOWS),
                Rev.update(301).in(product, Rev.SECURITY));
        SyncReport report = delta();

        assertThat(counts(report)).containsEntry("INSERTED", 1L);
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CategoryInfo WHERE CategoryInstanceName LIKE '%12'"))
                .containsExactly("Windows 12");
    }

    @Test
    void leavesRevisionsOutAsIn2007() throws SQLException {
        first(world.fill(101, 3));
        susdb.write(Rev.update(101).number(201).title("Better"), Rev.update(201));
        SyncOptions options = new SyncOptions(100, 20, false, Duration.ZERO, SupersedenceRule.NEVER, false);

        try (Catalog catalog = susdb.open()) {
            SyncReport report = succeeded(site.delta(catalog, WINDOWS, options));
            assertThat(counts(report)).containsEntry("INSERTED", 1L).doesNotContainKey("UPDATED");
        }

        assertThat(titles()).doesNotContain("Better");
        full();
        assertThat(titles()).contains("Better");
    }

    @Test
    void theFirstRunIsFull() throws SQLException {
        susdb.write(world.fill(101, 2).revisions());

        assertThat(delta().type()).isEqualTo("FULL");

        assertThat(notes())
                .contains("This delta runs as a full synchronization: the site was never synchronized in full.");
        assertThat(titles()).hasSize(2);
    }

    @Test
    void aChangedScopeMakesItFull() throws SQLException {
        first(world.put(Rev.update(101), Rev.update(102).in(Rev.WORD, Rev.SECURITY)));
        ScopeSettings wider = SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates"));

        try (Catalog catalog = susdb.open()) {
            assertThat(succeeded(site.delta(catalog, wider)).type()).isEqualTo("FULL");
        }

        assertThat(titles()).hasSize(2);
    }

    @Test
    void anotherServerMakesItFull() throws SQLException {
        first(world.fill(101, 2));
        try (SampleSusdb other = new SampleSusdb()
                        .ofAnotherServer()
                        .write(world.fill(103, 1).revisions());
                Catalog catalog = other.open()) {
            assertThat(succeeded(site.delta(catalog, WINDOWS)).type()).isEqualTo("FULL");
        }
        assertThat(titles()).hasSize(3);
    }

    @Test
    void aRestoredCatalogMakesItFull() throws SQLException {
        first(world.fill(101, 20));
        susdb.revisionIdsAfter(5_000);
        delta(Rev.update(301));
        susdb.delete(301);

        assertThat(delta().type()).isEqualTo("FULL");

        assertThat(notes()).anyMatch(n -> n.contains("the catalog was restored from an earlier time"));
        assertThat(reasons(301)).isEqualTo("vanished");
    }

    @Test
    void anExportIsReadOnceAndOnlyWhatIsNewIsParsed() {
        synced();
        world.fill(101, 5);
        synced();
        world.put(Rev.update(101).number(201).title("Better"), Rev.update(201));
        world.remove(102);
        try (Catalog catalog = open(world.revisions())) {
            SyncReport report = succeeded(site.delta(catalog, WINDOWS));
            assertThat(report.type()).isEqualTo("DELTA");
            assertThat(counts(report))
                    .isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 5L, "INSERTED", 1L, "UPDATED", 1L, "UNCHANGED", 3L));
        }
        assertThat(live()).contains("Update 102");
        assertThat(counts(synced())).containsEntry("EXPIRED", 1L);
    }

    /** What is there at the beginning. */
    private SyncReport first(World content) throws SQLException {
        susdb.write(content.revisions());
        return full();
    }

    private SyncReport full(Rev... revisions) throws SQLException {
        susdb.write(revisions);
        try (Catalog catalog = susdb.open()) {
            return succeeded(site.sync(catalog, WINDOWS, options()));
        }
    }

    private SyncReport delta(Rev... revisions) throws SQLException {
        susdb.write(revisions);
        try (Catalog catalog = susdb.open()) {
            return succeeded(site.delta(catalog, WINDOWS, options()));
        }
    }

    private SyncOptions options() {
        return new SyncOptions(100, 20, false, Duration.ofSeconds(1), rule);
    }

    private void cleanUp() {
        Duration age = Duration.ofDays(90);
        try (SiteLease lease = SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            new Cleanup(site.database(), new CleanupRules(age, age, age, age, age), Clock.systemUTC())
                    .run(lease, () -> false);
        }
    }

    private List<String> notes() {
        return site.notes();
    }
}
