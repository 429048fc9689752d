package dev.supsync.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.config.Configuration;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.SyncReport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site becomes by the sample catalogs: exactly what they are made to change. */
class SampleSynchronizationTests {

    private static final Path SAMPLES = Path.of("sample-data");

    private static final ScopeSettings EVERYTHING = SiteFixture.scope(
            List.of("Microsoft", "Local Publisher"),
            List.of(
                    "Security Updates",
                    "Critical Updates",
                    "Updates",
                    "Update Rollups",
                    "Service Packs",
                    "Definition Updates",
                    "Upgrades",
                    "Drivers"));

    @TempDir
    Path temporary;

    @Test
    void nextDayBringsExactlyTheDifferences() {
        try (SiteFixture site = SiteFixture.inMemory()) {
            sync(site, "day-1.cab", EVERYTHING);
            compare(site, EVERYTHING, GenerateSamples.secondDay().differences());
        }
    }

    @Test
    void nextDayBringsExactlyTheDifferencesWithinTheScopeOfTheConfiguration() {
        ScopeSettings scope =
                Configuration.load(SAMPLES.resolve("supsync.yml"), Map.of()).scope();
        SampleDifferences differences = GenerateSamples.secondDay()
                .differences(scope(scope, GenerateSamples.firstDay()), scope(scope, GenerateSamples.secondDay()));
        try (SiteFixture site = SiteFixture.inMemory()) {
            SyncReport first = sync(site, "day-1.cab", scope);
            assertThat(first.counts().get(Counter.INSERTED))
                    .isEqualTo(differences.known().size())
                    .isGreaterThan(300);
            assertThat(first.counts().get(Counter.OUT_OF_SCOPE)).isGreaterThan(300);
            compare(site, scope, differences);
        }
    }

    @Test
    void databaseBringsWhatTheExportBrings() {
        try (SiteFixture one = SiteFixture.inMemory();
                SiteFixture other = SiteFixture.inMemory();
                Catalog susdb = SusdbCatalog.open(new SusdbSource(
                        "jdbc:hsqldb:file:" + SAMPLES.resolve("susdb"),
                        null,
                        null,
                        ExportOptions.DEFAULT_DOCUMENT_SIZE))) {
            sync(one, "day-1.cab", EVERYTHING);
            assertThat(other.sync(susdb, EVERYTHING).result()).isEqualTo(RunResult.SUCCEEDED);
            assertThat(other.views()).isEqualTo(one.views());
        }
    }

    /** Synchronizes the second day. */
    private void compare(SiteFixture site, ScopeSettings scope, SampleDifferences differences) {
        assertThat(updates(site, "IsExpired = FALSE")).isEqualTo(differences.known());
        Set<UpdateId> superseded = updates(site, "IsSuperseded = TRUE");
        SyncReport report = sync(site, "day-2.cab", scope);
        assertThat(updates(site, "IsExpired = FALSE")).isEqualTo(differences.current());
        Set<UpdateId> expired = new HashSet<>(differences.expired());
        expired.addAll(differences.vanished());
        expired.addAll(differences.outside());
        assertThat(updates(site, "IsExpired = TRUE")).isEqualTo(expired);
        superseded.addAll(differences.superseded());
        superseded.removeAll(differences.unsuperseded());
        Set<UpdateId> now = updates(site, "IsSuperseded = TRUE");
        now.removeAll(differences.inserted());
        assertThat(now).isEqualTo(superseded);
        assertThat(Map.of(
                        Counter.INSERTED, report.counts().get(Counter.INSERTED),
                        Counter.UPDATED, report.counts().get(Counter.UPDATED),
                        Counter.EXPIRED, report.counts().get(Counter.EXPIRED),
                        Counter.CATEGORIES_UPDATED, report.counts().get(Counter.CATEGORIES_UPDATED),
                        Counter.SUPERSEDED, report.counts().get(Counter.SUPERSEDED)))
                .isEqualTo(Map.of(
                        Counter.INSERTED, (long) differences.inserted().size(),
                        Counter.UPDATED, (long) differences.updated().size(),
                        Counter.EXPIRED, (long) expired.size(),
                        Counter.CATEGORIES_UPDATED, 2L,
                        Counter.SUPERSEDED, (long) differences.superseded().size()));
        assertThat(report.contentVersion()).isEqualTo(2);
    }

    private SyncReport sync(SiteFixture site, String name, ScopeSettings scope) {
        try (Catalog catalog = CatalogExport.open(SAMPLES.resolve(name), ExportOptions.in(temporary))) {
            SyncReport report = site.sync(catalog, scope);
            assertThat(report.error()).isNull();
            assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
            assertThat(report.counts().get(Counter.QUARANTINED)).isZero();
            return report;
        }
    }

    private static Set<UpdateId> updates(SiteFixture site, String which) {
        return site.column("SELECT CI_UniqueID FROM v_UpdateInfo WHERE " + which).stream()
                .map(UpdateId::parse)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** The scope of a configuration, in a catalog, understood anew. */
    private static Predicate<UpdateRevision> scope(ScopeSettings settings, SampleCatalog catalog) {
        Set<UpdateId> classifications = new HashSet<>();
        Set<UpdateId> products = new HashSet<>();
        for (UpdateRevision category : catalog) {
            if (category.category() != null) {
                if (names(settings.classifications(), category)) {
                    classifications.add(category.id());
                }
                if (names(settings.products(), category)
                        || categories(category).stream().anyMatch(products::contains)) {
                    products.add(category.id());
                }
            }
        }
        return update -> categories(update).stream().anyMatch(classifications::contains)
                && categories(update).stream().anyMatch(products::contains);
    }

    private static boolean names(List<String> selections, UpdateRevision category) {
        Map<String, String> titles = new HashMap<>();
        category.texts().forEach((LocalizedText text) -> titles.put(text.language(), text.title()));
        String title = Objects.requireNonNull(titles.get("en"));
        return selections.contains(title)
                || selections.contains(title + "/*")
                || selections.contains(category.id().toString());
    }

    private static Set<UpdateId> categories(UpdateRevision revision) {
        return revision.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .collect(Collectors.toSet());
    }
}
