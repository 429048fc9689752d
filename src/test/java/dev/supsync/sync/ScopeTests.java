package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a selection brings, and what becomes of it when the selection changes. */
class ScopeTests extends SyncSuite {

    private static final ScopeSettings ALL =
            SiteFixture.scope(List.of("Microsoft"), List.of("Security Updates", "Critical Updates"));

    @BeforeEach
    void fill() {
        world.put(
                Rev.update(101).title("Eleven"),
                Rev.update(102).title("Ten").in(Rev.SECURITY, Rev.WINDOWS_10),
                Rev.update(103).title("Word").in(Rev.SECURITY, Rev.WORD),
                Rev.update(104).title("Both").in(Rev.WORD, Rev.SECURITY, Rev.WINDOWS_11),
                Rev.update(105).title("Urgent").in(Rev.CRITICAL, Rev.WINDOWS_11));
    }

    @Test
    void nothingSelectedBringsTheCategoriesOnly() {
        SyncReport report = synced(ScopeSettings.NOTHING);
        assertThat(counts(report)).isEqualTo(Map.of("READ", 5L, "OUT_OF_SCOPE", 5L));
        assertThat(titles()).isEmpty();
        assertThat(site.column("SELECT CategoryInstanceName FROM v_CategoryInfo WHERE LocaleID = 1033"))
                .hasSize(8);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(site.column("SELECT CategoryInstanceID FROM CI_UpdateCategorySubscription WHERE IsSubscribed"))
                .isEmpty();
    }

    @Test
    void aSelectionIsAGuidATitleAFamilyOrACompany() {
        List<String> security = List.of(Rev.SECURITY.toString().toUpperCase(java.util.Locale.ROOT));
        synced(SiteFixture.scope(List.of("windows 11"), security));
        assertThat(live()).containsExactly("Both", "Eleven");
        synced(SiteFixture.scope(List.of(Rev.WINDOWS_10.toString()), security), allowingAll());
        assertThat(live()).containsExactly("Ten");
        synced(SiteFixture.scope(List.of("Windows"), security), allowingAll());
        assertThat(live()).containsExactly("Both", "Eleven", "Ten");
        synced(SiteFixture.scope(List.of("MICROSOFT"), security), allowingAll());
        assertThat(live()).containsExactly("Both", "Eleven", "Ten", "Word");
    }

    @Test
    void anotherLanguageReadsOnlyWhatTheSiteHolds() {
        List<String> security = List.of("Security Updates");
        world.put(Rev.hidden(501), Rev.update(106).title("Needy").requires(501), Rev.detectoid(502));
        world.put(Rev.update(101).title("Eleven").title("de", "Elf"));
        synced(new ScopeSettings(List.of("Windows 11"), security, List.of("en"), Outside.SKIP));
        try (WatchedCatalog catalog = new WatchedCatalog(open(world.revisions()), n -> {})) {
            ScopeSettings german =
                    new ScopeSettings(List.of("Windows 11"), security, List.of("en", "de"), Outside.SKIP);
            succeeded(sync(catalog, german, SiteFixture.DEFAULTS));
            assertThat(catalog.parsed()).containsExactlyInAnyOrder(Rev.id(101), Rev.id(104), Rev.id(106), Rev.id(501));
        }
        assertThat(site.column("SELECT DisplayName FROM v_LocalizedCIProperties WHERE LocaleID = 1031"))
                .containsExactly("Elf");
    }

    @Test
    void anotherProductReadsOnlyWhatMayBelongToIt() {
        List<String> security = List.of("Security Updates");
        world.put(Rev.hidden(501), Rev.update(106).title("Needy").requires(501), Rev.detectoid(502));
        synced(SiteFixture.scope(List.of("Windows 11"), security));
        try (WatchedCatalog catalog = new WatchedCatalog(open(world.revisions()), n -> {})) {
            succeeded(sync(
                    catalog, SiteFixture.scope(List.of("Windows 11", "Word 2016"), security), SiteFixture.DEFAULTS));
            assertThat(catalog.parsed())
                    .contains(Rev.id(103))
                    .doesNotContain(Rev.id(501), Rev.id(502), Rev.WORD, Rev.WINDOWS_11);
        }
        assertThat(live()).containsExactly("Both", "Eleven", "Needy", "Word");
    }

    @Test
    void allProductsOfAnUpdateAreStored() {
        synced(SiteFixture.scope(List.of("Windows 11"), List.of("Security Updates")));
        assertThat(categories("v_CICategoryInfo")).containsExactly("Security Updates", "Windows 11", "Word 2016");
        assertThat(categories("v_CICategoryInfo_All"))
                .containsExactly("Microsoft", "Office", "Security Updates", "Windows", "Windows 11", "Word 2016");
    }

    @Test
    void withoutProductOrClassificationItIsOutOfScope() {
        world.put(
                Rev.update(106).in(Rev.SECURITY),
                Rev.update(107).in(Rev.WINDOWS_11),
                Rev.update(108).in(),
                Rev.update(109).in(Rev.SECURITY, Rev.id(999)));
        SyncReport report = synced(ALL);
        assertThat(counts(report)).isEqualTo(Map.of("READ", 9L, "IN_SCOPE", 5L, "INSERTED", 5L, "OUT_OF_SCOPE", 4L));
    }

    @Test
    void aNarrowerScopeExpiresAndAWiderOneReinstates() {
        assertThat(counts(synced(ALL))).isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 5L, "INSERTED", 5L));
        SyncReport narrow = synced(WINDOWS);
        assertThat(counts(narrow))
                .isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 3L, "UNCHANGED", 3L, "OUT_OF_SCOPE", 2L, "EXPIRED", 2L));
        assertThat(live()).containsExactly("Both", "Eleven", "Ten");
        assertThat(reasons(103)).isEqualTo("scope");
        assertThat(narrow.contentVersion()).isEqualTo(2);

        SyncReport again = synced(WINDOWS);
        assertThat(counts(again)).isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 3L, "UNCHANGED", 3L, "OUT_OF_SCOPE", 2L));
        assertThat(again.contentVersion()).isEqualTo(2);

        SyncReport wide = synced(ALL);
        assertThat(counts(wide)).isEqualTo(Map.of("READ", 5L, "IN_SCOPE", 5L, "UNCHANGED", 5L, "REINSTATED", 2L));
        assertThat(reasons(103)).isEmpty();
        assertThat(site.column("SELECT CI_ID FROM v_UpdateInfo WHERE ExpiredSince IS NOT NULL"))
                .isEmpty();
        assertThat(wide.contentVersion()).isEqualTo(3);
    }

    @Test
    void outOfScopeAndVanishedHasTwoReasonsOfWhichEachGoesByItself() {
        world.fill(200, 10);
        synced(ALL);
        synced(WINDOWS);
        var word = world.revisions().stream()
                .filter(r -> r.id().equals(Rev.id(103)))
                .findFirst();
        world.remove(103);
        synced(WINDOWS);
        assertThat(reasons(103)).isEqualTo("vanished,scope");
        assertThat(word).isPresent();
        world.put(Rev.update(103).title("Word").in(Rev.SECURITY, Rev.WORD));
        SyncReport back = synced(WINDOWS);
        assertThat(reasons(103)).isEqualTo("scope");
        assertThat(counts(back)).doesNotContainKey("REINSTATED");
    }

    @Test
    void aLanguageAddedIsFilledInAndARemovedOneGoes() {
        world.put(Rev.update(101).title("Eleven").title("de", "Elf").title("fr", "Onze"));
        synced(languages("de"));
        assertThat(texts(101)).containsExactly("Eleven", "Elf");
        assertThat(counts(synced(languages("de", "fr")))).containsEntry("UPDATED", 1L);
        assertThat(texts(101)).containsExactly("Eleven", "Elf", "Onze");
        SyncReport removed = synced(languages());
        assertThat(counts(removed)).containsEntry("UPDATED", 1L).containsEntry("UNCHANGED", 2L);
        assertThat(texts(101)).containsExactly("Eleven");
        assertThat(site.column("SELECT DISTINCT LocaleID FROM CI_LocalizedCategoryInstances"))
                .containsExactly("1033");
        assertThat(removed.contentVersion()).isEqualTo(3);
    }

    private SyncReport synced(ScopeSettings scope, SyncOptions options) {
        return succeeded(sync(scope, options));
    }

    private static ScopeSettings languages(String... languages) {
        return new ScopeSettings(WINDOWS.products(), WINDOWS.classifications(), List.of(languages), WINDOWS.outside());
    }

    private List<String> texts(long update) {
        return site.column("SELECT DisplayName FROM v_LocalizedCIProperties t JOIN v_UpdateInfo u ON u.CI_ID = t.CI_ID"
                + " WHERE CI_UniqueID = '" + Rev.id(update) + "' ORDER BY DisplayName");
    }

    private List<String> categories(String view) {
        return site.column("SELECT CategoryInstanceName FROM " + view + " c JOIN v_UpdateInfo u ON u.CI_ID = c.CI_ID"
                + " WHERE u.Title = 'Both' AND c.LocaleID = 1033 ORDER BY CategoryInstanceName");
    }
}
