package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.CategoryType;
import dev.supsync.report.RunFigures;
import dev.supsync.report.RunHistory;
import dev.supsync.report.RunReport;
import dev.supsync.report.SiteCategories;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.ChangeKind;
import dev.supsync.status.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a site keeps of what its runs changed. */
class RunChangesTests extends SyncSuite {

    @Test
    void everyRunKeepsWhatItChanged() {
        world.put(Rev.hidden(92), Rev.update(101).bundles(92), Rev.update(102), Rev.update(103), Rev.update(104));
        world.put(Rev.update(105).expired()).fill(110, 6);
        synced();
        assertThat(changes(1)).hasSize(10).allMatch(c -> c.startsWith("INSERTED Update "));

        world.put(
                Rev.update(101).number(201).bundles(92).title("Changed"),
                Rev.hidden(92).number(201).title("Other"),
                Rev.update(102).number(201).expired(),
                Rev.update(106).supersedes(104));
        world.remove(103);
        SyncReport second = synced();
        assertThat(changes(2))
                .containsExactly(
                        "INSERTED Update 106",
                        "UPDATED Changed",
                        "UPDATED Update 102",
                        "EXPIRED Update 102 publisher",
                        "EXPIRED Update 103 vanished",
                        "SUPERSEDED Update 104");
        agree(second, 2);

        world.put(Rev.update(102).number(202), Rev.update(103)).remove(106);
        SyncReport third = synced();
        assertThat(changes(3))
                .containsExactly(
                        "UPDATED Update 102",
                        "EXPIRED Update 106 vanished",
                        "REINSTATED Update 102",
                        "REINSTATED Update 103",
                        "NO_LONGER_SUPERSEDED Update 104");
        agree(third, 3);

        List<String> together = new ArrayList<>();
        history().changesBetween(1, 3, c -> together.add(c.kind() + " " + c.title()));
        assertThat(together).containsExactly("INSERTED Update 106", "UPDATED Changed", "UPDATED Update 102");
        assertThat(history().countBetween(1, 3)).isEqualTo(Map.of(ChangeKind.INSERTED, 1L, ChangeKind.UPDATED, 2L));
        agree(synced(), 4);
        assertThat(changes(4)).isEmpty();
    }

    @Test
    void aDeltaKeepsWhatItChanged() {
        world.fill(101, 40);
        synced();
        world.put(
                Rev.update(102).number(201).expired(),
                Rev.update(139).number(201).expired(),
                Rev.update(201).supersedes(120));
        try (Catalog catalog = open(world.revisions())) {
            SyncReport delta = succeeded(site.delta(catalog, WINDOWS));
            assertThat(delta.type()).isEqualTo("DELTA");
            agree(delta, 2);
        }
        assertThat(changes(2))
                .containsExactly(
                        "INSERTED Update 201",
                        "UPDATED Update 102",
                        "UPDATED Update 139",
                        "EXPIRED Update 102 publisher",
                        "EXPIRED Update 139 publisher",
                        "SUPERSEDED Update 120");
        assertThat(figures(2))
                .containsExactly(
                        "Security Updates {INSERTED=1, UPDATED=2, EXPIRED=2, SUPERSEDED=1}",
                        "Windows 11 {INSERTED=1, UPDATED=2, EXPIRED=2, SUPERSEDED=1}");
    }

    @Test
    void figuresAreKeptPerProductAndClassification() {
        ScopeSettings all = SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates", "Critical Updates"));
        world.fill(101, 3).put(Rev.update(120).in(Rev.CRITICAL, Rev.WORD, Rev.WINDOWS_11));
        synced(all);
        assertThat(figures(1))
                .containsExactly(
                        "Critical Updates {INSERTED=1}",
                        "Security Updates {INSERTED=3}",
                        "Windows 11 {INSERTED=4}",
                        "Word 2016 {INSERTED=1}");
        SyncReport narrowed = succeeded(sync(WINDOWS, allowingAll()));
        assertThat(changes(2)).containsExactly("EXPIRED Update 120 scope");
        assertThat(figures(2))
                .containsExactly("Critical Updates {EXPIRED=1}", "Windows 11 {EXPIRED=1}", "Word 2016 {EXPIRED=1}");
        agree(narrowed, 2);
    }

    @Test
    void whatWasHeldUnseenIsInsertedWhenTheScopeReachesIt() {
        world.put(Rev.update(102).in(Rev.SECURITY, Rev.WORD), Rev.update(101).requires(102));
        synced();
        assertThat(changes(1)).containsExactly("INSERTED Update 101");
        synced(SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")));
        assertThat(changes(2)).containsExactly("INSERTED Update 102");
        assertThat(changes(1)).containsExactly("INSERTED Update 101");
    }

    @Test
    void newCategoriesBelongToTheRunThatSawThem() {
        synced();
        assertThat(news(1)).as("to the first run everything is new").isEmpty();
        world.put(Rev.category(Rev.id(24), CategoryType.PRODUCT, "Windows 12", Rev.WINDOWS));
        synced();
        assertThat(news(2)).containsExactly("Windows 12");
        assertThat(site.notes())
                .containsExactly("New products or classifications: \"Windows 12\" " + Rev.id(24)
                        + ". The command \"categories\" shows which are selected.");
        synced();
        assertThat(site.notes()).hasSize(1);
        assertThat(news(3)).isEmpty();
        assertThat(news(2)).containsExactly("Windows 12");
    }

    @Test
    void aRunOfAnEarlierVersionLacksItsList() {
        world.put(Rev.update(101));
        synced();
        assertThat(history().report(1).lacksList()).isFalse();
        site.database().jdbc().update("DELETE FROM SUP_RUN_CHANGE");
        assertThat(history().report(1).lacksList()).isTrue();
    }

    /** The list says what the counts say. */
    private void agree(SyncReport report, long run) {
        RunReport kept = history().report(run);
        Map<ChangeKind, Counter> counters = Map.of(
                ChangeKind.INSERTED, Counter.INSERTED,
                ChangeKind.UPDATED, Counter.UPDATED,
                ChangeKind.EXPIRED, Counter.EXPIRED,
                ChangeKind.REINSTATED, Counter.REINSTATED,
                ChangeKind.SUPERSEDED, Counter.SUPERSEDED);
        counters.forEach((kind, counter) -> {
            assertThat(kept.changed(kind))
                    .as("%s", kind)
                    .isEqualTo(report.counts().get(counter));
            assertThat(changes(run).stream().filter(c -> c.startsWith(kind + " ")))
                    .hasSize((int) kept.changed(kind));
        });
    }

    private List<String> changes(long run) {
        List<String> changes = new ArrayList<>();
        history()
                .changes(
                        run,
                        c -> changes.add(c.kind() + " " + c.title()
                                + (c.reasons().isEmpty()
                                        ? ""
                                        : " " + c.reasons().names())));
        return changes;
    }

    private List<String> figures(long run) {
        return history().report(run).figures().stream()
                .map((RunFigures f) -> f.title() + " " + f.counts())
                .toList();
    }

    private List<String> news(long run) {
        return history().report(run).news().stream()
                .map(SiteCategories.Entry::title)
                .toList();
    }

    private RunHistory history() {
        return new RunHistory(site.database());
    }
}
