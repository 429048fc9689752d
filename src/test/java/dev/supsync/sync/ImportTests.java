package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Individually selected updates: what comes with them, what fails alone, and what later synchronizations do to them. */
class ImportTests extends SyncSuite {

    /** The catalog that picks come from: more than the site's own. */
    private final World other = World.withCategories();

    @BeforeEach
    void sites() {
        world.put(Rev.update(101), Rev.update(102));
        synced();
    }

    @Test
    void eachPickIsReportedByItself() {
        other.put(
                Rev.update(101),
                Rev.update(201).in(Rev.WORD, Rev.SECURITY).articles("5001"),
                Rev.update(202).in(Rev.WORD, Rev.SECURITY).articles("5002"),
                Rev.update(203).in(Rev.WORD, Rev.SECURITY).articles("5002"),
                Rev.update(204).expired(),
                Rev.update(207).in(Rev.WORD, Rev.SECURITY).articles("5003", "sp65001"),
                Rev.hidden(205),
                Rev.update(206).requires(999));
        ImportPicks picks = new ImportPicks(
                List.of(id(101), id(201), id(204), id(205), id(206), id(300), Rev.WORD),
                List.of(Article.parse("5002"), Article.parse("KB6000"), Article.parse("SP65001")));

        ImportReport report = imported(picks);

        assertThat(report.error()).isNull();
        assertThat(report.imported())
                .extracting(ImportReport.Item::id)
                .containsExactlyInAnyOrder(id(201), id(202), id(203), id(207));
        assertThat(report.present()).extracting(ImportReport.Item::id).containsExactly(id(101));
        assertThat(failures(report))
                .containsOnlyKeys(
                        id(204).toString(),
                        id(205).toString(),
                        id(206).toString(),
                        id(300).toString(),
                        Rev.WORD.toString(),
                        "KB6000");
        assertThat(failures(report).get(id(204).toString())).isEqualTo("Its publisher has expired it.");
        assertThat(failures(report).get(id(206).toString())).startsWith("It requires " + id(999) + ", which neither ");
        assertThat(titles())
                .containsExactly("Update 101", "Update 102", "Update 201", "Update 202", "Update 203", "Update 207");
        assertThat(report.contentVersion()).isEqualTo(2);
    }

    @Test
    void aTrialSaysTheSameAndWritesNothing() {
        other.put(Rev.update(201).in(Rev.WORD, Rev.SECURITY), Rev.update(204).expired());
        ImportPicks picks = new ImportPicks(List.of(id(201), id(204), id(101)), List.of(Article.parse("7")));
        var views = site.views();
        var state = site.column("SELECT CHANGE_NUMBER || ' ' || CONTENT_VERSION FROM SUP_SITE");

        ImportReport trial;
        try (Catalog catalog = open(other.revisions())) {
            trial = new ImportTrial(site.database(), catalog, WINDOWS, new StopSignal()).run(picks);
        }

        assertThat(site.views()).isEqualTo(views);
        assertThat(site.column("SELECT CHANGE_NUMBER || ' ' || CONTENT_VERSION FROM SUP_SITE"))
                .isEqualTo(state);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_RUN")).containsExactly("1");
        ImportReport real = imported(picks);
        assertThat(real.imported()).isEqualTo(trial.imported()).hasSize(1);
        assertThat(failures(real)).hasSize(3).containsOnlyKeys(failures(trial).keySet());
    }

    @Test
    void whatAPickNeedsComesWithIt() {
        UpdateId product = Rev.id(900);
        UpdateId family = Rev.id(901);
        other.put(
                Rev.category(family, CategoryType.PRODUCT_FAMILY, "Games", Rev.COMPANY),
                Rev.category(product, CategoryType.PRODUCT, "Chess", family),
                Rev.hidden(501),
                Rev.detectoid(502),
                Rev.update(201).in(product, Rev.SECURITY).bundles(501).requires(502));

        assertThat(imported(new ImportPicks(List.of(id(201)), List.of())).imported())
                .hasSize(1);

        assertThat(site.column("SELECT COUNT(*) FROM SUP_UPDATE WHERE IS_LISTED = FALSE"))
                .containsExactly("2");
        assertThat(site.column("SELECT DISTINCT c.CategoryInstanceName FROM v_CICategoryInfo_All c JOIN v_UpdateInfo u"
                        + " ON u.CI_ID = c.CI_ID WHERE u.Title = 'Update 201' AND c.LocaleID = 1033 ORDER BY 1"))
                .containsExactly("Chess", "Games", "Microsoft", "Security Updates");
        assertThat(site.column("SELECT COUNT(*) FROM v_CategoryInfo WHERE CategoryInstanceName = 'Office' AND"
                        + " LocaleID = 1033"))
                .as("categories that the site has stay as they are")
                .containsExactly("1");
    }

    @Test
    void laterSynchronizationsNeverExpireItForScopeOrAbsence() {
        other.put(Rev.update(201).in(Rev.WORD, Rev.SECURITY), Rev.update(202).in(Rev.WORD, Rev.SECURITY));
        imported(new ImportPicks(List.of(id(201), id(202)), List.of()));
        world.put(Rev.update(202).in(Rev.WORD, Rev.SECURITY));

        synced();

        assertThat(live()).containsExactly("Update 101", "Update 102", "Update 201", "Update 202");
        world.put(Rev.update(202).in(Rev.WORD, Rev.SECURITY).number(201).title("Revised"));
        assertThat(counts(synced())).containsEntry("UPDATED", 1L);
        assertThat(live()).contains("Revised");
        world.put(Rev.update(202).in(Rev.WORD, Rev.SECURITY).number(202).expired());
        synced();
        assertThat(reasons(202)).isEqualTo("publisher");
    }

    @Test
    void importingRevivesWhatWasGoneOrOutOfScope() {
        synced(SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")));
        world.put(Rev.update(103).in(Rev.WORD, Rev.SECURITY));
        synced(SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")));
        synced(WINDOWS);
        assertThat(reasons(103)).isEqualTo("scope");
        other.put(Rev.update(103).in(Rev.WORD, Rev.SECURITY));

        ImportReport report = imported(new ImportPicks(List.of(id(103)), List.of()));

        assertThat(report.present()).hasSize(1);
        assertThat(reasons(103)).isEmpty();
        synced(WINDOWS);
        assertThat(reasons(103)).isEmpty();
    }

    @Test
    void whatWsusImportedItselfIsInScope() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb()) {
            world.put(Rev.update(301).in(Rev.WORD, Rev.SECURITY));
            susdb.write(world.revisions());
            fromSusdb(susdb);
            assertThat(titles()).doesNotContain("Update 301");
            susdb.importFromCatalogSite(301);
            fromSusdb(susdb);
            assertThat(live()).contains("Update 301");
            assertThat(fromSusdb(susdb).contentVersion()).isEqualTo(2);
        }
    }

    private SyncReport fromSusdb(SampleSusdb susdb) {
        try (Catalog catalog = susdb.open()) {
            return succeeded(site.sync(catalog, WINDOWS));
        }
    }

    @Test
    void importingRevivesWhatWasGone() {
        world.fill(301, 20);
        synced();
        world.remove(301);
        synced();
        assertThat(reasons(301)).isEqualTo("vanished");
        other.put(Rev.update(301));

        assertThat(imported(new ImportPicks(List.of(id(301)), List.of())).present())
                .hasSize(1);

        assertThat(reasons(301)).isEmpty();
        synced();
        assertThat(reasons(301)).isEmpty();
    }

    @Test
    void importingLeavesOthersThatAreGoneAsTheyAre() {
        world.fill(301, 20);
        synced();
        world.remove(301).put(Rev.update(350));
        site.stop(new StopSignal());
        synced();
        other.put(Rev.update(301), Rev.update(302));
        site.database().inTransaction(() -> site.database()
                .jdbc()
                .update("UPDATE SUP_UPDATE_STATE SET CHANGE_NUMBER = CHANGE_NUMBER + 100000 WHERE REASONS <> 0"));

        imported(new ImportPicks(List.of(id(302)), List.of()));

        assertThat(reasons(301)).isEqualTo("vanished");
    }

    @Test
    void whatAPickNeedsAndTheScopeSelectsIsListed() {
        other.put(Rev.update(401), Rev.update(201).in(Rev.WORD, Rev.SECURITY).requires(401));

        assertThat(imported(new ImportPicks(List.of(id(201)), List.of())).imported())
                .hasSize(1);

        assertThat(titles()).containsExactly("Update 101", "Update 102", "Update 201", "Update 401");
    }

    @Test
    void aPickThatTheSiteWillNotTakeFails() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb()) {
            world.put(
                    Rev.update(301), Rev.update(302).in(Rev.WORD, Rev.SECURITY).number(300));
            susdb.write(world.revisions(), Set.of(id(301)));
            fromSusdb(susdb);
        }
        other.put(Rev.update(301), Rev.update(302).in(Rev.WORD, Rev.SECURITY));

        ImportReport report = imported(new ImportPicks(List.of(id(301), id(302)), List.of()));

        assertThat(failures(report).get(id(301).toString()))
                .isEqualTo("It is declined at the source that the site synchronizes from.");
        assertThat(failures(report).get(id(302).toString())).startsWith("The site knows revision 300 of it");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_IMPORT")).containsExactly("0");
    }

    @Test
    void whatWsusImportedItselfStaysWhenItIsGone() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb()) {
            world.fill(201, 10).put(Rev.update(301).in(Rev.WORD, Rev.SECURITY));
            susdb.write(world.revisions());
            susdb.importFromCatalogSite(301);
            fromSusdb(susdb);
            susdb.delete(301);
            fromSusdb(susdb);
            assertThat(reasons(301)).isEmpty();
        }
    }

    @Test
    void supersedenceIsFollowedAtOnce() {
        other.put(Rev.update(201).in(Rev.WORD, Rev.SECURITY).supersedes(101));

        imported(new ImportPicks(List.of(id(201)), List.of()));

        assertThat(superseded()).containsExactly("Update 101");
    }

    @Test
    void anInterruptedSynchronizationIsStillContinued() {
        world.fill(301, 30);
        StopSignal stop = new StopSignal();
        site.chunk(8);
        site.stop(stop);
        site.listener(new SyncListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                if (phase == Phase.UPDATES) {
                    stop.request();
                }
            }
        });
        sync();
        site.stop(new StopSignal());
        site.listener(SyncListener.SILENT);
        other.put(Rev.update(201).in(Rev.WORD, Rev.SECURITY));
        imported(new ImportPicks(List.of(id(201)), List.of()));

        SyncReport report = synced();

        assertThat(report.resumed()).isTrue();
        assertThat(titles()).hasSize(33);
    }

    private ImportReport imported(ImportPicks picks) {
        site.time(Instant.parse("2026-11-21T03:00:00Z"));
        try (Catalog catalog = open(other.revisions())) {
            return site.importing(catalog, WINDOWS, picks);
        }
    }

    private static UpdateId id(long number) {
        return Rev.id(number);
    }

    private static Map<String, String> failures(ImportReport report) {
        return report.failed().stream()
                .collect(Collectors.toMap(ImportReport.Failure::id, ImportReport.Failure::reason));
    }
}
