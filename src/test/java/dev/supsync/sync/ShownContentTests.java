package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.CategoryType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The content version rises if a view shows a difference, and only then. */
class ShownContentTests extends SyncSuite {

    private static final String COUNTERS =
            "SELECT CIVersion || ' ' || DateLastModified FROM v_UpdateInfo ORDER BY CI_ID";

    @Test
    void whatNoViewShowsRaisesNothing() throws SQLException {
        world.put(
                Rev.update(101).bundles(102).articles("5066835").title("de", "Deutsch"),
                Rev.hidden(102),
                Rev.update(103));
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions())) {
            sync(susdb);
            Map<String, List<String>> views = site.views();
            List<String> counters = site.column(COUNTERS);
            for (String change : List.of(
                    "IsLocallyPublished = TRUE",
                    "PublisherID = UUID()",
                    "LegacyName = 'KB-legacy'",
                    "DetectoidType = 'Architecture'")) {
                susdb.update("UPDATE dbo.tbUpdate SET " + change + " WHERE UpdateID = '" + Rev.id(101) + "'");
                site.time(Instant.parse("2026-11-22T02:00:00Z"));
                SyncReport report = sync(susdb);
                assertThat(report.contentVersion()).as(change).isEqualTo(1);
                assertThat(site.views()).as(change).isEqualTo(views);
                assertThat(site.column(COUNTERS)).as(change).isEqualTo(counters);
            }
            assertThat(site.column("SELECT LEGACY_NAME FROM SUP_UPDATE WHERE LEGACY_NAME IS NOT NULL"))
                    .as("it is written all the same")
                    .containsExactly("KB-legacy");
            assertThat(site.column("SELECT IS_LOCALLY_PUBLISHED FROM SUP_UPDATE ORDER BY CI_ID"))
                    .contains("TRUE");
        }
    }

    @Test
    void whatAViewShowsRaisesIt() throws SQLException {
        world.put(Rev.update(101), Rev.update(103));
        try (SampleSusdb susdb = new SampleSusdb().write(world.revisions())) {
            sync(susdb);
            susdb.update("UPDATE dbo.tbUpdate SET IsLocallyPublished = TRUE WHERE UpdateID = '" + Rev.id(101) + "'");
            susdb.update("UPDATE dbo.tbProperty SET EulaID = UUID(), UpdateType = UpdateType WHERE RevisionID = (SELECT"
                    + " MAX(RevisionID) FROM dbo.tbRevision)");
            SyncReport report = sync(susdb);
            assertThat(report.contentVersion()).isEqualTo(2);
            assertThat(site.column("SELECT CIVersion FROM v_UpdateInfo ORDER BY CI_ID"))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void aCategoryWithAnotherRevisionAndTheSameTitleRaisesNothing() {
        world.put(Rev.update(101));
        synced();
        List<String> dates = site.column("SELECT DateLastModified FROM v_CategoryInfo ORDER BY CategoryInstanceID");
        site.time(Instant.parse("2026-11-22T02:00:00Z"));
        world.put(Rev.category(Rev.OFFICE, CategoryType.PRODUCT_FAMILY, "Office", Rev.COMPANY)
                .number(201));
        assertThat(synced().contentVersion()).isEqualTo(1);
        assertThat(site.column("SELECT DateLastModified FROM v_CategoryInfo ORDER BY CategoryInstanceID"))
                .isEqualTo(dates);
        world.put(Rev.category(Rev.OFFICE, CategoryType.PRODUCT_FAMILY, "Office 2", Rev.COMPANY)
                .number(202));
        assertThat(synced().contentVersion()).isEqualTo(2);
    }

    private SyncReport sync(SampleSusdb susdb) {
        try (Catalog catalog = susdb.open()) {
            return succeeded(sync(catalog, WINDOWS, SiteFixture.DEFAULTS));
        }
    }
}
