package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.sync.PreviewReport.Figure;
import dev.supsync.testing.Seeds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A preview tells what the synchronization then does, and writes nothing. */
class PreviewTests extends SyncSuite {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final SupersedenceRule AT_ONCE = new SupersedenceRule(Wait.IMMEDIATELY, Wait.IMMEDIATELY);

    @Test
    void tellsWhatChangesPerProductAndClassification() {
        world.put(Rev.update(101), Rev.update(102).in(Rev.SECURITY, Rev.WINDOWS_10))
                .fill(110, 10);
        synced();
        world.put(Rev.update(101).number(201).title("Better"), Rev.update(103).supersedes(102))
                .remove(110);
        PreviewReport report = preview(site, world.revisions(), WINDOWS, SupersedenceRule.NEVER);
        assertThat(report.classifications()).containsExactly(new Figure(Rev.SECURITY, "Security Updates", 1, 1, 1, 0));
        assertThat(report.products()).containsExactly(new Figure(Rev.WINDOWS_11, "Windows 11", 1, 1, 1, 0));
        assertThat(report.expired().cardinality()).isEqualTo(1);

        PreviewReport ruled = preview(site, world.revisions(), WINDOWS, AT_ONCE);
        assertThat(ruled.products())
                .containsExactly(
                        new Figure(Rev.WINDOWS_10, "Windows 10", 0, 0, 1, 0),
                        new Figure(Rev.WINDOWS_11, "Windows 11", 1, 1, 1, 0));
        PreviewReport office = preview(
                site, world.revisions(), SiteFixture.scope(List.of("Office/*"), List.of("Security Updates")), AT_ONCE);
        assertThat(office.counts().get(Counter.EXPIRED)).isEqualTo(12);
    }

    @Test
    void failsAsTheSynchronizationWould() {
        world.fill(101, 10);
        synced();
        world.remove(101, 102, 103);
        assertThatThrownBy(() -> preview(site, world.revisions(), WINDOWS, SupersedenceRule.NEVER, false))
                .isInstanceOfSatisfying(
                        SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VANISHED_GUARD));
    }

    @Test
    void tellsWhatTheSynchronizationThenDoesAndWritesNothing() {
        Seeds.each(50, seed -> {
            Random random = new Random(seed);
            List<UpdateRevision> first = new RandomWorld(seed).revisions(300);
            List<UpdateRevision> second = new ArrayList<>(new RandomWorld(seed + 100).revisions(300));
            second.removeIf(r -> r.category() == null && random.nextInt(6) == 0);
            SupersedenceRule rule = seed % 2 == 0 ? AT_ONCE : SupersedenceRule.NEVER;
            try (SiteFixture fixture = SiteFixture.inMemory()) {
                expectSame(fixture, first, rule);
                expectSame(fixture, second, rule);
                expectSame(fixture, first, seed % 2 == 0 ? SupersedenceRule.NEVER : AT_ONCE);
            }
        });
    }

    private void expectSame(SiteFixture fixture, List<UpdateRevision> revisions, SupersedenceRule rule) {
        Map<String, List<String>> before = tables(fixture);
        PreviewReport preview = preview(fixture, revisions, RandomWorld.SCOPE, rule);
        assertThat(tables(fixture)).isEqualTo(before);
        List<String> live = fixture.column(
                "SELECT CI_ID FROM SUP_UPDATE WHERE CI_ID NOT IN (SELECT CI_ID FROM SUP_UPDATE_STATE WHERE REASONS <>"
                        + " 0)");
        SyncReport sync;
        try (Catalog catalog = open(revisions)) {
            fixture.time(NOW);
            sync = succeeded(fixture.sync(catalog, RandomWorld.SCOPE, options(rule, true)));
        }
        for (Counter counter : List.of(
                Counter.READ,
                Counter.IN_SCOPE,
                Counter.OUT_OF_SCOPE,
                Counter.SKIPPED,
                Counter.INSERTED,
                Counter.UPDATED,
                Counter.UNCHANGED,
                Counter.EXPIRED,
                Counter.REINSTATED,
                Counter.SUPERSEDED)) {
            assertThat(preview.counts().get(counter))
                    .as(counter.toString())
                    .isEqualTo(sync.counts().get(counter));
        }
        List<String> gone = new ArrayList<>(live);
        gone.retainAll(fixture.column("SELECT CI_ID FROM SUP_UPDATE_STATE WHERE REASONS <> 0"));
        assertThat(preview.expired().stream().mapToObj(Integer::toString)).containsExactlyInAnyOrderElementsOf(gone);
    }

    /** Every row of every table. */
    private static Map<String, List<String>> tables(SiteFixture fixture) {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : fixture.column("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA ="
                + " 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE'")) {
            List<String> rows = new ArrayList<>();
            fixture.database().jdbc().query("SELECT * FROM \"" + table + "\"", row -> {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append('|');
                }
                rows.add(text.toString());
            });
            rows.sort(null);
            tables.put(table, rows);
        }
        return tables;
    }

    private PreviewReport preview(
            SiteFixture fixture, List<UpdateRevision> revisions, ScopeSettings scope, SupersedenceRule rule) {
        return preview(fixture, revisions, scope, rule, true);
    }

    private PreviewReport preview(
            SiteFixture fixture,
            List<UpdateRevision> revisions,
            ScopeSettings scope,
            SupersedenceRule rule,
            boolean allowVanished) {
        try (Catalog catalog = open(revisions)) {
            SyncPlan plan = new SyncPlan(catalog, scope, options(rule, allowVanished), "sup1.contoso.example");
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            return new Preview(fixture.database(), plan, clock, SyncListener.SILENT, new StopSignal()).run();
        }
    }

    private static SyncOptions options(SupersedenceRule rule, boolean allowVanished) {
        return new SyncOptions(100, 20, allowVanished, Duration.ofSeconds(1), rule);
    }
}
