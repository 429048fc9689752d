package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.time.AgeGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rule for superseded updates, as time passes and as it changes. */
class RuleTests extends SyncSuite {

    private static final UpdateId DEFENDER = UpdateId.parse("8c3fcc84-7410-4a95-8b89-a166a0190486");
    private static final ScopeSettings ALL = SiteFixture.scope(
            List.of("Microsoft"), List.of("Security Updates", "Upgrades", "Service Packs", "Definition Updates"));

    private SupersedenceRule rule = new SupersedenceRule(new Wait.Months(6), new Wait.Months(3));

    @BeforeEach
    void addClassifications() {
        world.put(
                Rev.category(SupersedenceRule.UPGRADES, CategoryType.UPDATE_CLASSIFICATION, "Upgrades", null),
                Rev.category(SupersedenceRule.SERVICE_PACKS, CategoryType.UPDATE_CLASSIFICATION, "Service Packs", null),
                Rev.category(
                        SupersedenceRule.DEFINITION_UPDATES,
                        CategoryType.UPDATE_CLASSIFICATION,
                        "Definition Updates",
                        null),
                Rev.category(DEFENDER, CategoryType.PRODUCT, "Microsoft Defender Antivirus", Rev.WINDOWS));
    }

    @Test
    void anUnchangedCatalogExpiresWhatBecameDue() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101).created("2026-10-10"),
                Rev.update(111).in(SupersedenceRule.UPGRADES, Rev.WINDOWS_11),
                Rev.update(112).supersedes(111).created("2026-10-10"));
        ruled("2026-11-21");
        assertThat(expired()).isEmpty();
        assertThat(counts(ruled("2027-01-10"))).as("noon has not come").doesNotContainKey("EXPIRED");

        site.time(Instant.parse("2027-01-10T12:00:00Z"));
        SyncReport due = succeeded(sync(ALL, options()));

        assertThat(counts(due)).containsEntry("EXPIRED", 1L).containsEntry("UNCHANGED", 4L);
        assertThat(due.contentVersion()).isEqualTo(2);
        assertThat(reasons(101)).isEqualTo("rule");
        assertThat(expiredSince(101)).startsWith("2027-01-10 12:00:00");
        assertThat(counts(ruled("2027-04-09"))).doesNotContainKey("EXPIRED");
        assertThat(counts(ruled("2027-04-11"))).containsEntry("EXPIRED", 1L);
        assertThat(expired()).containsExactly("Update 101", "Update 111");
        assertThat(superseded()).containsExactly("Update 101", "Update 111");
    }

    @Test
    void atOnceIsWithTheSameRun() {
        rule = new SupersedenceRule(Wait.NEVER, Wait.IMMEDIATELY);
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(111).in(SupersedenceRule.UPGRADES, Rev.WINDOWS_11),
                Rev.update(112).supersedes(111));
        ruled("2026-11-21");
        assertThat(expired()).containsExactly("Update 101");
    }

    @Test
    void whatTheRuleExpiredStillSupersedes() {
        rule = new SupersedenceRule(Wait.NEVER, Wait.IMMEDIATELY);
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102));
        ruled("2026-11-21");
        assertThat(expired()).containsExactly("Update 101", "Update 102");
        ruled("2026-11-22");
        assertThat(expired()).containsExactly("Update 101", "Update 102");
    }

    @Test
    void servicePacksAndEndpointProtectionAreSpared() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101).in(SupersedenceRule.SERVICE_PACKS, Rev.WINDOWS_11),
                Rev.update(111).in(SupersedenceRule.DEFINITION_UPDATES, DEFENDER),
                Rev.update(112).supersedes(111).in(SupersedenceRule.DEFINITION_UPDATES, DEFENDER),
                Rev.update(121).in(SupersedenceRule.DEFINITION_UPDATES, Rev.WORD),
                Rev.update(122).supersedes(121).in(SupersedenceRule.DEFINITION_UPDATES, Rev.WORD));
        ruled("2026-11-21");
        assertThat(superseded()).containsExactly("Update 101", "Update 111", "Update 121");
        assertThat(expired()).containsExactly("Update 121");
        world.put(Rev.update(103).supersedes(101));
        ruled("2026-11-22");
        assertThat(expired()).containsExactly("Update 101", "Update 121");
    }

    @Test
    void aLooserRuleReinstatesAndARevisionMovesTheDate() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-08-01"));
        ruled("2026-11-21");
        assertThat(expired()).containsExactly("Update 101");
        world.put(Rev.update(102).number(201).supersedes(101).created("2026-11-01"));
        assertThat(counts(ruled("2026-11-22"))).containsEntry("REINSTATED", 1L);
        assertThat(expired()).isEmpty();
        rule = new SupersedenceRule(Wait.NEVER, Wait.IMMEDIATELY);
        ruled("2026-11-22");
        assertThat(expired()).containsExactly("Update 101");
        rule = SupersedenceRule.NEVER;
        SyncReport report = ruled("2026-11-23");
        assertThat(counts(report)).containsEntry("REINSTATED", 1L);
        assertThat(expired()).isEmpty();
        assertThat(site.column("SELECT APPLIED_RULE FROM SUP_LIFECYCLE"))
                .containsExactly("feature-updates: never, other-updates: never");
    }

    @Test
    void anotherReasonStaysWhenTheRuleGoesAndKeepsItsTime() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-08-01"))
                .fill(120, 8);
        ruled("2026-11-21");
        world.put(Rev.update(101).number(201).expired());
        ruled("2026-11-22");
        assertThat(reasons(101)).isEqualTo("publisher,rule");
        rule = SupersedenceRule.NEVER;
        ruled("2026-11-23");
        assertThat(reasons(101)).isEqualTo("publisher");
        assertThat(expiredSince(101)).startsWith("2026-11-21");
    }

    @Test
    void aDoubtedClockLeavesTheRuleToTheNextRun() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-10-10"));
        ruled("2026-11-21");
        world.put(
                Rev.update(103).created("2026-01-10"),
                Rev.update(104).supersedes(103).created("2026-02-10"));
        site.ages(doubted(Instant.parse("2026-11-21T02:00:00Z")));
        ruled("2040-06-01");
        assertThat(expired()).isEmpty();
        assertThat(superseded()).as("no question of age").containsExactly("Update 101", "Update 103");

        site.ages(AgeGuard.TRUSTING);
        ruled("2026-11-22");
        assertThat(expired()).as("due, and found although nothing changed").containsExactly("Update 103");
        ruled("2027-01-11");
        assertThat(expired()).containsExactly("Update 101", "Update 103");
    }

    @Test
    void whatTheRuleExpiredUnderAClockThatWasAheadIsReinstated() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-10-10"));
        ruled("2026-11-21");
        ruled("2040-06-01");
        assertThat(expired()).containsExactly("Update 101");
        assertThat(counts(ruled("2026-11-22"))).containsEntry("REINSTATED", 1L);
        assertThat(expired()).isEmpty();
        ruled("2027-01-11");
        assertThat(expired()).containsExactly("Update 101");
    }

    @Test
    void aDoubtedClockThatIsBehindReinstatesNothing() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).created("2026-02-10"));
        ruled("2026-11-21");
        site.ages(doubted(Instant.parse("2026-11-21T02:00:00Z")));
        world.put(Rev.update(103).number(201));
        ruled("2010-06-01");
        assertThat(expired()).containsExactly("Update 101");
        assertThat(expiredSince(101)).startsWith("2026-11-21 02:00:00");
    }

    @Test
    void anAgeInTheFutureIsCountedAnewAndOneInThePastNever() {
        world.fill(200, 20);
        world.put(Rev.update(101), Rev.update(102), Rev.update(103));
        ruled("2026-11-21");
        world.remove(101);
        ruled("2040-06-01");
        assertThat(expiredSince(101)).startsWith("2040-06-01");
        ruled("2026-11-22");
        assertThat(expiredSince(101)).startsWith("2026-11-22 02:00:00");

        site.ages(doubted(Instant.parse("2026-11-22T02:00:00Z")));
        world.remove(102);
        ruled("2010-06-01");
        assertThat(expiredSince(102)).as("when the site was last alive").startsWith("2026-11-22 02:00:00");
        assertThat(expiredSince(101)).startsWith("2026-11-22 02:00:00");
    }

    /** A clock that is not believed, of a site that was last alive then. */
    private static AgeGuard doubted(Instant alive) {
        return new AgeGuard() {
            @Override
            public boolean mayAge(Instant now) {
                return false;
            }

            @Override
            public Instant agesFrom(Instant now) {
                return now.isBefore(alive) ? alive : now;
            }
        };
    }

    @Test
    void aDeltaDoesNotTakeARuleForAppliedThatADoubtedClockHasLeft() {
        rule = SupersedenceRule.NEVER;
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        ruled("2026-11-21");
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        site.ages(doubted(Instant.parse("2026-11-21T02:00:00Z")));
        ruled("2026-11-22");
        assertThat(expired()).as("by a clock that nobody believes").isEmpty();
        site.ages(AgeGuard.TRUSTING);
        SyncReport report = delta("2026-11-23");
        assertThat(report.type()).isEqualTo("FULL");
        assertThat(site.notes()).anyMatch(note -> note.contains("supersedence rule"));
        assertThat(expired()).containsExactly("Update 101");
    }

    @Test
    void aStepAsksTheClockOnce() {
        rule = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);
        world.fill(1_000, 200);
        AtomicInteger asked = new AtomicInteger();
        site.ages(new AgeGuard() {
            @Override
            public boolean mayAge(Instant now) {
                asked.incrementAndGet();
                return true;
            }

            @Override
            public Instant agesFrom(Instant now) {
                asked.incrementAndGet();
                return now;
            }
        });
        ruled("2026-11-21");
        world.remove(1_000);
        ruled("2026-11-22");
        assertThat(asked.get()).as("of 200 updates").isBetween(1, 20);
    }

    @Test
    void aRunOfAnotherRuleIsNotContinued() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        SyncPlan plan = new SyncPlan(open(world.revisions()), ALL, options(), "sup1");
        rule = SupersedenceRule.NEVER;
        SyncPlan other = new SyncPlan(plan.catalog(), ALL, options(), "sup1");
        assertThat(other.digest()).isNotEqualTo(plan.digest());
        assertThat(other.differences(plan.text())).containsExactly("supersedence rule");
        plan.catalog().close();
    }

    private SyncReport ruled(String day) {
        site.time(Instant.parse(day + "T02:00:00Z"));
        return succeeded(sync(ALL, options()));
    }

    private SyncReport delta(String day) {
        site.time(Instant.parse(day + "T02:00:00Z"));
        try (Catalog catalog = open(world.revisions())) {
            return succeeded(site.delta(catalog, ALL, options()));
        }
    }

    private SyncOptions options() {
        return new SyncOptions(100, 20, false, Duration.ofSeconds(1), rule);
    }

    private List<String> expired() {
        return site.column("SELECT Title FROM v_UpdateInfo WHERE IsExpired = TRUE ORDER BY Title");
    }

    private String expiredSince(long update) {
        return site.column("SELECT ExpiredSince FROM v_UpdateInfo WHERE CI_UniqueID = '" + Rev.id(update) + "'")
                .get(0);
    }
}
