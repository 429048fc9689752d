package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.explain.Explainer;
import dev.supsync.explain.Explanation;
import dev.supsync.explain.Named;
import dev.supsync.explain.Subject;
import dev.supsync.lifecycle.ExpiryReason;
import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.CategoryTree;
import dev.supsync.scope.ScopeResolver;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.CategoryStore;
import dev.supsync.site.jdbc.JdbcCategoryStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why an update is, or is not, in a site: one of each kind. */
class ExplainTests extends SyncSuite {

    @Test
    void inScope() {
        world.put(Rev.update(101).articles("5066835"));
        synced();
        Explanation e = explain(101);
        assertThat(flags(e)).isEqualTo("catalog scope site");
        assertThat(e.article()).isEqualTo("5066835");
        assertThat(e.title()).isEqualTo("Update 101");
        assertThat(text(e))
                .contains(" holds it in revision 200.")
                .contains("It is in scope: its classification \"Security Updates\" and its product \"Windows 11\""
                        + " (below \"Windows\", \"Microsoft\") are selected.")
                .contains("The site has it since 2026-11-21 02:00:00 UTC, in revision 200.");
    }

    @Test
    void wrongClassification() {
        world.put(Rev.update(101).in(Rev.CRITICAL, Rev.WINDOWS_11));
        synced();
        assertThat(flags(explain(101))).isEqualTo("catalog");
        assertThat(text(explain(101)))
                .contains("It is out of scope: its classification \"Critical Updates\"", " is not selected.")
                .endsWith("So the site does not hold it.");
    }

    @Test
    void wrongProduct() {
        world.put(Rev.update(101).in(Rev.SECURITY, Rev.WORD));
        synced();
        assertThat(flags(explain(101))).isEqualTo("catalog");
        assertThat(text(explain(101)))
                .contains("It is out of scope: no product of its own is selected; it belongs to product \"Word 2016\"");
    }

    @Test
    void neitherProductNorClassification() {
        world.put(Rev.update(101).in(Rev.WINDOWS_11), Rev.update(102).in(Rev.SECURITY));
        synced();
        assertThat(text(explain(101))).contains("none of its categories is a classification");
        assertThat(text(explain(102))).contains("none of its categories is a product");
    }

    @Test
    void whatIsKeptOutsideTheScope() {
        world.put(Rev.update(101).in(Rev.SECURITY, Rev.WORD));
        ScopeSettings keeping = keeping(WINDOWS);
        synced(keeping);
        Explanation e = explain(Subject.parse(Rev.id(101).toString()), keeping).get(0);
        assertThat(flags(e)).isEqualTo("catalog site");
        assertThat(text(e)).contains("It is out of scope", "scope.outside keeps it in the site all the same.");
    }

    @Test
    void declined() throws SQLException {
        try (SampleSusdb susdb = new SampleSusdb()) {
            susdb.write(world.fill(101, 10).put(Rev.update(120)).revisions(), Set.of(Rev.id(120)));
            fromSusdb(susdb);
            susdb.decline(101, true);
            site.time(Instant.parse("2026-11-22T02:00:00Z"));
            fromSusdb(susdb);
            try (Catalog catalog = susdb.open()) {
                Explanation held = explain(catalog, Rev.id(101));
                assertThat(flags(held)).isEqualTo("catalog scope site expired");
                assertThat(held.expiredReasons()).isEqualTo(ExpiryReasons.of(ExpiryReason.DECLINED));
                assertThat(held.expiredSince()).isEqualTo("2026-11-22T02:00:00Z");
                assertThat(text(held))
                        .contains("It is declined there.")
                        .contains("It is expired since 2026-11-22 02:00:00 UTC: it is declined at the source"
                                + " (declined).");
                Explanation skipped = explain(catalog, Rev.id(120));
                assertThat(flags(skipped)).isEqualTo("catalog scope");
                assertThat(text(skipped))
                        .contains("It is declined there.")
                        .contains("what is declined or expired when it is first seen is not written");
            }
        }
    }

    @Test
    void imported() {
        world.put(Rev.update(101), Rev.update(103).in(Rev.SECURITY, Rev.WORD));
        synced();
        World other = World.withCategories().put(Rev.update(102).in(Rev.SECURITY, Rev.WORD));
        site.time(Instant.parse("2026-11-22T03:00:00Z"));
        try (Catalog catalog = open(other.revisions())) {
            ImportReport report = site.importing(catalog, WINDOWS, new ImportPicks(List.of(Rev.id(102)), List.of()));
            assertThat(report.imported()).hasSize(1);
        }
        Explanation e = explain(102);
        assertThat(flags(e)).isEqualTo("scope site");
        assertThat(e.importedAt()).isEqualTo("2026-11-22T03:00:00Z");
        assertThat(text(e))
                .contains(" does not hold it.")
                .contains("It is in scope because it was imported: on 2026-11-22 03:00:00 UTC from ")
                .contains("The settings alone would leave it out: no product of its own is selected;")
                .contains("The site has it since 2026-11-22 03:00:00 UTC")
                .doesNotContain("expires it");
        assertThat(explain(103).importedAt()).isNull();
    }

    @Test
    void expired() {
        world.fill(110, 9).put(Rev.update(101), Rev.update(102).expired(), Rev.update(103));
        synced();
        site.time(Instant.parse("2026-11-22T02:00:00Z"));
        world.put(Rev.update(101).number(201).expired()).remove(103);
        synced();
        assertThat(flags(explain(101))).isEqualTo("catalog scope site expired");
        assertThat(text(explain(101)))
                .contains("Its publisher has expired it.")
                .contains("It is expired since 2026-11-22 02:00:00 UTC: its publisher has expired it (publisher).");
        assertThat(flags(explain(102))).isEqualTo("catalog scope expired");
        assertThat(flags(explain(103))).isEqualTo("scope site expired");
        assertThat(text(explain(103))).contains(" does not hold it.", "the catalog no longer held it (vanished)");
    }

    @Test
    void formerlyInScope() {
        world.put(Rev.update(101), Rev.update(102).in(Rev.SECURITY, Rev.WORD));
        synced(SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")));
        assertThat(text(explain(102))).contains("the next full synchronization expires it");
        succeeded(sync(WINDOWS, allowingAll()));
        assertThat(flags(explain(102))).isEqualTo("catalog site expired");
        assertThat(text(explain(102))).contains("it was in scope and no longer is (scope)");
        Explanation wider = explain(
                        Subject.parse(Rev.id(102).toString()),
                        SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates")))
                .get(0);
        assertThat(text(wider)).contains("takes it back into scope");
    }

    @Test
    void supersededByTheNearestLiveOnes() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102));
        world.put(Rev.update(104).supersedes(101).expired(), Rev.update(105).supersedes(104))
                .fill(110, 9);
        synced();
        assertThat(superseding(101)).containsExactly("Update 102", "Update 105");
        assertThat(superseding(102)).containsExactly("Update 103");
        assertThat(superseding(103)).isEmpty();
        assertThat(text(explain(102))).contains("It is superseded by \"Update 103\" (" + Rev.id(103) + ").");
        world.put(Rev.update(102).number(201).supersedes(101).expired());
        synced();
        assertThat(superseding(101))
                .as("the chain passes through what is expired")
                .containsExactly("Update 103", "Update 105");
    }

    @Test
    void bundledChild() {
        world.put(
                Rev.detectoid(105),
                Rev.hidden(102).requires(105),
                Rev.hidden(103),
                Rev.update(101).bundles(102));
        synced();
        Explanation child = explain(102);
        assertThat(flags(child)).isEqualTo("catalog scope site");
        assertThat(child.bundledIn()).extracting(Named::title).containsExactly("Update 101");
        assertThat(text(child))
                .contains("It is no update by itself but a part of others")
                .contains("It is a child of the bundle \"Update 101\" (" + Rev.id(101) + "), and comes with it")
                .contains("The site holds it since ");
        assertThat(flags(explain(105))).isEqualTo("catalog scope site");
        assertThat(text(explain(105))).contains("a detectoid", "It is required by \"Payload 102\"");
        assertThat(flags(explain(103))).isEqualTo("catalog");
        assertThat(text(explain(103))).contains("Nothing that the site holds bundles or requires it.");
    }

    @Test
    void quarantined() throws IOException {
        world.put(Rev.update(101), Rev.update(102));
        Path export = export(world.revisions());
        Path metadata = export.resolve("metadata.txt");
        String document = Files.readString(metadata);
        int broken = document.indexOf(">Update 101<");
        Files.writeString(metadata, document.substring(0, broken) + "&Update101<" + document.substring(broken + 12));
        try (Catalog catalog = open(export)) {
            succeeded(site.sync(catalog, WINDOWS));
            Explanation e = explain(catalog, Rev.id(101));
            assertThat(flags(e)).isEqualTo("catalog quarantined");
            assertThat(text(e))
                    .contains(" holds revision 200 of it, which cannot be read: ")
                    .contains("It is in quarantine since 2026-11-21 02:00:00 UTC")
                    .contains("Every full synchronization tries it again.");
        }
    }

    @Test
    void unknown() {
        world.put(Rev.update(101));
        synced();
        assertThat(flags(explain(999))).isEmpty();
        assertThat(text(explain(999))).contains(" does not hold it.", "The site does not know it either.");
        Explanation article = explain(Subject.parse("KB42"), WINDOWS).get(0);
        assertThat(article.id()).isNull();
        assertThat(text(article)).contains("knows an update of the article KB42.");
    }

    @Test
    void newSinceTheLastRun() {
        world.put(Rev.update(101), Rev.update(103).in(Rev.SECURITY, Rev.WORD));
        synced();
        world.put(Rev.update(102), Rev.update(101).number(201), Rev.update(103).number(201));
        assertThat(flags(explain(102))).isEqualTo("catalog scope");
        assertThat(text(explain(102))).contains("the next synchronization brings it");
        assertThat(text(explain(101))).contains("The next synchronization brings revision 201.");
        assertThat(text(explain(103))).contains("it was out of scope at the last synchronization", "brings it");
    }

    @Test
    void aCategory() {
        synced();
        Explanation e = explain(Subject.parse("{" + Rev.OFFICE + "}"), WINDOWS).get(0);
        assertThat(text(e)).startsWith("This is no update but a category: the product family \"Office\".");
        assertThat(flags(e)).isEqualTo("catalog site");
        world.put(Rev.category(Rev.id(24), CategoryType.PRODUCT, "Windows 12", Rev.WINDOWS));
        assertThat(flags(explain(24))).isEqualTo("catalog scope");
    }

    @Test
    void everyUpdateOfAnArticle() {
        world.put(
                Rev.hidden(105).articles("5066835"),
                Rev.update(101).articles("5066835").bundles(105),
                Rev.update(102).articles("111", "5066835").in(Rev.SECURITY, Rev.WORD),
                Rev.update(103).articles("50668350"));
        synced();
        world.put(Rev.update(104).articles("5066835")).remove(101).fill(110, 2);
        assertThat(explain(Subject.parse("5066835"), WINDOWS))
                .extracting(Explanation::title)
                .containsExactly("Update 101", "Update 102", "Update 104");
    }

    @Test
    void articlesOfOtherPublishersAreNoNumbers() {
        world.put(Rev.update(101).articles("sp65001"), Rev.update(102).articles("1", "SP65001"));
        synced();
        world.put(Rev.update(103).articles("Sp65001")).remove(102);
        for (String text : List.of("sp65001", "SP65001", " kb sP65001 ")) {
            assertThat(explain(Subject.parse(text), WINDOWS))
                    .as(text)
                    .extracting(Explanation::title)
                    .containsExactly("Update 101", "Update 102", "Update 103");
        }
    }

    @Test
    void aDeployedUpdateSaysWhere() {
        world.put(Rev.update(101));
        synced();
        site.database()
                .jdbc()
                .update(
                        "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME) VALUES (?, ?)",
                        site.database().parameter(Rev.id(101).value()),
                        "Pilot");
        assertThat(text(explain(101))).contains("It is deployed, and no cleanup removes it: Pilot.");
    }

    @Test
    void withoutACatalogTheSiteIsAsked() {
        world.put(
                Rev.update(101).articles("5066835"),
                Rev.update(102).in(Rev.SECURITY, Rev.WORD),
                Rev.update(103).expired());
        synced();
        Explanation held = closed("KB5066835");
        assertThat(held.inCatalog()).isNull();
        assertThat(flags(held)).isEqualTo("scope site");
        assertThat(text(held))
                .startsWith("The catalog could not be opened, so that only the site was asked: it is on holiday.")
                .contains("It is in scope: ");
        assertThat(text(closed(Rev.id(102).toString()))).contains("it was out of scope at the last synchronization");
        Explanation skipped = closed(Rev.id(103).toString());
        assertThat(flags(skipped)).isEqualTo("scope");
        assertThat(text(skipped)).contains("it was expired by its publisher at the last synchronization");
        assertThat(text(closed("KB1"))).startsWith("The site knows no update of the article KB1.");
    }

    @Test
    void withoutASiteTheCatalogIsAsked() {
        world.put(Rev.update(101));
        try (Catalog catalog = open(world.revisions())) {
            CategoryTree tree = ScopeCheck.tree(catalog, Map.of());
            Explanation e = explainer(catalog, null, tree, WINDOWS)
                    .explain(new Subject.ById(Rev.id(101)))
                    .get(0);
            assertThat(flags(e)).isEqualTo("catalog scope");
            assertThat(text(e)).endsWith("The site was never synchronized, so that it holds nothing yet.");
        }
    }

    private void fromSusdb(SampleSusdb susdb) {
        try (Catalog catalog = susdb.open()) {
            succeeded(site.sync(catalog, WINDOWS));
        }
    }

    private Explanation explain(long update) {
        return explain(new Subject.ById(Rev.id(update)), WINDOWS).get(0);
    }

    private List<Explanation> explain(Subject subject, ScopeSettings scope) {
        try (Catalog catalog = open(world.revisions())) {
            CategoryTree tree = ScopeCheck.tree(catalog, held());
            return explainer(catalog, site.database(), tree, scope).explain(subject);
        }
    }

    private Explanation explain(Catalog catalog, UpdateId id) {
        CategoryTree tree = ScopeCheck.tree(catalog, held());
        return explainer(catalog, site.database(), tree, WINDOWS)
                .explain(new Subject.ById(id))
                .get(0);
    }

    private Explanation closed(String subject) {
        CategoryTree tree = ScopeCheck.tree(held());
        Explainer.Source source = new Explainer.Source(null, "wsus.cab", "it is on holiday");
        return new Explainer(source, site.database(), tree, ScopeResolver.resolve(WINDOWS, tree, Map.of()))
                .explain(Subject.parse(subject))
                .get(0);
    }

    private static Explainer explainer(
            Catalog catalog, @Nullable SiteDatabase database, CategoryTree tree, ScopeSettings scope) {
        return new Explainer(
                new Explainer.Source(catalog, catalog.identity().name(), null),
                database,
                tree,
                ScopeResolver.resolve(scope, tree, Map.of()));
    }

    private Map<UpdateId, CategoryStore.Held> held() {
        return new JdbcCategoryStore(site.database()).all();
    }

    private List<String> superseding(long update) {
        return explain(update).supersededBy().stream().map(Named::title).toList();
    }

    /** What is true of it, in one line. */
    private static String flags(Explanation e) {
        StringBuilder flags = new StringBuilder();
        flags.append(Boolean.TRUE.equals(e.inCatalog()) ? " catalog" : "");
        flags.append(e.inScope() ? " scope" : "");
        flags.append(e.inSite() ? " site" : "");
        flags.append(e.expired() ? " expired" : "");
        flags.append(e.quarantined() ? " quarantined" : "");
        return flags.toString().strip();
    }

    private static String text(Explanation e) {
        return String.join("\n", e.reasons());
    }
}
