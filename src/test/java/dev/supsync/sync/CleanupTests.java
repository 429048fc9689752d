package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Catalog;
import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupReport;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.SiteState;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.testing.Seeds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Updates that have been expired for long are removed, and stay away until they are live again. */
class CleanupTests extends SyncSuite {

    private static final Instant FIRST = Instant.parse("2026-11-21T02:00:00Z");
    private static final CleanupRules RULES = rules(Duration.ofDays(7));

    private SupersedenceRule rule = SupersedenceRule.NEVER;

    @Test
    void removesWhatHasBeenExpiredForSevenDays() {
        world.put(Rev.update(101).number(200), Rev.update(102));
        synced();
        world.put(Rev.update(101).number(201).expired());
        synced();
        SiteState before = new JdbcSiteStore(site.database()).state();

        assertThat(cleanup(7).updates()).as("exactly seven days").isZero();
        CleanupReport report = cleanup(8);

        assertThat(report.updates()).isEqualTo(1);
        assertThat(titles()).containsExactly("Update 102");
        assertThat(site.column("SELECT CAST(UPDATE_ID AS VARCHAR(36)) || ' ' || REVISION_NUMBER || ' ' || OUTCOME"
                        + " FROM SUP_DECISION WHERE OUTCOME > 2"))
                .containsExactly(Rev.id(101) + " 201 5");
        assertThat(site.column(
                        "SELECT CAST(UPDATE_ID AS VARCHAR(36)) || ' ' || REVISION_NUMBER || ' ' || REASONS || ' ' ||"
                                + " CAST(CLASSIFICATION_ID AS VARCHAR(36)) FROM SUP_TOMBSTONE WHERE IS_LISTED"))
                .containsExactly(Rev.id(101) + " 201 1 " + Rev.SECURITY);
        assertThat(site.column("SELECT RUN_ID || ' ' || TITLE FROM SUP_RUN_REMOVAL"))
                .containsExactly("2 Update 101");
        SiteState after = new JdbcSiteStore(site.database()).state();
        assertThat(site.column("SELECT CHANGE_NUMBER FROM SUP_TOMBSTONE"))
                .containsExactly(Long.toString(after.changeNumber()));
        assertThat(after.visibleChange()).isGreaterThan(before.visibleChange());
        for (String table : List.of("STATE", "TEXT", "CATEGORY", "RELATION", "FILE", "ARTICLE", "DRIVER")) {
            assertThat(site.column("SELECT CI_ID FROM SUP_UPDATE_" + table
                            + " WHERE CI_ID NOT IN (SELECT CI_ID FROM SUP_UPDATE)"))
                    .isEmpty();
        }
    }

    @Test
    void theSameRevisionStaysAwayAndALiveOneComesBack() {
        world.put(Rev.update(101).number(200), Rev.update(102));
        synced();
        world.put(Rev.update(101).number(201).expired());
        synced();
        cleanup(8);
        SyncReport again = synced();
        assertThat(counts(again)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L));
        assertThat(again.contentVersion()).as("the removal counts").isEqualTo(3);
        world.put(Rev.update(101).number(202));
        assertThat(counts(synced())).containsEntry("INSERTED", 1L);
        assertThat(titles()).containsExactly("Update 101", "Update 102");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE u JOIN SUP_TOMBSTONE t ON t.UPDATE_ID = u.UPDATE_ID"
                        + " WHERE u.CHANGE_NUMBER > t.CHANGE_NUMBER"))
                .containsExactly("1");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE_STATE"))
                .as("it comes back without the flags that it had")
                .containsExactly("0");
    }

    @Test
    void whatIsDeployedStaysUntilItIsNot() {
        world.put(Rev.update(101).number(200), Rev.update(102));
        synced();
        world.put(Rev.update(101).number(201).expired());
        synced();
        site.database()
                .jdbc()
                .update(
                        "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME) VALUES (?, 'Pilot')",
                        Rev.id(101).value());
        assertThat(site.column("SELECT Title FROM v_UpdateInfo WHERE IsDeployed"))
                .containsExactly("Update 101");
        assertThat(site.column("SELECT COUNT(*) FROM v_UpdateCIs WHERE IsDeployed"))
                .containsExactly("1");

        CleanupReport report = cleanup(30);
        assertThat(report.updates()).isZero();
        assertThat(report.deployed()).isEqualTo(1);
        assertThat(titles()).hasSize(2);
        site.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        assertThat(cleanup(30).updates()).isEqualTo(1);
    }

    @Test
    void aBundleThatIsDeployedDuringTheCleanupStaysWhole() {
        for (int i = 0; i < 150; i++) {
            world.put(
                    Rev.hidden(3_000 + i).file("payload " + i),
                    Rev.detectoid(4_000 + i),
                    Rev.update(1_000 + i).bundles(3_000 + i).requires(4_000 + i));
        }
        synced();
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        AtomicInteger batches = new AtomicInteger();

        CleanupReport report = cleanup(at(8), () -> {
            int batch = batches.getAndIncrement();
            if (batch == 0) {
                deployAll();
            } else if (batch == 2) {
                site.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT"); // what was kept stays whole nevertheless
            }
            return false;
        });

        assertThat(report.updates()).as("the first batches were kept").isLessThan(150);
        for (String held : site.column("SELECT CI_ID FROM SUP_UPDATE WHERE IS_LISTED = TRUE")) {
            assertThat(site.column("SELECT COUNT(*) FROM v_CIRelation WHERE FromCIID = " + held))
                    .as("what update %s bundles and requires", held)
                    .containsExactly("2");
        }
        cleanup(9);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("0");
    }

    private void deployAll() {
        site.database()
                .jdbc()
                .update("INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME)"
                        + " SELECT UPDATE_ID, 'Pilot' FROM SUP_UPDATE WHERE IS_LISTED = TRUE");
    }

    @Test
    void whatABundleThatStaysHoldsStaysAndGoesWithIt() {
        world.put(
                Rev.hidden(301),
                Rev.detectoid(302),
                Rev.update(201).number(200).bundles(301).requires(302),
                Rev.update(101).bundles(201));
        world.fill(110, 10);
        synced();
        world.put(Rev.update(201).number(201).bundles(301).requires(302).expired());
        synced();
        CleanupReport held = cleanup(8);
        assertThat(held.updates()).isZero();
        assertThat(held.held()).isEqualTo(1);
        world.put(Rev.update(101).number(201).bundles(201).expired());
        synced();
        CleanupReport report = cleanup(8);
        assertThat(report.updates()).isEqualTo(2);
        assertThat(report.needless()).isEqualTo(2);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("10");
        assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME > 2"))
                .containsExactly("5", "5");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("4");
        assertThat(counts(synced())).containsEntry("SKIPPED", 2L).containsEntry("UNCHANGED", 10L);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("10");
    }

    @Test
    void aChildThatNoBundleRefersToAnyMoreGoesAtOnce() {
        world.put(Rev.hidden(301), Rev.hidden(302), Rev.update(101).bundles(301, 302));
        synced();
        world.put(Rev.update(101).number(201).bundles(302));
        synced();
        CleanupReport report = cleanup(0);
        assertThat(report.needless()).isEqualTo(1);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("2");
        world.put(Rev.update(101).number(202).bundles(301, 302));
        synced();
        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("3");
    }

    @Test
    void chainsPassThroughWhatWasRemoved() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102));
        synced();
        world.put(Rev.update(102).number(201).supersedes(101).expired());
        synced();
        assertThat(cleanup(8).updates()).isEqualTo(1);
        assertThat(counts(synced())).doesNotContainKeys("SUPERSEDED", "REINSTATED");
        assertThat(superseded()).containsExactly("Update 101");
    }

    @Test
    void chainsPassThroughWhatHasVanishedBeforeAndAfterItIsRemoved() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102));
        ruled(WINDOWS);
        world.remove(102);
        ruled(WINDOWS);
        assertThat(live()).containsExactly("Update 103");
        assertThat(superseded()).contains("Update 101");

        assertThat(cleanup(8).updates()).isEqualTo(2);
        ruled(WINDOWS); // lets go of what nothing supersedes any more
        ruled(WINDOWS); // and would bring it

        assertThat(titles()).as("102 still leads to 101").containsExactly("Update 103");
        world.put(Rev.update(103).number(201));
        ruled(WINDOWS);
        ruled(WINDOWS);
        assertThat(titles()).as("nothing leads to 102 any more").containsExactly("Update 101", "Update 103");
    }

    /** It goes with what needs it, and would bring back what it led to. */
    @Test
    void chainsDoNotPassThroughWhatIsOutOfScopeAndOnlyNeeded() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(
                Rev.update(101),
                Rev.update(201).in(Rev.SECURITY, Rev.WORD).supersedes(101),
                Rev.update(102).supersedes(201),
                Rev.update(103).requires(201),
                Rev.update(104).supersedes(103));
        ruled(WINDOWS);
        assertThat(live()).containsExactly("Update 101", "Update 102", "Update 104");
        assertThat(superseded()).containsExactly("Update 103");

        assertThat(cleanup(8).needless()).isEqualTo(1);
        ruled(WINDOWS);
        ruled(WINDOWS);

        assertThat(titles()).containsExactly("Update 101", "Update 102", "Update 104");
        assertThat(superseded()).isEmpty();
    }

    @Test
    void whatTheRuleExpiredStaysAwayWhateverTheCatalogSaysUntilTheRuleLetsItGo() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(Rev.update(101), Rev.update(102).supersedes(101), Rev.update(103));
        ruled(WINDOWS);
        assertThat(cleanup(8).updates()).isEqualTo(1);
        assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME > 2"))
                .containsExactly("6");
        world.put(Rev.update(101).number(201));
        assertThat(counts(ruled(WINDOWS))).containsEntry("SKIPPED", 1L);
        ruled(SiteFixture.scope(List.of("Windows/*", "Word 2016"), List.of("Security Updates")));
        assertThat(titles()).containsExactly("Update 102", "Update 103");

        rule = SupersedenceRule.NEVER;
        assertThat(counts(ruled(WINDOWS))).as("by the same run").containsEntry("INSERTED", 1L);
        assertThat(titles()).containsExactly("Update 101", "Update 102", "Update 103");
        assertThat(superseded()).containsExactly("Update 101");
        assertThat(live()).hasSize(3);
    }

    @Test
    void whatNothingSupersedesAnyMoreComesBackWithTheNextFull() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        ruled(WINDOWS);
        cleanup(8);
        world.put(Rev.update(102).number(201).expired());
        ruled(WINDOWS);
        assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME > 2"))
                .containsExactly("5");
        ruled(WINDOWS);
        assertThat(live()).containsExactly("Update 101");
    }

    @Test
    void whatTheRuleLetsGoCountsUntilItComesBackAndAfter() {
        ScopeSettings scope = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates", "Service Packs"));
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(
                Rev.category(SupersedenceRule.SERVICE_PACKS, CategoryType.UPDATE_CLASSIFICATION, "Service Packs", null),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102),
                Rev.update(104)
                        .in(SupersedenceRule.SERVICE_PACKS, Rev.WINDOWS_11)
                        .supersedes(102));
        ruled(scope);
        assertThat(cleanup(8).updates()).isEqualTo(1);
        world.put(Rev.update(101), Rev.update(103).number(201).expired());
        ruled(scope);
        assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME > 2"))
                .as("only a service pack supersedes 102 now")
                .containsExactly("5");
        assertThat(live()).containsExactly("Update 104");
        world.put(Rev.update(101).number(202));
        try (Catalog catalog = open(world.revisions())) {
            ImportReport report = site.importing(catalog, scope, new ImportPicks(List.of(Rev.id(101)), List.of()));
            assertThat(report.imported()).hasSize(1);
        }
        assertThat(live()).as("102 is still to come").containsExactly("Update 104");
        ruled(scope);
        assertThat(live()).containsExactly("Update 102", "Update 104");
    }

    @Test
    void whatACleanupRemovesByTheOldRuleInTheMiddleOfARunWithANewOneComesBack() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        ruled(WINDOWS);
        StopSignal stop = new StopSignal();
        site.stop(stop);
        site.listener(new SyncListener() {
            @Override
            public void phase(Phase phase) {
                if (phase == Phase.SUPERSEDENCE) {
                    stop.request();
                }
            }
        });
        rule = SupersedenceRule.NEVER;
        world.put(Rev.update(103));
        Catalog catalog = open(world.revisions());
        SyncOptions options = new SyncOptions(100, 20, false, Duration.ofSeconds(1), rule);
        assertThat(sync(catalog, WINDOWS, options).result().name()).isEqualTo("STOPPED");
        assertThat(cleanup(8).updates()).isEqualTo(1);
        site.stop(new StopSignal());
        site.listener(SyncListener.SILENT);
        SyncReport resumed = succeeded(sync(catalog, WINDOWS, options));
        assertThat(resumed.resumed()).isTrue();
        catalog.close();
        ruled(WINDOWS);
        assertThat(titles()).containsExactly("Update 101", "Update 102", "Update 103");
    }

    @Test
    void whatWasRemovedForTheRuleIsBroughtWhenSomethingNeedsIt() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        ruled(WINDOWS);
        cleanup(8);
        world.put(Rev.update(103).bundles(101));
        ruled(WINDOWS);
        assertThat(site.column("SELECT COUNT(*) FROM v_CIRelation WHERE RelationType = 1"))
                .containsExactly("1");
    }

    @Test
    void whatHasVanishedComesBackWhenItIsThereAgain() {
        world.fill(101, 10);
        synced();
        world.remove(105);
        synced();
        assertThat(cleanup(8).updates()).isEqualTo(1);
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 9L, "IN_SCOPE", 9L, "UNCHANGED", 9L));
        world.put(Rev.update(105));
        assertThat(counts(synced())).containsEntry("INSERTED", 1L);
        assertThat(live()).hasSize(10);
    }

    @Test
    void whatWasDeclinedStaysAwayUntilItIsUndeclined() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb()) {
            susdb.write(world.fill(101, 10).revisions());
            from(susdb);
            susdb.decline(101, true);
            from(susdb);
            assertThat(cleanup(8).updates()).isEqualTo(1);
            assertThat(site.column("SELECT OUTCOME FROM SUP_DECISION WHERE OUTCOME > 2"))
                    .containsExactly("7");
            assertThat(counts(from(susdb))).containsEntry("SKIPPED", 1L);
            assertThat(counts(synced())).as("an export does not say").containsEntry("SKIPPED", 1L);
            susdb.decline(101, false);
            assertThat(counts(from(susdb))).containsEntry("INSERTED", 1L);
            assertThat(live()).hasSize(10);
        }
    }

    @Test
    void endsWhenItsTimeIsUpAndTheNextOneFindsTheRest() {
        world.fill(1_000, 250).put(Rev.update(101));
        synced();
        site.time(FIRST);
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        AtomicInteger batches = new AtomicInteger();
        Clock slow = new Clock() {
            @Override
            public Instant instant() {
                return FIRST.plus(Duration.ofDays(8)).plus(Duration.ofMinutes(15L * batches.getAndIncrement()));
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        CleanupReport first = cleanup(slow, () -> false);
        assertThat(first.updates()).isPositive().isLessThan(251);
        assertThat(first.updates() % 100).isZero();
        assertThat(first.remaining()).isEqualTo(251 - first.updates());
        CleanupReport second = cleanup(9);
        assertThat(second.updates()).isEqualTo(first.remaining());
        assertThat(titles()).isEmpty();
    }

    @Test
    void stopsAfterTheBatchAtHandAndDoesNotCountAsACleanup() {
        world.fill(1_000, 150);
        synced();
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        AtomicInteger asked = new AtomicInteger();
        CleanupReport report = cleanup(at(8), () -> asked.getAndIncrement() > 0);
        assertThat(report.updates()).isEqualTo(100);
        assertThat(report.stopped()).isTrue();
        assertThat(site.column("SELECT LAST_CLEANUP FROM SUP_LIFECYCLE")).containsOnlyNulls();
        cleanup(8);
        assertThat(site.column("SELECT LAST_CLEANUP FROM SUP_LIFECYCLE"))
                .singleElement()
                .asString()
                .startsWith("2026-11-29 02:00:00");
    }

    @Test
    void whoeverHasLostTheSiteRemovesNothing() {
        world.fill(101, 3);
        synced();
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        try (SiteLease stalled = SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            site.database().jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN + 1");
            assertThatThrownBy(() -> new Cleanup(site.database(), RULES, at(8)).run(stalled, () -> false))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
        }
        assertThat(titles()).hasSize(3);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_TOMBSTONE")).containsExactly("0");
    }

    @Test
    void aRunThatWaitsToBeContinuedStillAddsUp() {
        world.fill(1_000, 40);
        synced();
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        StopSignal stop = new StopSignal();
        site.stop(stop);
        site.chunk(10);
        site.listener(new SyncListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.UPDATES) {
                    stop.request();
                }
            }
        });
        world.fill(2_000, 40);
        Catalog catalog = open(world.revisions());
        assertThat(sync(catalog, WINDOWS, SiteFixture.DEFAULTS).result().name()).isEqualTo("STOPPED");
        assertThat(cleanup(8).updates()).isPositive();
        site.stop(new StopSignal());
        SyncReport resumed = succeeded(sync(catalog, WINDOWS, SiteFixture.DEFAULTS));
        assertThat(resumed.resumed()).isTrue();
        catalog.close();
        succeeded(sync());
        assertThat(live()).hasSize(80);
    }

    @Test
    void aPreviewChangesNothing() {
        world.put(Rev.hidden(301), Rev.update(101).bundles(301)).fill(110, 3);
        synced();
        sync(SiteFixture.scope(List.of("Word 2016"), List.of("Security Updates")));
        Map<String, List<String>> views = site.views();
        SiteState before = new JdbcSiteStore(site.database()).state();
        List<Integer> would = new ArrayList<>();
        CleanupReport report = new Cleanup(site.database(), RULES, at(8)).preview(would::add);
        assertThat(report.updates()).isEqualTo(4);
        assertThat(report.needless()).isEqualTo(1);
        assertThat(would).hasSize(4);
        assertThat(site.views()).isEqualTo(views);
        assertThat(new JdbcSiteStore(site.database()).state()).isEqualTo(before);
    }

    @Test
    void anOldHistoryGoesAndTheLastRunsStay() {
        world.put(Rev.update(101));
        for (int day = 0; day < 15; day++) {
            site.time(FIRST.plus(Duration.ofDays(day)));
            synced();
        }
        site.database().jdbc().update("UPDATE BATCH_JOB_EXECUTION SET CREATE_TIME = '2026-01-01 00:00:00'");
        site.database()
                .jdbc()
                .update("INSERT INTO SUP_QUARANTINE VALUES ('a', NULL, NULL, 'p', 'r', 't', '2026-01-01 00:00:00', 1)");
        CleanupReport.History expected = new CleanupReport.History(5, 15, 4 * 15, 1);
        assertThat(new Cleanup(site.database(), RULES, at(104))
                        .preview(ciId -> {})
                        .history())
                .isEqualTo(expected);

        assertThat(cleanup(at(104), () -> false).history()).isEqualTo(expected);

        assertThat(site.column("SELECT COUNT(*) || ' ' || MIN(RUN_ID) FROM SUP_RUN"))
                .containsExactly("10 6");
        for (String table : List.of("SUP_STATUS_MESSAGE", "SUP_STATUS_STRING", "SUP_QUARANTINE")) {
            assertThat(site.column("SELECT COUNT(*) FROM " + table)).as(table).containsExactly("0");
        }
        for (String table : List.of("JOB_INSTANCE", "JOB_EXECUTION", "STEP_EXECUTION", "STEP_EXECUTION_CONTEXT")) {
            assertThat(site.column("SELECT COUNT(*) FROM BATCH_" + table))
                    .as(table)
                    .containsExactly("0");
        }
        synced();
    }

    @Test
    void aTimeThatCannotBeMakesNoHistoryOldAndKeepsNoneForEver() {
        world.put(Rev.update(101));
        for (int day = 0; day < 15; day++) {
            Instant time = FIRST.plus(Duration.ofDays(day));
            site.time(day == 1 ? Instant.parse("2040-01-01T00:00:00Z") : day == 13 ? Instant.EPOCH : time);
            synced();
        }
        CleanupReport.History soon = cleanup(at(20), () -> false).history();
        assertThat(soon).as("what follows on younger rows is young").isEqualTo(new CleanupReport.History(0, 0, 0, 0));
        assertThat(cleanup(at(104), () -> false).history().runs())
                .as("what younger rows follow on is as old as they are")
                .isEqualTo(5);
        assertThat(site.column("SELECT COUNT(*) || ' ' || MIN(RUN_ID) FROM SUP_RUN"))
                .containsExactly("10 6");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_STATUS_MESSAGE WHERE MESSAGE_TIME > '2039-01-01 00:00:00'"))
                .containsExactly("0");
    }

    /**
     * The fresh site knows what has vanished, too, but as withdrawn: it keeps the references and does not write the updates.
     * A site that has never seen them could not tell what their chains lead to.
     */
    @Test
    void whateverIsRemovedStaysAwayAndTheRestIsAsInAFreshSite() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        Seeds.each(50, seed -> {
            List<UpdateRevision> first = new RandomWorld(seed).revisions(300);
            Random random = new Random(seed);
            List<UpdateRevision> second = new ArrayList<>();
            List<UpdateRevision> known = new ArrayList<>();
            for (UpdateRevision revision : first) {
                if (revision.category() == null && random.nextInt(8) == 0) {
                    known.add(RandomWorld.expired(revision));
                } else {
                    second.add(revision);
                    known.add(revision);
                }
            }
            try (SiteFixture old = SiteFixture.inMemory();
                    SiteFixture fresh = SiteFixture.inMemory()) {
                for (List<UpdateRevision> day : List.of(first, second)) {
                    sync(old, day);
                }
                try (SiteLease lease = SiteLease.take(old.database(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
                    new Cleanup(old.database(), rules(Duration.ZERO), at(1)).run(lease, () -> false);
                }
                Map<String, List<String>> views = old.views();
                sync(old, second); // lets go of what nothing supersedes any more
                sync(old, second); // and would bring it
                sync(fresh, known);

                Map<String, List<String>> again = old.views();
                views.forEach(
                        (view, rows) -> assertThat(again.get(view)).as(view).isEqualTo(rows));
                String unexpired =
                        "SELECT CI_UniqueID || Title || IsSuperseded FROM v_UpdateInfo WHERE IsExpired = FALSE ORDER"
                                + " BY 1";
                assertThat(old.column(unexpired)).isEqualTo(fresh.column(unexpired));
            }
        });
    }

    private void sync(SiteFixture fixture, List<UpdateRevision> revisions) {
        try (Catalog catalog = open(revisions)) {
            succeeded(fixture.sync(
                    catalog, RandomWorld.SCOPE, new SyncOptions(100, 20, true, Duration.ofSeconds(1), rule)));
        }
    }

    private SyncReport ruled(ScopeSettings scope) {
        return succeeded(sync(scope, new SyncOptions(100, 20, false, Duration.ofSeconds(1), rule)));
    }

    private SyncReport from(SampleSusdb susdb) {
        try (Catalog catalog = susdb.open()) {
            return succeeded(sync(catalog, WINDOWS, SiteFixture.DEFAULTS));
        }
    }

    private CleanupReport cleanup(int daysLater) {
        return cleanup(at(daysLater), () -> false);
    }

    private CleanupReport cleanup(Clock clock, BooleanSupplier stop) {
        try (SiteLease lease = SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            return new Cleanup(site.database(), RULES, clock).run(lease, stop);
        }
    }

    private static Clock at(int daysLater) {
        return Clock.fixed(FIRST.plus(Duration.ofDays(daysLater)), ZoneOffset.UTC);
    }

    private static CleanupRules rules(Duration after) {
        return new CleanupRules(
                after, Duration.ofDays(30), Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(90));
    }
}
