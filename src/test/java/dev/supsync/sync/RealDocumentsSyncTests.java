package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.RealDocuments;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlParser;
import dev.supsync.metadata.UpdateXmlWriter;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real documents, as they are, wrapped as an export, arrive field by field. */
class RealDocumentsSyncTests extends SyncSuite {

    private static final String DEFENDER = "a2fef9b0-7951-4c2c-a42b-9e351dd1c1fe";
    private static final String DEFENDER_PART = "1f9bd9bb-7390-4aa3-bbdb-ded99fac2583";
    private static final String DEFENDER_ENGINE = "ff36f0b5-dded-4780-8664-cd78af8b62c1";
    private static final String DRIVER = "9089c22f-99c1-4ef7-8c20-be8895d5a38d";
    private static final String DETECTOID = "3a8f327a-48da-4804-817c-85a7159893ae";
    private static final String MICROSOFT = "56309036-4c77-4dd9-951a-99ee9c246a94";
    private final Map<UpdateRevision, String> documents = new LinkedHashMap<>();
    private final UpdateXmlWriter writer = new UpdateXmlWriter();

    @BeforeEach
    void synchronize() throws Exception {
        List<Path> files = RealDocuments.all();
        assumeTrue(!files.isEmpty(), "no real documents beside the project");
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                documents.put(new UpdateXmlParser().parse(in), Files.readString(file));
            }
        }
        Set<UpdateId> categories = missingCategories();
        add(Rev.update(101).in(first(categories, true), first(categories, false)), DETECTOID);
        Path export = export(List.copyOf(documents.keySet()));
        StringBuilder metadata = new StringBuilder();
        documents.forEach((revision, text) -> metadata.append(ExportWriter.record(revision, text)));
        Files.writeString(export.resolve("metadata.txt"), metadata);
        List<String> products = new ArrayList<>();
        List<String> classifications = new ArrayList<>();
        categories.forEach(c -> (writer.classification().test(c) ? classifications : products).add(c.toString()));
        ScopeSettings scope = new ScopeSettings(products, classifications, List.of("de", "zh-tw"), Outside.SKIP);
        try (Catalog catalog = open(export)) {
            SyncReport report = succeeded(sync(catalog, scope, SiteFixture.DEFAULTS));
            assertThat(counts(report)).isEqualTo(Map.of("READ", 3L, "IN_SCOPE", 3L, "INSERTED", 3L));
        }
    }

    @Test
    void theDefenderBundle() {
        assertThat(row(
                        "SELECT CIType_ID, ArticleID, BulletinID, Title, InfoURL, DatePosted, SeverityName,"
                                + " MaxExecutionTime, IsExpired, IsSuperseded, EULAExists, RevisionNumber FROM v_UpdateInfo",
                        DEFENDER))
                .containsExactly(
                        "8",
                        "2267602",
                        "None",
                        "Security Intelligence Update for Microsoft Defender Antivirus - KB2267602"
                                + " (Version 1.459.547.0) - Current Channel (Broad)",
                        "https://go.microsoft.com/fwlink/?linkid=2007160",
                        "2026-10-04 12:00:58.381",
                        "None",
                        "600",
                        "false",
                        "false",
                        "false",
                        "200");
        assertThat(row("SELECT Description FROM v_UpdateInfo", DEFENDER))
                .first()
                .asString()
                .startsWith("Install this update to revise the files that are used to detect viruses")
                .endsWith("it cannot be removed.");
        assertThat(site.column("SELECT LocaleID FROM v_LocalizedCIProperties t JOIN v_UpdateInfo u ON u.CI_ID = t.CI_ID"
                        + " WHERE CI_UniqueID = '" + DEFENDER + "' ORDER BY LocaleID"))
                .containsExactly("1028", "1031", "1033");
        assertThat(site.column("SELECT DisplayName FROM v_LocalizedCIProperties WHERE LocaleID = 1031"))
                .anyMatch(
                        t -> t.startsWith("Security Intelligence-Update für Microsoft Defender Antivirus – KB2267602"));
        assertThat(categories(DEFENDER))
                .contains(
                        "UpdateClassification:e0789628-ce08-4437-be74-2495b842f43b",
                        "Product:8c3fcc84-7410-4a95-8b89-a166a0190486")
                .hasSize(2);
    }

    @Test
    void itsChildrenNestAndWhatIsMissingDangles() {
        assertThat(site.column("SELECT Title FROM v_UpdateInfo")).hasSize(3);
        assertThat(related(DEFENDER, 1)).containsExactly(DEFENDER_PART);
        assertThat(related(DEFENDER_PART, 1)).containsExactly(DEFENDER_ENGINE);
        String number = "(SELECT CI_ID FROM SUP_UPDATE WHERE UPDATE_ID = '" + DEFENDER + "')";
        assertThat(site.column(
                        "SELECT COUNT(*) FROM SUP_UPDATE_RELATION WHERE RELATION_TYPE = 1 AND CI_ID = " + number))
                .containsExactly("124");
        assertThat(site.column("SELECT COUNT(DISTINCT CLAUSE) FROM SUP_UPDATE_RELATION WHERE RELATION_TYPE = 1"
                        + " AND CI_ID = " + number))
                .containsExactly("4");
        assertThat(site.column("SELECT COUNT(*) FROM SUP_SUPERSEDENCE WHERE CI_ID = " + number))
                .containsExactly("10");
        assertThat(site.database()
                        .jdbc()
                        .queryForMap(
                                "SELECT FileName, FileSize, FileHash FROM v_UpdateContents c JOIN CI_ContentFiles f"
                                        + " ON f.Content_ID = c.Content_ID JOIN v_UpdateInfo u ON u.CI_ID = c.CI_ID"
                                        + " WHERE CI_UniqueID = '" + DEFENDER + "'"))
                .containsValues("AM_Engine.exe", 6_662_560L, "vXidQqLgJwCO4+fE++5nIN1txMk=");
    }

    @Test
    void theDriver() {
        assertThat(row("SELECT Title, CIType_ID, ArticleID, InfoURL, DatePosted FROM v_UpdateInfo", DRIVER))
                .containsExactly(
                        "Intel Corporation - Bluetooth - 22.150.0.6",
                        "1",
                        "",
                        "http://sysdev.microsoft.com/support/default.aspx",
                        "2022-06-14 14:20:24.079");
        assertThat(site.database().jdbc().queryForMap("SELECT * FROM SUP_UPDATE_DRIVER"))
                .containsEntry("HARDWARE_ID", "USB\\VID_8087&PID_0A2B&REV_0010")
                .containsEntry("DRIVER_DATE", java.sql.Date.valueOf("2022-05-30"))
                .containsEntry("DRIVER_VERSION", "22.150.0.6")
                .containsEntry("DRIVER_CLASS", "Other Hardware")
                .containsEntry("COMPANY", "Intel Corporation")
                .containsEntry("PROVIDER", "Intel Corporation")
                .containsEntry("MODEL", "Intel(R) Wireless Bluetooth(R)")
                .containsEntry("WHQL_ID", "0");
        assertThat(site.column("SELECT ContentLocales FROM v_UpdateContents c JOIN v_UpdateInfo u ON u.CI_ID = c.CI_ID"
                                + " WHERE CI_UniqueID = '" + DRIVER + "'")
                        .get(0)
                        .split(","))
                .hasSize(36)
                .contains("Locale:1033", "Locale:3076", "Locale:2074");
        assertThat(categories(DRIVER)).hasSize(5);
        assertThat(site.column("SELECT FileName FROM CI_ContentFiles WHERE FileSize = 531141"))
                .containsExactly("10931cb1-d155-4e89-8878-e6193071edb3.cab");
    }

    @Test
    void theCategories() {
        assertThat(category(MICROSOFT)).containsExactly("Company", "Microsoft", "null");
        assertThat(category("6964aab4-c5b5-43bd-a17d-ffb4346a8e1d"))
                .containsExactly("ProductFamily", "Windows", "Microsoft");
        assertThat(category("dd78b8a1-0b20-45c1-add6-4da72e9364cf")).containsExactly("Product", "OOBE ZDP", "Windows");
        assertThat(category("83a83e29-7d55-44a0-afed-aea164bc35e6"))
                .as("in a document of many lines")
                .containsExactly("Product", "Exchange 2000 Server", "Category 352f9494");
    }

    @Test
    void theDetectoidComesBecauseItIsRequired() {
        assertThat(related(Rev.id(101).toString(), 2)).containsExactly(DETECTOID);
        assertThat(site.column("SELECT TITLE FROM SUP_UPDATE_TEXT t JOIN SUP_UPDATE u ON u.CI_ID = t.CI_ID"
                        + " WHERE UPDATE_TYPE = 'Detectoid'"))
                .containsExactly("Exchange Core CHS Lang");
    }

    /** Categories that the documents name and none of them is. */
    private Set<UpdateId> missingCategories() {
        Set<UpdateId> named = new HashSet<>();
        Set<UpdateId> held = new HashSet<>();
        for (UpdateRevision revision : documents.keySet()) {
            held.add(revision.id());
            revision.relations().stream()
                    .filter(Relation.InCategory.class::isInstance)
                    .forEach(r -> named.add(r.target()));
        }
        named.removeAll(held);
        for (UpdateId id : named) {
            boolean classification = writer.classification().test(id);
            CategoryType type = id.toString().startsWith("352f9494")
                    ? CategoryType.PRODUCT_FAMILY
                    : classification ? CategoryType.UPDATE_CLASSIFICATION : CategoryType.PRODUCT;
            UpdateId parent = classification ? null : UpdateId.parse(MICROSOFT);
            UpdateRevision category = Rev.category(
                            id, type, "Category " + id.toString().substring(0, 8), parent)
                    .build();
            documents.put(category, writer.write(category));
        }
        return named;
    }

    private UpdateId first(Set<UpdateId> categories, boolean classification) {
        return categories.stream()
                .filter(c -> writer.classification().test(c) == classification)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private void add(Rev rev, String required) {
        UpdateRevision bare = rev.build();
        List<Relation> relations = new ArrayList<>(bare.relations());
        relations.add(new Relation.Requires(0, UpdateId.parse(required)));
        UpdateRevision revision = new UpdateRevision(
                bare.key(), bare.properties(), bare.texts(), relations, bare.files(), bare.drivers(), null);
        documents.put(revision, writer.write(revision));
    }

    private List<String> row(String select, String update) {
        return site.database().jdbc().queryForList(select + " WHERE CI_UniqueID = '" + update + "'").stream()
                .flatMap(row -> row.values().stream())
                .map(String::valueOf)
                .toList();
    }

    private List<String> categories(String update) {
        return site.column("SELECT CategoryInstance_UniqueID FROM v_CICategories c JOIN v_UpdateInfo u"
                + " ON u.CI_ID = c.CI_ID WHERE CI_UniqueID = '" + update + "'");
    }

    private List<String> category(String id) {
        return site
                .database()
                .jdbc()
                .queryForList("SELECT c.CategoryTypeName, c.CategoryInstanceName, p.CategoryInstanceName AS Parent"
                        + " FROM v_CategoryInfo c LEFT JOIN v_CategoryInfo p"
                        + " ON p.CategoryInstanceID = c.ParentCategoryInstanceID AND p.LocaleID = 1033"
                        + " WHERE c.LocaleID = 1033 AND c.CategoryInstance_UniqueID LIKE '%" + id + "'")
                .stream()
                .flatMap(row -> row.values().stream())
                .map(String::valueOf)
                .toList();
    }

    private List<String> related(String from, int type) {
        return site.column("SELECT t.UPDATE_ID FROM v_CIRelation r JOIN SUP_UPDATE f ON f.CI_ID = r.FromCIID"
                + " JOIN SUP_UPDATE t ON t.CI_ID = r.ToCIID WHERE r.RelationType = " + type + " AND f.UPDATE_ID = '"
                + from + "'");
    }
}
