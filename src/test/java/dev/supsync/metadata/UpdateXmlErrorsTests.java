package dev.supsync.metadata;

import static dev.supsync.metadata.UpdateXmlSnippets.CREATED;
import static dev.supsync.metadata.UpdateXmlSnippets.FILE;
import static dev.supsync.metadata.UpdateXmlSnippets.ID;
import static dev.supsync.metadata.UpdateXmlSnippets.IDENTITY;
import static dev.supsync.metadata.UpdateXmlSnippets.PROPERTIES;
import static dev.supsync.metadata.UpdateXmlSnippets.fails;
import static dev.supsync.metadata.UpdateXmlSnippets.handlerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message names the element, the attribute, what was found, what was expected, and the place. */
class UpdateXmlErrorsTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0A2B3C4D-0000-1111-2222-ABCDEFABCDE", "GA2B3C4D-0000-1111-2222-ABCDEFABCDEF"})
    void badGuids(String guid) {
        fails("<UpdateIdentity UpdateID='" + guid + "' RevisionNumber='1'/>" + PROPERTIES)
                .hasMessageStartingWith("UpdateIdentity/@UpdateID is "
                        + (guid.isEmpty() ? "missing or empty" : '"' + guid + '"') + ", expected a GUID")
                .hasMessageEndingWith("(line 2, column 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "2147483648", "99999999999999999999", "1.0", "x", "٣"})
    void badRevisionNumbers(String number) {
        fails("<UpdateIdentity UpdateID='" + ID + "' RevisionNumber='" + number + "'/>" + PROPERTIES)
                .hasMessage("UpdateIdentity/@RevisionNumber is \"" + number
                        + "\", expected a whole number from 0 to 2147483647 (line 2, column 1)");
    }

    @Test
    void missingParts() {
        fails("").hasMessage("the element Update ends without UpdateIdentity, expected one (line 3, column 1)");
        fails(IDENTITY).hasMessage("the element Update ends without Properties, expected one (line 3, column 1)");
        fails(PROPERTIES)
                .hasMessageContaining("Properties stands where UpdateIdentity was expected (line 2, column 1)");
        fails("<UpdateIdentity UpdateID='" + ID + "'/>" + PROPERTIES)
                .hasMessageContaining("UpdateIdentity/@RevisionNumber is missing or empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UpdateIdentity",
                "Properties",
                "LocalizedPropertiesCollection",
                "Relationships",
                "ApplicabilityRules",
                "Files",
                "HandlerSpecificData"
            })
    void partsThatComeTwice(String part) {
        String twice = "<" + part + "/>\n<" + part + "/>";
        String before = part.equals("UpdateIdentity") || part.equals("Properties") ? "" : twice;
        String xml = IDENTITY + PROPERTIES + before;
        fails(before.isEmpty() ? xml + "\n<" + part + "/>" : xml)
                .hasMessage("a second element " + part + ", expected one (line 3, column 1)");
    }

    @ParameterizedTest
    @CsvSource({
        "UpdateType, Hardware, 'one of Category, Detectoid, Software, Driver'",
        "PublicationState, Gone, 'one of Published, Expired, InTesting'",
        "CreationDate, 2026-13-04T12:00:58Z, a time such as 2026-10-04T12:00:58.381Z",
        "CreationDate, 2026-02-30T12:00:58Z, a time such as 2026-10-04T12:00:58.381Z",
        "CreationDate, 2026-10-04, a time such as 2026-10-04T12:00:58.381Z",
        "CreationDate, +12026-10-04T12:00:58Z, a time such as 2026-10-04T12:00:58.381Z",
        "CreationDate, 0000-10-04T12:00:58Z, a time such as 2026-10-04T12:00:58.381Z",
        "CreationDate, yesterday, a time such as 2026-10-04T12:00:58.381Z",
        "IsBeta, yes, true or false",
        "PublisherID, me, a GUID",
        "EulaID, 1, a GUID",
        "MaxDownloadSize, -1, a whole number from 0 to 9223372036854775807",
        "MinDownloadSize, 1 MB, a whole number from 0 to 9223372036854775807",
    })
    void badProperties(String attribute, String value, String expected) {
        String created = attribute.equals("CreationDate") ? "" : CREATED;
        fails(IDENTITY + "\n<Properties " + created + " " + attribute + "='" + value + "'/>")
                .hasMessage("Properties/@" + attribute + " is \"" + value + "\", expected " + expected
                        + " (line 3, column 1)");
    }

    @Test
    void noCreationDate() {
        fails(IDENTITY + "<Properties/>")
                .hasMessageContaining("Properties/@CreationDate is missing or empty, expected a time");
    }

    @ParameterizedTest
    @CsvSource({
        "Digest, abc=",
        "Digest, ''",
        "FileName, ''",
        "Size, ''",
        "Size, -1",
        "Size, 9223372036854775808",
        "Modified, never",
        "PatchingType, Magic"
    })
    void badFiles(String attribute, String value) {
        String file = FILE.replaceAll(attribute + "='[^']*'", "") + " " + attribute + "='" + value + "'";
        fails(IDENTITY + PROPERTIES + "<Files>\n<File " + file + "/></Files>")
                .hasMessageStartingWith("File/@" + attribute + " is "
                        + (value.isEmpty() ? "missing or empty" : '"' + value + '"') + ", expected ")
                .hasMessageEndingWith(" (line 3, column 1)");
    }

    @Test
    void badRelations() {
        String before = IDENTITY + PROPERTIES + "<Relationships><BundledUpdates>\n";
        String after = "</BundledUpdates></Relationships>";
        fails(before + "<UpdateIdentity/>" + after)
                .hasMessage("UpdateIdentity/@UpdateID is missing or empty, expected a GUID (line 3, column 1)");
        fails(before + "<UpdateIdentity UpdateID='" + ID + "' RevisionNumber='-2'/>" + after)
                .hasMessageContaining("@RevisionNumber is \"-2\"");
    }

    @Test
    void badDriversAndCategories() {
        String driver = "<d:WindowsDriverMetaData xmlns:d='" + DriverReader.WINDOWS_DRIVER + "' ";
        String before = IDENTITY + PROPERTIES + "<ApplicabilityRules><Metadata>";
        String after = "/></Metadata></ApplicabilityRules>";
        fails(before + driver + after).hasMessageContaining("WindowsDriverMetaData/@HardwareID is missing");
        fails(before + driver + "HardwareID='x' DriverVerDate='05/30/2022'" + after)
                .hasMessageContaining("@DriverVerDate is \"05/30/2022\", expected a date such as 2022-05-30");
        fails(IDENTITY + PROPERTIES + handlerData("CategoryType='Shelf'"))
                .hasMessageContaining("CategoryInformation/@CategoryType is \"Shelf\", expected one of Company,");
    }

    @Test
    void badTexts() {
        String before = IDENTITY + PROPERTIES + "<LocalizedPropertiesCollection><LocalizedProperties>\n";
        String after = "</LocalizedProperties></LocalizedPropertiesCollection>";
        fails(before + "<Title>x</Title>\n" + after)
                .hasMessage("LocalizedProperties/Language is missing or empty, expected a language such as en"
                        + " (line 4, column 1)");
        fails(before + "<Language>en</Language><Title>x<b/></Title>" + after)
                .hasMessage("the element \"b\" stands in Title, expected nothing but text (line 3, column 32)");
    }

    @Test
    void foundValuesAreShortenedAndHarmless() {
        fails("<UpdateIdentity UpdateID='&#x202E;&#x85;" + "x".repeat(500) + "' RevisionNumber='1'/>")
                .hasMessage("UpdateIdentity/@UpdateID is \"\uFFFD\uFFFD" + "x".repeat(98)
                        + "…\", expected a GUID (line 2, column 1)");
    }
}
