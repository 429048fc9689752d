package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.lease.SiteLease;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.RunResult;
import dev.supsync.testing.Seeds;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a catalog and a site: references that come and go, chains and cycles, expirations, declines, removals,
 * rules and scopes that change, imports, interrupted runs, cleanups. After each run both flags of every update are what
 * they should be by the references that the site has then; after full ones also as in a site that begins that day.
 */
class FlagHistoryTests extends SyncSuite {

    /** How many, in the long build. */
    private static final int HISTORIES = 60;

    private static final int STEPS = 16;
    private static final Instant START = Instant.parse("2026-11-01T02:00:00Z");
    private static final List<String> CLASSES =
            List.of("Security Updates", "Upgrades", "Service Packs", "Definition Updates");
    private static final ScopeSettings NARROW = SiteFixture.scope(List.of("Windows/*"), CLASSES);
    private static final ScopeSettings WIDE = SiteFixture.scope(List.of("Microsoft"), CLASSES);
    private static final List<SupersedenceRule> RULES = List.of(
            SupersedenceRule.NEVER,
            new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY),
            new SupersedenceRule(Wait.NEVER, Wait.IMMEDIATELY),
            new SupersedenceRule(new Wait.Months(6), new Wait.Months(2)));

    private Random random = new Random();
    private @Nullable ChangingCatalog catalog;
    private Set<Long> imported = new HashSet<>();
    private List<String> log = new ArrayList<>();
    private int day;
    private SupersedenceRule rule = SupersedenceRule.NEVER;
    private SupersedenceRule applied = SupersedenceRule.NEVER;
    private ScopeSettings scope = NARROW;

    @Test
    void bothFlagsOfEveryUpdateComeFromTheSameReferences() {
        Seeds.each(HISTORIES, seed -> {
            try (SampleSusdb database = new SampleSusdb();
                    SiteFixture fixture = SiteFixture.inMemory()) {
                begin(seed, database);
                full(fixture);
                for (int step = 0; step < STEPS; step++) {
                    step(fixture);
                }
                full(fixture);
                compareWithAFreshSite(fixture);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + String.join("\n", log), e);
            }
        });
    }

    private void begin(long seed, SampleSusdb database) throws SQLException {
        random = new Random(seed);
        imported = new HashSet<>();
        log = new ArrayList<>();
        day = 0;
        rule = pick(RULES);
        applied = SupersedenceRule.NEVER;
        scope = NARROW;
        log.add("the rule is " + rule);
        catalog = new ChangingCatalog(database, random, log::add);
    }

    private ChangingCatalog content() {
        return Objects.requireNonNull(catalog);
    }

    private void step(SiteFixture fixture) throws SQLException {
        day += random.nextInt(12);
        for (int i = random.nextInt(6); i >= 0; i--) {
            content().change();
        }
        switch (random.nextInt(10)) {
            case 0 -> {
                rule = pick(RULES);
                log.add("the rule is " + rule);
            }
            case 1 -> {
                scope = scope.equals(NARROW) ? WIDE : NARROW;
                log.add("the scope is " + scope.products());
            }
            case 2, 3 -> cleanUp(fixture);
            case 4 -> importing(fixture);
            default -> {}
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> full(fixture);
            case 2 -> interrupted(fixture);
            case 3 -> {
                full(fixture);
                compareWithAFreshSite(fixture);
            }
            default -> run(fixture, SyncType.DELTA);
        }
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void full(SiteFixture fixture) {
        run(fixture, SyncType.FULL);
    }

    private void runOn(SiteFixture fixture, SyncType type) {
        SyncReport report = start(fixture, type);
        log.add(report.type() + " on day " + day);
        succeeded(report);
        ended(report);
    }

    /** A delta that would miss something has run in full. */
    private void ended(SyncReport report) {
        if (report.type().equals("FULL")) {
            applied = rule;
        }
    }

    private void run(SiteFixture fixture, SyncType type) {
        runOn(fixture, type);
        check(fixture);
        checkReferences(fixture);
    }

    private SyncReport start(SiteFixture fixture, SyncType type) {
        fixture.time(now());
        SyncOptions options = new SyncOptions(100, 20, true, Duration.ZERO, rule);
        try (Catalog catalog = content().open()) {
            return type == SyncType.FULL
                    ? fixture.sync(catalog, scope, options)
                    : fixture.delta(catalog, scope, options);
        }
    }

    /** Stops before one of its steps, or within it; a cleanup may come before it goes on. */
    private void interrupted(SiteFixture fixture) {
        StopSignal stop = new StopSignal();
        SyncListener.Phase when = pick(List.of(SyncListener.Phase.values()));
        fixture.stop(stop);
        fixture.listener(new SyncListener() {
            @Override
            public void phase(Phase phase) {
                if (phase == when) {
                    stop.request();
                }
            }
        });
        SyncType type = random.nextBoolean() ? SyncType.FULL : SyncType.DELTA;
        SyncReport report = start(fixture, type);
        fixture.stop(new StopSignal());
        fixture.listener(SyncListener.SILENT);
        log.add(type + " stopped in " + when + ": " + report.result());
        assertThat(report.result()).isIn(RunResult.STOPPED, RunResult.SUCCEEDED);
        if (report.result() == RunResult.SUCCEEDED) {
            ended(report);
        }
        if (random.nextBoolean()) {
            cleanUp(fixture);
            // it goes on by what it had read; what a changed rule lets go of what was removed meanwhile, the next one
            // brings
            runOn(fixture, type);
            full(fixture);
        } else {
            run(fixture, type);
        }
    }

    private void cleanUp(SiteFixture fixture) {
        Duration age = Duration.ofDays(random.nextInt(30));
        CleanupRules rules = new CleanupRules(
                age, Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(90));
        try (SiteLease lease = SiteLease.take(fixture.database(), Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            log.add("a cleanup: "
                    + new Cleanup(fixture.database(), rules, Clock.fixed(now(), ZoneOffset.UTC))
                            .run(lease, () -> false));
        }
    }

    /** Picks out of another catalog: what is there of the same updates may be newer here, and is left out then. */
    private void importing(SiteFixture fixture) {
        long number = content().any();
        World other = ChangingCatalog.categories()
                .put(Rev.update(number)
                        .number(content().nextRevision())
                        .in(Rev.SECURITY, Rev.WORD)
                        .supersedes(content().any(), content().any()));
        fixture.time(now());
        try (Catalog catalog = open(other.revisions())) {
            ImportReport report =
                    fixture.importing(catalog, scope, new ImportPicks(List.of(Rev.id(number)), List.of()));
            log.add("an import of " + number + ": " + report);
            assertThat(report.error()).isNull();
        }
        imported.add(number);
        check(fixture);
    }

    private void check(SiteFixture fixture) {
        assertThat(new FlagOracle(fixture.database()).faults(applied, now())).isEmpty();
        assertThat(fixture.column("SELECT COUNT(*) FROM SUP_UPDATE_STATE f JOIN SUP_UPDATE u ON u.CI_ID = f.CI_ID"
                        + " WHERE u.IS_LISTED = FALSE AND (f.IS_SUPERSEDED = TRUE OR f.REASONS >= 16)"))
                .containsExactly("0");
    }

    /** A delta has read every new revision, too. */
    private void checkReferences(SiteFixture fixture) {
        FlagOracle oracle = new FlagOracle(fixture.database());
        content().entries().forEach((number, entry) -> {
            if (oracle.isListed(Rev.id(number).value()) && !imported.contains(number)) {
                assertThat(oracle.references(Rev.id(number).value()))
                        .as("references of %d", number)
                        .isEqualTo(entry.older().stream()
                                .map(o -> Rev.id(o).value())
                                .collect(Collectors.toSet()));
            }
        });
    }

    /**
     * Of what both sites hold, the flags are the same, unless something in a chain to it is known to one of them only. What
     * only one holds is expired.
     */
    private void compareWithAFreshSite(SiteFixture old) {
        cleanUp(old);
        full(old); // by a scope or a rule that has changed it lets go what was removed,
        full(old); // and the one after it brings that
        try (SiteFixture fresh = SiteFixture.inMemory()) {
            succeeded(start(fresh, SyncType.FULL));
            FlagOracle mine = new FlagOracle(old.database());
            FlagOracle its = new FlagOracle(fresh.database());
            assertThat(its.faults(rule, now())).isEmpty();
            for (UUID id : mine.listed()) {
                if (!its.isListed(id)) {
                    assertThat(mine.reasons(id) & ~16)
                            .as("expired: " + name(id))
                            .satisfiesAnyOf(
                                    reasons -> assertThat(reasons).isNotZero(),
                                    reasons -> assertThat(isStrange(id)).isTrue());
                } else if (isComparable(id, mine, its)) {
                    assertThat(mine.isSuperseded(id))
                            .as("superseded: %s, here by %s, there by %s", name(id), names(mine, id), names(its, id))
                            .isEqualTo(its.isSuperseded(id));
                }
            }
            for (UUID id : its.listed()) {
                if (!mine.isListed(id) && !isStrange(id) && isComparable(id, mine, its)) {
                    assertThat(its.reasons(id)).as("removed: " + name(id)).isEqualTo(16);
                }
            }
        }
    }

    private boolean isComparable(UUID id, FlagOracle mine, FlagOracle its) {
        return Stream.of(mine, its).flatMap(o -> o.aboveInAnyWay(id).stream()).noneMatch(this::isStrange);
    }

    private List<String> names(FlagOracle oracle, UUID id) {
        return oracle.above(id).stream().map(this::name).toList();
    }

    private String name(UUID id) {
        for (long number = 1_000; number < content().next(); number++) {
            if (Rev.id(number).value().equals(id)) {
                return Long.toString(number);
            }
        }
        return id.toString();
    }

    /** Whether a site that begins today may not know it: it is gone, was imported or moved, is hidden, or is out of scope. */
    private boolean isStrange(UUID id) {
        if (Stream.concat(imported.stream(), content().moved().stream())
                .anyMatch(n -> Rev.id(n).value().equals(id))) {
            return true;
        }
        for (Map.Entry<Long, ChangingCatalog.Entry> entry : content().entries().entrySet()) {
            if (Rev.id(entry.getKey()).value().equals(id)) {
                // a hidden one is there while something needs it, which a cleanup may have removed
                return entry.getValue().hidden()
                        || (scope.equals(NARROW)
                                && entry.getValue().categories().contains(Rev.WORD));
            }
        }
        return true;
    }

    private Instant now() {
        return START.plus(Duration.ofDays(day));
    }
}
