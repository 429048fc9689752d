package dev.supsync.metadata;

import static dev.supsync.metadata.UpdateXmlSnippets.CREATED;
import static dev.supsync.metadata.UpdateXmlSnippets.FILE;
import static dev.supsync.metadata.UpdateXmlSnippets.IDENTITY;
import static dev.supsync.metadata.UpdateXmlSnippets.PROPERTIES;
import static dev.supsync.metadata.UpdateXmlSnippets.document;
import static dev.supsync.metadata.UpdateXmlSnippets.parse;
import static dev.supsync.metadata.UpdateXmlSnippets.properties;
import static dev.supsync.metadata.UpdateXmlSnippets.stream;
import static dev.supsync.metadata.UpdateXmlSnippets.text;
import static dev.supsync.metadata.UpdateXmlSnippets.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the texts and attributes of real documents become values. */
class UpdateXmlValuesTests {

    private final UpdateXmlParser parser = new UpdateXmlParser();

    @ParameterizedTest
    @CsvSource({
        "2026-10-04T12:00:58.381Z, 2026-10-04T12:00:58.381Z",
        "2026-10-04T12:00:58Z, 2026-10-04T12:00:58Z",
        "2026-10-04T12:00:58, 2026-10-04T12:00:58Z",
        "2026-10-04T12:00:58.1234567, 2026-10-04T12:00:58.123456700Z",
        "2026-10-04T12:00:58.5+02:00, 2026-10-04T10:00:58.500Z",
        "' 2026-10-04T12:00:58-05:30 ', 2026-10-04T17:30:58Z",
    })
    void times(String text, Instant expected) throws Exception {
        assertThat(properties("CreationDate='" + text + "'", "").creationDate()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "' true ', true", "True, true", "false, false", "0, false", "'', false"})
    void flags(String text, boolean expected) throws Exception {
        assertThat(properties(CREATED + " IsBeta='" + text + "'", "").beta()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Critical, CRITICAL",
        "moderate, MODERATE",
        "Unspecified, UNSPECIFIED",
        "Dreadful, UNSPECIFIED",
        "'', UNSPECIFIED"
    })
    void severities(String text, Severity expected) throws Exception {
        assertThat(properties(CREATED + " MsrcSeverity='" + text + "'", "").severity())
                .isEqualTo(expected);
    }

    @Test
    void articlesLoseTheLettersAndTheirDoubles() throws Exception {
        String articles = Stream.of("KB2267602", "2267602", " kb 0042 ", "sp65001", "KB", "", "KB5066835")
                .map(article -> "<KBArticleID>" + article + "</KBArticleID>")
                .reduce("", String::concat);
        assertThat(properties(CREATED, articles).kbArticles()).containsExactly("2267602", "0042", "sp65001", "5066835");
    }

    @Test
    void linesEndByLineFeeds() throws Exception {
        assertThat(properties(CREATED, "<SupportUrl>&#13;&#10;a&#13;\r\nb&#13;c&#10;</SupportUrl>")
                        .supportUrl())
                .isEqualTo("a\nb\nc");
    }

    @Test
    void languagesAreLowerCaseAndTrimmed() throws Exception {
        UpdateProperties properties = properties(
                CREATED + " DefaultPropertiesLanguage=' PT-BR '",
                "<Language>EN</Language><Language> en </Language><Language>xx-New</Language><Language/>");
        assertThat(properties.defaultLanguage()).isEqualTo("pt-br");
        assertThat(properties.fileLanguages()).containsExactly("en", "xx-new");
    }

    @Test
    void emptyIsAbsent() throws Exception {
        UpdateProperties properties =
                properties(CREATED + " LegacyName='' Handler='  ' EulaID='' MaxDownloadSize=''", "<SupportUrl/>");
        assertThat(properties.legacyName()).isNull();
        assertThat(properties.handler()).isNull();
        assertThat(properties.eulaId()).isNull();
        assertThat(properties.maxDownloadSize()).isNull();
        assertThat(properties.supportUrl()).isNull();
    }

    @Test
    void behaviors() throws Exception {
        UpdateProperties properties = properties(
                CREATED,
                "<InstallationBehavior RebootBehavior='CanRequestReboot' CanRequestUserInput='true'/>"
                        + "<UninstallationBehavior Impact='Minor'/>");
        assertThat(properties.installation())
                .isEqualTo(new InstallationBehavior(
                        InstallationBehavior.Impact.NORMAL,
                        InstallationBehavior.Reboot.CAN_REQUEST_REBOOT,
                        true,
                        false));
        assertThat(properties.uninstallation())
                .isEqualTo(new InstallationBehavior(
                        InstallationBehavior.Impact.MINOR, InstallationBehavior.Reboot.NEVER_REBOOTS, false, false));
    }

    @Test
    void textsInPiecesArePutTogether() throws Exception {
        String title = "a<![CDATA[ <b> ]]>c &lt;d&gt; <!-- not this -->&#x65;" + "f".repeat(9000);
        assertThat(texts(text("en", title)).get(0).title()).isEqualTo("a <b> c <d> e" + "f".repeat(9000));
    }

    @Test
    void aByteOrderMarkAndADeclarationMayComeFirst() throws Exception {
        String xml = "\uFEFF<?xml version='1.0' encoding='utf-16'?>\n" + document(IDENTITY + PROPERTIES) + "\n";
        assertThat(parser.parse(new StringReader(xml)).key().revisionNumber()).isEqualTo(200);
        assertThat(parser.parse(stream(xml)).key().revisionNumber()).isEqualTo(200);
    }

    @Test
    void theFirstOfALanguageCounts() throws Exception {
        assertThat(texts(text("en", "One") + text("EN ", "Two") + text("de", "Eins")))
                .extracting(LocalizedText::title)
                .containsExactly("One", "Eins");
    }

    @Test
    void withoutTitleALanguageIsLeftOut() throws Exception {
        assertThat(texts(text("en", " ") + text("de", "Eins") + text("en", "One")))
                .extracting(LocalizedText::title)
                .containsExactly("Eins", "One");
    }

    @Test
    void unlessThereIsNoOther() throws Exception {
        assertThat(texts(text("en", "") + text("de", "")))
                .containsExactly(new LocalizedText("en", "", null, null, null, null));
    }

    @Test
    void theFirstFileOfADigestCounts() throws Exception {
        UpdateRevision revision = parse(IDENTITY + PROPERTIES + "<Files><File " + FILE + "><Other/>"
                + "<AdditionalDigest Algorithm='MD5'>x</AdditionalDigest>"
                + "<AdditionalDigest Algorithm='SHA256'> y= </AdditionalDigest></File><File "
                + FILE.replace("a.cab", "b.cab") + "/></Files>");
        assertThat(revision.files())
                .containsExactly(new UpdateFile("AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "a.cab", 1, null, null, "y=", null));
    }

    @Test
    void driversAreFoundByNamespaceOnce() throws Exception {
        String driver = "<d:WindowsDriverMetaData xmlns:d='" + DriverReader.WINDOWS_DRIVER
                + "' HardwareID='A&amp;B' DriverVerDate='2022-05-30'><d:FeatureScore/></d:WindowsDriverMetaData>";
        UpdateRevision revision = parse(IDENTITY + PROPERTIES + "<ApplicabilityRules><IsInstalled>" + driver
                + "</IsInstalled><Metadata><WindowsDriverMetaData/>" + driver + driver
                + "</Metadata></ApplicabilityRules>");
        assertThat(revision.drivers())
                .containsExactly(
                        new DriverMetadata("A&B", LocalDate.of(2022, 5, 30), null, null, null, null, null, null, null));
    }
}
