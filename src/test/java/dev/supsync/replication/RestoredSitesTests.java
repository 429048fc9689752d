package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupReport;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.Rev;
import dev.supsync.testing.CountingConnections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sites that were restored or lost, removals, deployments: each is noticed, and only what differs is sent. */
class RestoredSitesTests extends ReplicationSuite {

    private static final Instant LATER = Instant.parse("2026-12-21T02:00:00Z");

    private TestChild child;

    @BeforeEach
    void synchronizeOnce() {
        world.fill(100, 10);
        synced();
        child = child("PS1");
        child.receive(parent());
    }

    @Test
    void aRestoredChildGoesOnFromItsOldPosition() {
        Copies old = Copies.of(child.database());
        world.put(Rev.update(200));
        synced();
        child.receive(parent());
        old.restore(child.database());
        assertThat(child.receive(parent())).isEqualTo(new Sent(1, 0, 0, 0, Way.FOLLOW));
        assertEqual(child);
    }

    @Test
    void aLostChildIsLoadedAnew() {
        child.lose();
        assertThat(child.receive(parent()).way()).isEqualTo(Way.LOAD);
        assertEqual(child);
    }

    @Test
    void aRestoredParentIsNoticedAndTheChildIsCompared() {
        Copies old = Copies.of(parent());
        world.put(Rev.update(200), Rev.update(101).number(201).title("Lost with the old parent"));
        synced();
        child.receive(parent());
        old.restore(parent());
        world.remove(200).put(Rev.update(101).number(200), Rev.update(300));
        synced();
        assertThat(child.receive(parent())).isEqualTo(new Sent(2, 0, 1, 0, Way.COMPARE));
        assertEqual(child);
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
    }

    @Test
    void aParentRestoredToAPublicationThatTheChildHasSeenMoreThanIsNoticed() {
        world.put(Rev.update(101).number(201).title("Published"));
        synced();
        Copies published = Copies.of(parent());
        world.put(Rev.update(101).number(202).title("Never published"));
        world.fill(400, 10);
        dies();
        assertThatThrownBy(() -> child.receive(parent()))
                .as("it is not complete")
                .hasMessageContaining("has changed");
        published.restore(parent());
        child.receive(parent());
        assertEqual(child);
    }

    @Test
    void whatChangedWhileALoadWasInterruptedArrives() {
        child.lose();
        child.connections(source -> new FaultyConnections(source, Fault.DEAD_BEFORE, 3));
        assertThatThrownBy(() -> child.receive(parent())).isInstanceOf(SupsyncException.class);
        child.connections(source -> source);
        world.put(Rev.update(101).number(201).title("Loaded before"), Rev.update(300));
        synced();
        assertThat(child.receive(parent()).way()).isEqualTo(Way.LOAD);
        assertEqual(child);
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
    }

    @Test
    void anotherParentIsCompared() {
        TestChild middle = child("PS2");
        middle.receive(parent());
        middle.synchronize();
        assertThat(child.receive(middle.database()).way()).isEqualTo(Way.COMPARE);
        assertThat(ReplicationTarget.position(child.database()))
                .hasValueSatisfying(p -> assertThat(p.parentCode()).isEqualTo("PS2"));
        assertEqual(child);
    }

    @Test
    void whatIsDeployedAtTheChildStaysUntilItIsNot() {
        TestChild below = child("SS1");
        world.put(Rev.update(101).number(201).expired());
        synced();
        child.receive(parent());
        child.synchronize();
        below.receive(child.database());
        deploy(child.database(), 101);
        removeExpired();
        synced();
        assertThat(child.receive(parent()).removed()).isZero();
        String yes = child.database().literal(true);
        assertThat(child.column("SELECT Title FROM v_UpdateInfo WHERE IsDeployed = " + yes + " AND IsExpired = " + yes))
                .containsExactly("Update 101");
        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        child.receive(parent());
        assertEqual(child);
        child.synchronize();
        assertThat(below.receive(child.database()).removed()).isEqualTo(1);
        assertEqual(below);
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
    }

    @Test
    void aComparisonKeepsWhatItFindsEqualThoughItsRemovalWaited() {
        world.put(Rev.update(101).number(201).expired());
        synced();
        child.receive(parent());
        Copies old = Copies.of(parent());
        deploy(child.database(), 101);
        removeExpired();
        synced();
        child.receive(parent());
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("1");
        old.restore(parent());
        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        world.put(Rev.update(300));
        synced();
        assertThat(child.receive(parent())).isEqualTo(new Sent(1, 0, 0, 0, Way.COMPARE));
        assertEqual(child);
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("0");
    }

    @Test
    void aComparisonLeavesWhatIsDeployedAndGoneAboveUntilItIsNot() {
        world.put(Rev.update(101).number(201).expired());
        synced();
        child.receive(parent());
        deploy(child.database(), 101);
        removeExpired();
        synced();
        child.receive(parent());
        assertThat(child.repair(parent()).removed()).isZero();
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("1");
        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        child.receive(parent());
        assertEqual(child);
    }

    @Test
    void aBundleThatIsDeployedAtTheChildStaysWhole() {
        TestChild below = child("SS1");
        bundle(child, 101);
        child.synchronize();
        below.receive(child.database());
        Map<String, List<String>> whole = child.views();
        deploy(child.database(), 101);
        removeExpired();
        synced();

        assertThat(child.receive(parent()).removed()).isZero();

        assertWhole(child, whole);
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("4");
        assertThat(child.receive(parent())).as("nothing is left to do").isEqualTo(Sent.NOTHING);
        assertThat(child.repair(parent()).removed()).isZero();
        assertWhole(child, whole);
        child.synchronize();
        below.receive(child.database());
        assertWhole(below, whole);

        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        child.receive(parent());

        assertEqual(child);
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("0");
        child.synchronize();
        assertThat(below.receive(child.database()).removed()).isEqualTo(4);
        assertEqual(below);
    }

    @Test
    void aComparisonKeepsADeployedBundleWholeInWhateverOrderItMeetsItsParts() {
        world.put(Rev.hidden(301));
        world.put(Rev.update(201).requires(301));
        synced();
        child.receive(parent());
        bundle(child, 101);
        Map<String, List<String>> whole = child.views();
        deploy(child.database(), 101);
        removeExpired();
        synced();

        assertThat(child.repair(parent()).removed()).isZero();

        assertWhole(child, whole);
    }

    @Test
    void whatADeployedBundleDropsGoesAndTheRestStays() {
        world.put(Rev.hidden(301), Rev.hidden(302), Rev.update(101).number(201).bundles(301, 302));
        synced();
        child.receive(parent());
        deploy(child.database(), 101);
        world.put(Rev.update(101).number(202).bundles(302));
        synced();
        cleanUp();
        synced();

        child.receive(parent());

        assertThat(child.column("SELECT COUNT(*) FROM v_CIRelation WHERE RelationType = 1"))
                .containsExactly("1");
        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE")).containsExactly("0");
        assertThat(child.column("SELECT COUNT(*) FROM SUP_UPDATE")).isEqualTo(topCount());
    }

    @Test
    void aPartThatIsDeployedItselfStaysWhenItsBundleGoes() {
        bundle(child, 101);
        deploy(child.database(), 101);
        removeExpired();
        synced();
        child.receive(parent());
        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        deploy(child.database(), 301);

        child.receive(parent());

        assertThat(child.column("SELECT COUNT(*) FROM SUP_HELD_TOMBSTONE"))
                .as("301 and the 303 within it")
                .containsExactly("2");
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
        child.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        child.receive(parent());
        assertEqual(child);
    }

    @Test
    void aPreviewCountsNothingThatADeploymentKeeps() {
        bundle(child, 101);
        long before = ReplicationTarget.position(child.database()).orElseThrow().seen();
        deploy(child.database(), 101);
        removeExpired();
        synced();
        ReplicationSource source = new ReplicationSource(parent());
        long end = Objects.requireNonNull(source.head().publication()).changeNumber();
        ReplicationPreview preview = new ReplicationPreview(child.database());

        preview.add(source.changes(before, end));

        assertThat(preview.result(false).removed()).isZero();
        assertThat(new ReplicationPreview(child.database()).result(true).removed())
                .as("all that it does not need")
                .isEqualTo(9);
    }

    @Test
    void whatComesBackAfterItsRemovalIsThere() {
        world.put(Rev.update(101).number(201).expired());
        synced();
        child.receive(parent());
        removeExpired();
        synced();
        assertThat(child.receive(parent()).removed()).isEqualTo(1);
        assertEqual(child);
        world.put(Rev.update(101).number(202));
        synced();
        assertThat(child.receive(parent())).isEqualTo(new Sent(1, 0, 0, 0, Way.FOLLOW));
        assertEqual(child);
    }

    @Test
    void whatLivedAgainBeforeTheChildSawItsRemovalIsThere() {
        world.put(Rev.update(101).number(201).expired());
        synced();
        removeExpired();
        synced();
        world.put(Rev.update(101).number(202));
        synced();
        child.receive(parent());
        assertEqual(child);
    }

    @Test
    void flagsOfAnUpdateThatTheChildDoesNotHoldMakeItDoubtful() {
        child.database()
                .jdbc()
                .update(
                        "DELETE FROM SUP_UPDATE WHERE UPDATE_ID = ?",
                        child.database().parameter(Rev.id(105).value()));
        world.put(Rev.update(200).supersedes(105));
        synced();
        child.receive(parent());
        assertThat(ReplicationTarget.position(child.database()))
                .hasValueSatisfying(p -> assertThat(p.epoch()).isNull());
        for (String table : Copies.DETAILS) {
            child.database()
                    .jdbc()
                    .update("DELETE FROM " + table + " WHERE CI_ID NOT IN (SELECT CI_ID FROM SUP_UPDATE)");
        }
        assertThat(child.receive(parent())).isEqualTo(new Sent(1, 0, 0, 0, Way.COMPARE));
        assertEqual(child);
    }

    @Test
    void aRepairFindsWhatNoDigestTells() {
        child.database().jdbc().update("UPDATE SUP_UPDATE_TEXT SET TITLE = 'Forged' WHERE CI_ID = 5");
        assertThat(child.receive(parent())).isEqualTo(Sent.NOTHING);
        assertThat(differences(child))
                .extracting(Difference::kind, Difference::what)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Difference.Kind.CONTENT, "texts"));
        assertThat(child.repair(parent())).isEqualTo(new Sent(1, 0, 0, 0, Way.COMPARE));
        assertEqual(child);
    }

    @Test
    void anUnchangedChildCostsOneQuery() {
        SiteHead head = new ReplicationSource(parent()).head();
        AtomicInteger statements = new AtomicInteger();
        SiteDatabase counted = child.database().through(source -> new CountingConnections(source, statements));
        assertThat(Replicator.isCurrent(parent(), head, counted)).isTrue();
        assertThat(statements).hasValue(1);
    }

    @Test
    void whoLostTheChildWritesNothing() {
        world.put(Rev.update(200));
        synced();
        SiteLease lost = child.lease();
        lost.close();
        try (SiteLease other = child.lease()) {
            Replicator replicator = new Replicator(parent(), child.database(), lost, TestChild.CLOCK, () -> {});
            assertThat(other.token()).isNotEqualTo(lost.token());
            assertThatThrownBy(() -> replicator.run(() -> {}))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
        }
        assertThat(child.column("SELECT COUNT(*) FROM SUP_UPDATE")).containsExactly("10");
    }

    @Test
    void anotherNameOfTheUpdateSourceArrives() {
        try (SiteLease lease = SiteLease.take(parent(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            new dev.supsync.site.jdbc.SiteSetup(parent()).nameSource(lease, "sup2.contoso.example");
        }
        synced();
        child.receive(parent());
        assertThat(child.column("SELECT UpdateSourceName FROM v_SoftwareUpdateSource"))
                .containsExactly("sup2.contoso.example");
        assertEqual(child);
    }

    /** A bundle of a bundle with files, and what it requires: as they were before the publisher expired it. */
    private void bundle(TestChild receiver, long number) {
        world.put(
                Rev.hidden(303).file("inner payload"),
                Rev.hidden(301).bundles(303),
                Rev.detectoid(302),
                Rev.update(number).number(201).bundles(301).requires(302));
        synced();
        world.put(Rev.update(number).number(202).bundles(301).requires(302).expired());
        synced();
        receiver.receive(parent());
        assertThat(receiver.column("SELECT COUNT(*) FROM v_UpdateContents WHERE CI_ID <> ContentCI_ID"))
                .as("files of its parts")
                .containsExactly("2");
    }

    /** What the deployed bundle shows is what it showed before. */
    private static void assertWhole(TestChild site, Map<String, List<String>> before) {
        Map<String, List<String>> now = site.views();
        for (String view : before.keySet()) {
            if (view.contains("Relation") || view.contains("Content")) {
                assertThat(now.get(view)).as(view).isEqualTo(before.get(view));
            }
        }
    }

    private List<String> topCount() {
        return parent().jdbc().queryForList("SELECT COUNT(*) FROM SUP_UPDATE", String.class);
    }

    private void removeExpired() {
        assertThat(cleanUp().updates()).isEqualTo(1);
    }

    private CleanupReport cleanUp() {
        CleanupRules rules = new CleanupRules(
                Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(90));
        try (SiteLease lease = SiteLease.take(parent(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            return new Cleanup(parent(), rules, Clock.fixed(LATER, ZoneOffset.UTC)).run(lease, () -> false);
        }
    }

    private static void deploy(SiteDatabase database, long update) {
        database.jdbc()
                .update(
                        "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME) VALUES (?, 'Pilot')",
                        database.parameter(Rev.id(update).value()));
    }
}
