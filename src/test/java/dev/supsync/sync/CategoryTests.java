package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.error.ErrorCode;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Categories that move, change their names, come, or make no sense. */
class CategoryTests extends SyncSuite {

    /** Microsoft's family of Windows, whose updates get an hour. */
    private static final UpdateId REAL_WINDOWS = UpdateId.parse("6964aab4-c5b5-43bd-a17d-ffb4346a8e1d");

    @Test
    void aProductMovesToAnotherFamily() {
        world.put(Rev.update(101), Rev.update(102).in(Rev.SECURITY, Rev.WINDOWS_10));
        synced();
        world.put(Rev.category(Rev.WINDOWS_10, CategoryType.PRODUCT, "Windows 10", Rev.OFFICE)
                .number(201));
        SyncReport moved = synced();
        assertThat(reasons(102)).isEqualTo("scope");
        assertThat(live()).containsExactly("Update 101");
        assertThat(ancestors(102)).containsExactly("Microsoft", "Office", "Security Updates", "Windows 10");
        assertThat(moved.counts().get(Counter.CATEGORIES_UPDATED)).isEqualTo(1);
        assertThat(moved.contentVersion()).isEqualTo(2);
        world.put(Rev.category(Rev.WINDOWS_10, CategoryType.PRODUCT, "Windows 10", Rev.WINDOWS)
                .number(202));
        assertThat(synced().counts().get(Counter.REINSTATED)).isEqualTo(1);
        assertThat(ancestors(102)).containsExactly("Microsoft", "Security Updates", "Windows", "Windows 10");
    }

    @Test
    void aMoveThatChangesTheRunTimeReachesTheUpdates() {
        ScopeSettings scope = SiteFixture.scope(List.of("Windows 11"), List.of("Security Updates"));
        world.put(Rev.category(REAL_WINDOWS, CategoryType.PRODUCT_FAMILY, "Windows", Rev.COMPANY), Rev.update(101));
        synced(scope);
        assertThat(site.column("SELECT MaxExecutionTime FROM v_UpdateInfo")).containsExactly("600");
        world.put(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Windows 11", REAL_WINDOWS)
                .number(201));
        SyncReport moved = synced(scope);
        assertThat(site.column("SELECT MaxExecutionTime FROM v_UpdateInfo")).containsExactly("3600");
        assertThat(moved.contentVersion()).as("a view shows it").isEqualTo(2);
        assertThat(counts(moved))
                .as("the update is what it was")
                .isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "UNCHANGED", 1L));
        assertThat(site.column("SELECT COUNT(*) FROM SUP_RUN_CHANGE WHERE RUN_ID = 2"))
                .containsExactly("0");
        assertThat(counts(synced(scope))).containsEntry("UNCHANGED", 1L);
        world.put(Rev.update(101).number(201));
        assertThat(counts(synced(scope))).as("a revision is another matter").containsEntry("UPDATED", 1L);
    }

    @Test
    void aRenamedCategoryKeepsItsNumberAndItsSelection() {
        ScopeSettings scope = SiteFixture.scope(List.of("Windows 11"), List.of("Security Updates"));
        world.put(Rev.update(101));
        synced(scope);
        String number = number(Rev.WINDOWS_11);
        world.put(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Windows Eleven", Rev.WINDOWS)
                .number(201));
        SyncReport renamed = synced(scope);
        assertThat(number(Rev.WINDOWS_11)).isEqualTo(number);
        assertThat(live()).containsExactly("Update 101");
        assertThat(counts(renamed)).containsEntry("UNCHANGED", 1L);
        assertThat(renamed.contentVersion()).isEqualTo(2);
        assertThat(site.notes()).anyMatch(n -> n.contains("windows eleven") || n.contains("Windows Eleven"));
        assertThat(site.column(
                        "SELECT IsSubscribed FROM CI_UpdateCategorySubscription WHERE CategoryInstanceID = " + number))
                .containsExactly("TRUE");
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CategoryInfo WHERE LocaleID = 1033"
                        + " AND CategoryInstanceID = " + number))
                .containsExactly("Windows Eleven");
    }

    @Test
    void aNewProductComesByItsFamilyOrNotAtAll() {
        world.put(Rev.update(101));
        synced();
        UpdateId family = Rev.id(300);
        world.put(
                Rev.category(Rev.id(301), CategoryType.PRODUCT, "Windows 12", Rev.WINDOWS),
                Rev.category(family, CategoryType.PRODUCT_FAMILY, "Azure", Rev.COMPANY),
                Rev.category(Rev.id(302), CategoryType.PRODUCT, "Azure Backup", family),
                Rev.update(102).in(Rev.SECURITY, Rev.id(301)),
                Rev.update(103).in(Rev.SECURITY, Rev.id(302)));
        SyncReport report = synced();
        assertThat(live()).containsExactly("Update 101", "Update 102");
        assertThat(report.counts().get(Counter.CATEGORIES_INSERTED)).isEqualTo(3);
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CategoryInfo c JOIN CI_UpdateCategorySubscription s"
                        + " ON s.CategoryInstanceID = c.CategoryInstanceID WHERE LocaleID = 1033 AND IsSubscribed"
                        + " ORDER BY CategoryInstanceName"))
                .containsExactly("Security Updates", "Windows", "Windows 10", "Windows 11", "Windows 12");
    }

    @Test
    void aCategoryArrivesAfterTheUpdatesThatNameIt() {
        world.put(Rev.update(101).in(Rev.SECURITY, Rev.id(301)));
        assertThat(counts(synced())).containsEntry("OUT_OF_SCOPE", 1L);
        world.put(Rev.category(Rev.id(301), CategoryType.PRODUCT, "Windows 12", Rev.WINDOWS));
        assertThat(counts(synced())).containsEntry("INSERTED", 1L);
        assertThat(ancestors(101)).containsExactly("Microsoft", "Security Updates", "Windows", "Windows 12");
    }

    @Test
    void aCategoryWithoutATypeTakesItFromItsPlace() {
        world.put(
                Rev.category(Rev.id(301), null, "Windows 12", Rev.WINDOWS),
                Rev.category(Rev.id(302), null, "Nowhere", null),
                Rev.update(101).in(Rev.SECURITY, Rev.id(301)));
        synced();
        assertThat(live()).containsExactly("Update 101");
        assertThat(ancestors(101)).containsExactly("Microsoft", "Security Updates", "Windows", "Windows 12");
        assertThat(site.column("SELECT CategoryTypeName FROM v_CategoryInfo WHERE CategoryInstanceName = 'Windows 12'"))
                .containsExactly("Product");
        assertThat(site.column("SELECT CategoryTypeName FROM v_CategoryInfo WHERE CategoryInstanceName = 'Nowhere'"))
                .isEmpty();
        assertThat(synced().contentVersion()).isEqualTo(1);
    }

    @Test
    void aLoopIsAnErrorAndNothingIsLost() {
        world.put(Rev.update(101));
        synced();
        var before = site.views();
        world.put(
                Rev.category(Rev.COMPANY, CategoryType.COMPANY, "Microsoft", Rev.WINDOWS_11)
                        .number(201),
                Rev.update(102));
        SyncReport report = sync();
        assertThat(report.result()).isEqualTo(RunResult.FAILED);
        assertThat(report.error()).isNotNull().satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CATEGORY_LOOP.code());
            assertThat(e.message()).contains("Microsoft", "Windows 11");
        });
        assertThat(site.views()).isEqualTo(before);
        assertThat(report.contentVersion()).isEqualTo(1);
        world.put(Rev.category(Rev.COMPANY, CategoryType.COMPANY, "Microsoft", null)
                .number(202));
        synced();
        assertThat(live()).containsExactly("Update 101", "Update 102");
    }

    @Test
    void aCategoryThatVanishesStays() {
        world.put(Rev.update(101).in(Rev.SECURITY, Rev.WINDOWS_10));
        ScopeSettings scope = SiteFixture.scope(List.of("Windows 10"), List.of("Security Updates"));
        synced(scope);
        world.remove(Rev.WINDOWS_10);
        SyncReport report = synced(scope);
        assertThat(live()).containsExactly("Update 101");
        assertThat(ancestors(101)).contains("Windows 10");
        assertThat(report.contentVersion()).isEqualTo(1);
    }

    @Test
    void aLowerRevisionOfACategoryIsKeptOut() {
        synced();
        world.put(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Old name", Rev.WINDOWS)
                .number(7));
        SyncReport report = synced();
        assertThat(report.counts().get(Counter.CATEGORIES_UNCHANGED)).isEqualTo(8);
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CategoryInfo"))
                .doesNotContain("Old name");
        assertThat(report.contentVersion()).isEqualTo(1);
    }

    private String number(UpdateId category) {
        return site.column("SELECT DISTINCT CategoryInstanceID FROM v_CategoryInfo"
                        + " WHERE CategoryInstance_UniqueID LIKE '%" + category + "'")
                .get(0);
    }

    private List<String> ancestors(long update) {
        return site.column("SELECT CategoryInstanceName FROM v_CICategoryInfo_All c JOIN v_UpdateInfo u"
                + " ON u.CI_ID = c.CI_ID WHERE CI_UniqueID = '" + Rev.id(update)
                + "' AND c.LocaleID = 1033 ORDER BY CategoryInstanceName");
    }
}
