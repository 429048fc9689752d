package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds what the parser reads from real documents against what a tree of the same document says, field by field. */
class RealDocumentsTests {

    private final UpdateXmlParser parser = new UpdateXmlParser();

    @BeforeEach
    void realDocumentsAreThere() throws Exception {
        assumeTrue(!RealDocuments.all().isEmpty(), "no real documents beside the project");
    }

    @TestFactory
    Stream<DynamicTest> eachFieldByField() throws Exception {
        return RealDocuments.all().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    @Test
    void aBundleOfFourGroups() throws Exception {
        UpdateRevision bundle = read("a2fef9b0-7951-4c2c-a42b-9e351dd1c1fe-r200.xml");
        assertThat(bundle.bundle()).isTrue();
        assertThat(bundle.texts()).hasSize(35);
        assertThat(bundle.properties().kbArticles()).containsExactly("2267602");
        assertThat(bundle.relations())
                .filteredOn(Relation.Supersedes.class::isInstance)
                .hasSize(10);
        assertThat(bundle.relations())
                .filteredOn(Relation.InCategory.class::isInstance)
                .hasSize(2);
        int[] groups = new int[4];
        for (Relation relation : bundle.relations()) {
            if (relation instanceof Relation.Bundles child) {
                groups[child.clause()]++;
                assertThat(child.revisionNumber()).isEqualTo(200);
            }
        }
        assertThat(groups).containsExactly(7, 7, 7, 103);
    }

    @Test
    void aDriver() throws Exception {
        UpdateRevision driver = read("sample_driver_1.xml");
        assertThat(driver.properties().type()).isEqualTo(UpdateType.DRIVER);
        assertThat(driver.properties().fileLanguages()).hasSize(36).contains("zh-hk", "sr");
        assertThat(driver.drivers()).singleElement().satisfies(hardware -> {
            assertThat(hardware.hardwareId()).startsWith("USB\\VID_8087&PID_");
            assertThat(hardware.driverDate()).isEqualTo(LocalDate.of(2022, 5, 30));
            assertThat(hardware.whqlDriverId()).isEqualTo("0");
        });
        assertThat(driver.relations())
                .filteredOn(Relation.InCategory.class::isInstance)
                .hasSize(5);
        assertThat(driver.relations().stream()
                        .filter(Relation.Requires.class::isInstance)
                        .mapToInt(required -> ((Relation.Requires) required).clause())
                        .distinct())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void theTreeOfCategories() throws Exception {
        UpdateRevision company = read("56309036-4c77-4dd9-951a-99ee9c246a94-r101.xml");
        UpdateRevision family = read("6964aab4-c5b5-43bd-a17d-ffb4346a8e1d-r100.xml");
        UpdateRevision product = read("dd78b8a1-0b20-45c1-add6-4da72e9364cf-r202.xml");
        assertThat(company.category()).isEqualTo(new CategoryInfo(CategoryType.COMPANY, false, true, 1));
        assertThat(family.relations()).containsExactly(new Relation.InCategory(company.id()));
        assertThat(product.relations()).containsExactly(new Relation.InCategory(family.id()));
        assertThat(product.category()).isEqualTo(new CategoryInfo(CategoryType.PRODUCT, true, false, null));
    }

    @Test
    void whatIsReadIsWrittenAndReadAgain() throws Exception {
        for (Path file : RealDocuments.all()) {
            UpdateRevision revision = read(file.getFileName().toString());
            UpdateRevision again = parser.parse(new StringReader(new UpdateXmlWriter().write(revision)));
            assertThat(again.relations()).containsExactlyInAnyOrderElementsOf(revision.relations());
            assertThat(again)
                    .usingRecursiveComparison()
                    .ignoringFields("relations")
                    .isEqualTo(revision);
        }
    }

    private void check(Path file) throws Exception {
        UpdateRevision revision = read(file.getFileName().toString());
        DomNode root = DomNode.root(file);
        DomNode identity = root.child("UpdateIdentity");
        DomNode properties = root.child("Properties");
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(revision.id().toString())
                .isEqualTo(identity.attribute("UpdateID").toLowerCase(Locale.ROOT));
        softly.assertThat(revision.key().revisionNumber() + "").isEqualTo(identity.attribute("RevisionNumber"));
        checkProperties(softly, revision.properties(), properties);
        checkTexts(softly, revision.texts(), root);
        softly.assertThat(revision.relations().stream().map(RealDocumentsTests::line))
                .containsExactlyInAnyOrderElementsOf(relationLines(root));
        checkFiles(softly, revision.files(), root);
        checkDrivers(softly, revision.drivers(), root);
        checkCategory(softly, revision, root);
        softly.assertAll();
        try (InputStream in = Files.newInputStream(file)) {
            UpdateProperties read = revision.properties();
            assertThat(parser.head(in))
                    .isEqualTo(new RevisionHead(
                            revision.key(), read.type(), read.explicitlyDeployable(), read.publicationState()));
        }
    }

    private static void checkProperties(SoftAssertions softly, UpdateProperties read, DomNode dom) {
        softly.assertThat(read.type().text()).isEqualTo(dom.attribute("UpdateType"));
        softly.assertThat(read.explicitlyDeployable()).isEqualTo(dom.flag("ExplicitlyDeployable"));
        softly.assertThat(read.publicationState().text()).isEqualTo(dom.attribute("PublicationState"));
        softly.assertThat(read.defaultLanguage()).isEqualTo(dom.attribute("DefaultPropertiesLanguage"));
        softly.assertThat(read.creationDate()).isEqualTo(Instant.parse(dom.attribute("CreationDate")));
        softly.assertThat(read.publisherId() + "").isEqualTo(dom.attribute("PublisherID"));
        softly.assertThat(DomNode.orEmpty(read.legacyName())).isEqualTo(dom.attribute("LegacyName"));
        softly.assertThat(DomNode.orEmpty(read.detectoidType())).isEqualTo(dom.attribute("DetectoidType"));
        softly.assertThat(DomNode.orEmpty(read.handler())).isEqualTo(dom.attribute("Handler"));
        softly.assertThat(dom.attribute("MsrcSeverity")).isEmpty();
        softly.assertThat(read.severity()).isEqualTo(Severity.UNSPECIFIED);
        softly.assertThat(DomNode.orEmpty(read.eulaId())).isEqualTo(dom.attribute("EulaID"));
        softly.assertThat(read.requiresReacceptanceOfEula()).isEqualTo(dom.flag("RequiresReacceptanceOfEula"));
        softly.assertThat(read.beta()).isEqualTo(dom.flag("IsBeta"));
        softly.assertThat(read.publiclyPublished()).isEqualTo(dom.flag("IsPublic"));
        softly.assertThat(read.locallyPublished()).isEqualTo(dom.flag("IsLocallyPublished"));
        softly.assertThat(read.osUpgrade()).isEqualTo(dom.flag("OSUpgrade"));
        softly.assertThat(DomNode.orEmpty(read.maxDownloadSize())).isEqualTo(dom.attribute("MaxDownloadSize"));
        softly.assertThat(DomNode.orEmpty(read.minDownloadSize())).isEqualTo(dom.attribute("MinDownloadSize"));
        DomNode behavior = dom.child("InstallationBehavior");
        softly.assertThat(read.installation().impact().text()).isEqualTo(behavior.attribute("Impact", "Normal"));
        softly.assertThat(read.installation().reboot().text())
                .isEqualTo(behavior.attribute("RebootBehavior", "NeverReboots"));
        softly.assertThat(read.installation().canRequestUserInput()).isEqualTo(behavior.flag("CanRequestUserInput"));
        softly.assertThat(read.installation().requiresNetworkConnectivity())
                .isEqualTo(behavior.flag("RequiresNetworkConnectivity"));
        softly.assertThat(read.uninstallation()).isNull();
        softly.assertThat(dom.children("UninstallationBehavior")).isEmpty();
        softly.assertThat(read.moreInfoUrls()).isEqualTo(dom.texts("MoreInfoUrl"));
        softly.assertThat(DomNode.orEmpty(read.supportUrl()))
                .isEqualTo(dom.child("SupportUrl").text());
        softly.assertThat(read.kbArticles()).isEqualTo(dom.texts("KBArticleID"));
        softly.assertThat(read.securityBulletins()).isEqualTo(dom.texts("SecurityBulletinID"));
        softly.assertThat(read.cveIds()).isEqualTo(dom.texts("CveID"));
        softly.assertThat(read.fileLanguages()).isEqualTo(dom.texts("Language"));
    }

    private static void checkTexts(SoftAssertions softly, List<LocalizedText> texts, DomNode root) {
        List<DomNode> nodes = root.child("LocalizedPropertiesCollection").children("LocalizedProperties");
        softly.assertThat(texts).hasSameSizeAs(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            DomNode dom = nodes.get(i);
            LocalizedText text = texts.get(i);
            softly.assertThat(text.language()).isEqualTo(dom.child("Language").text());
            softly.assertThat(text.title()).isEqualTo(dom.child("Title").text());
            softly.assertThat(DomNode.orEmpty(text.description()))
                    .isEqualTo(dom.child("Description").text());
            softly.assertThat(DomNode.orEmpty(text.moreInfoUrl()))
                    .isEqualTo(dom.child("MoreInfoUrl").text());
            softly.assertThat(DomNode.orEmpty(text.supportUrl()))
                    .isEqualTo(dom.child("SupportUrl").text());
            softly.assertThat(DomNode.orEmpty(text.uninstallNotes()))
                    .isEqualTo(dom.child("UninstallNotes").text());
        }
    }

    private static String line(Relation relation) {
        if (relation instanceof Relation.Requires required) {
            return "requires " + required.clause() + " " + required.target();
        }
        if (relation instanceof Relation.Bundles child) {
            return "bundles " + child.clause() + " " + child.target() + " " + DomNode.orEmpty(child.revisionNumber());
        }
        return (relation instanceof Relation.InCategory ? "category " : "supersedes ") + relation.target();
    }

    private static List<String> relationLines(DomNode root) {
        List<String> lines = new ArrayList<>();
        DomNode relationships = root.child("Relationships");
        for (DomNode target : relationships.child("SupersededUpdates").children("UpdateIdentity")) {
            lines.add("supersedes " + target.id());
        }
        int clause = 0;
        for (DomNode node : relationships.child("Prerequisites").children()) {
            if (node.flag("IsCategory")) {
                node.children("UpdateIdentity").forEach(target -> lines.add("category " + target.id()));
            } else {
                for (DomNode target : node.identities()) {
                    lines.add("requires " + clause + " " + target.id());
                }
                clause++;
            }
        }
        clause = 0;
        for (DomNode node : relationships.child("BundledUpdates").children()) {
            for (DomNode target : node.identities()) {
                lines.add("bundles " + clause + " " + target.id() + " " + target.attribute("RevisionNumber"));
            }
            clause++;
        }
        return lines;
    }

    private static void checkFiles(SoftAssertions softly, List<UpdateFile> files, DomNode root) {
        List<DomNode> nodes = root.child("Files").children("File");
        softly.assertThat(files).hasSameSizeAs(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            DomNode dom = nodes.get(i);
            UpdateFile file = files.get(i);
            softly.assertThat(file.digest()).isEqualTo(dom.attribute("Digest"));
            softly.assertThat(file.name()).isEqualTo(dom.attribute("FileName"));
            softly.assertThat(file.size() + "").isEqualTo(dom.attribute("Size"));
            softly.assertThat(DomNode.orEmpty(file.modified())).isEqualTo(dom.attribute("Modified"));
            softly.assertThat(file.patchingType()).isNull();
            softly.assertThat(dom.attribute("PatchingType")).isEmpty();
            softly.assertThat(DomNode.orEmpty(file.sha256()))
                    .isEqualTo(dom.child("AdditionalDigest").text());
            softly.assertThat(file.sourceUrl()).isNull();
        }
    }

    private static void checkDrivers(SoftAssertions softly, List<DriverMetadata> drivers, DomNode root) {
        List<DomNode> nodes = root.child("ApplicabilityRules").child("Metadata").children("WindowsDriverMetaData");
        softly.assertThat(drivers).hasSameSizeAs(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            DomNode dom = nodes.get(i);
            DriverMetadata driver = drivers.get(i);
            softly.assertThat(driver.hardwareId()).isEqualTo(dom.attribute("HardwareID"));
            softly.assertThat(DomNode.orEmpty(driver.driverDate())).isEqualTo(dom.attribute("DriverVerDate"));
            softly.assertThat(DomNode.orEmpty(driver.version())).isEqualTo(dom.attribute("DriverVerVersion"));
            softly.assertThat(DomNode.orEmpty(driver.driverClass())).isEqualTo(dom.attribute("Class"));
            softly.assertThat(DomNode.orEmpty(driver.company())).isEqualTo(dom.attribute("Company"));
            softly.assertThat(DomNode.orEmpty(driver.provider())).isEqualTo(dom.attribute("Provider"));
            softly.assertThat(DomNode.orEmpty(driver.manufacturer())).isEqualTo(dom.attribute("Manufacturer"));
            softly.assertThat(DomNode.orEmpty(driver.model())).isEqualTo(dom.attribute("Model"));
            softly.assertThat(DomNode.orEmpty(driver.whqlDriverId())).isEqualTo(dom.attribute("WhqlDriverID"));
        }
    }

    private static void checkCategory(SoftAssertions softly, UpdateRevision revision, DomNode root) {
        List<DomNode> nodes = root.child("HandlerSpecificData").children("CategoryInformation");
        CategoryInfo category = revision.category();
        softly.assertThat(category == null).isEqualTo(nodes.isEmpty());
        if (category != null) {
            DomNode dom = nodes.get(0);
            CategoryType type = category.type();
            softly.assertThat(type == null ? "" : type.text()).isEqualTo(dom.attribute("CategoryType"));
            softly.assertThat(category.prohibitsSubcategories()).isEqualTo(dom.flag("ProhibitsSubcategories"));
            softly.assertThat(category.prohibitsUpdates()).isEqualTo(dom.flag("ProhibitsUpdates"));
            softly.assertThat(DomNode.orEmpty(category.displayOrder())).isEqualTo(dom.attribute("DisplayOrder"));
        }
    }

    private UpdateRevision read(String name) throws Exception {
        try (InputStream in = Files.newInputStream(RealDocuments.data().resolve("update-xml/" + name))) {
            return parser.parse(in);
        }
    }
}
