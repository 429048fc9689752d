package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationMistakesTests {

    @TempDir
    private Path folder;

    private Configurations configurations;

    @BeforeEach
    void use() {
        configurations = new Configurations(folder);
    }

    @Test
    void areReportedTogetherInTheOrderOfTheFile() {
        assertThat(
                        configurations.mistakes(
                                """
                        supsync:
                          sites:
                            CS1:
                              typ: central
                              type: centrl
                              database: {username: sa}
                            TOOLONG: {}
                          scope:
                            languages: [ en, klingon ]
                          limits: { quarantine: -1 }
                        """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "4:7: supsync.sites.CS1.typ: unknown key; did you mean \"type\"? Allowed here:"
                                                + " name, type, parent, remote, language, database, software-update-point,"
                                                + " software-update-points"),
                        line -> assertThat(line)
                                .isEqualTo("5:13: supsync.sites.CS1.type: found \"centrl\", expected one of central,"
                                        + " primary, secondary"),
                        line -> assertThat(line).isEqualTo("6:7: supsync.sites.CS1.database.url: is missing"),
                        line -> assertThat(line)
                                .isEqualTo("7:5: supsync.sites.TOOLONG: found \"TOOLONG\", expected a site code of"
                                        + " exactly three characters, each A to Z or 0 to 9"),
                        line -> assertThat(line)
                                .startsWith("9:22: supsync.scope.languages[1]: found \"klingon\", expected one of ar,"
                                        + " bg, cs, ")
                                .endsWith(", zh-tw"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "10:25: supsync.limits.quarantine: found \"-1\", expected a whole number from"
                                                + " 0 to 1000000"));
    }

    @Nested
    class OfTheFile {

        @Test
        void absent() {
            assertThat(configurations.mistakesOfFile(Map.of())).containsExactly("1:1: there is no such file");
        }

        @Test
        void folder() throws IOException {
            Files.createDirectory(configurations.file());
            assertThat(configurations.mistakesOfFile(Map.of())).containsExactly("1:1: this is a folder, not a file");
        }

        @Test
        void empty() {
            assertThat(configurations.mistakes("# nothing\n"))
                    .containsExactly("1:1: the file is empty, expected the key \"supsync\"");
        }

        @Test
        void notUtf8() {
            configurations.write("supsync:\n  name: M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(configurations.mistakesOfFile(Map.of()))
                    .containsExactly("2:10: found the byte 0xFC, which is not UTF-8; save the file as UTF-8");
        }

        @Test
        void secretOfAUrl() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("  alerts: {webhook: \"htps://ops:s3cret@hooks.example/x\"}\n")))
                    .singleElement()
                    .asString()
                    .contains("found \"htps://****@hooks.example/x\", expected a URL that begins with https://");
            assertThat(configurations.mistakes(
                            Configurations.withSite("  alerts: {webhook: \"https://a%3Ab:s3cret@hooks.example/x\"}\n")))
                    .singleElement()
                    .asString()
                    .contains("expected a user without a colon")
                    .doesNotContain("s3cret");
        }

        @Test
        void controlCharacter() {
            assertThat(configurations.mistakes("supsync:\n  a: \u0007"))
                    .containsExactly("2:6: found the character U+0007, which YAML does not allow");
        }

        @Test
        void tab() {
            assertThat(configurations.mistakes("supsync:\n\tsites: {}"))
                    .containsExactly("2:1: broken YAML: while scanning for the next token: found character '\\t(TAB)'"
                            + " that cannot start any token. (Do not use \\t(TAB) for indentation); indent with blanks,"
                            + " not tabs");
        }

        @Test
        void broken() {
            assertThat(configurations.mistakes("supsync:\n  sites: [ a, b\n  scope: {}"))
                    .singleElement()
                    .asString()
                    .startsWith("3:8: broken YAML: while parsing a flow sequence: expected ',' or ']', but got");
        }

        @Test
        void unclosedSecretIsNotShown() {
            assertThat(configurations.mistakes("supsync:\n  password: \"hunter2\n"))
                    .singleElement()
                    .asString()
                    .startsWith("3:1: broken YAML: ")
                    .doesNotContain("hunter2");
        }

        @Test
        void severalDocuments() {
            assertThat(configurations.mistakes("supsync: {}\n---\nsupsync: {}"))
                    .singleElement()
                    .asString()
                    .startsWith("2:1: broken YAML: expected a single document");
        }

        @Test
        void deepNesting() {
            assertThat(configurations.mistakes("supsync: " + "[".repeat(10_000)))
                    .singleElement()
                    .asString()
                    .contains("broken YAML: Nesting Depth exceeded max 50");
        }
    }

    @Nested
    class OfKeys {

        @Test
        void missing() {
            assertThat(configurations.mistakes("supsync: {}")).containsExactly("1:1: supsync.sites: is missing");
            assertThat(configurations.mistakes("{}")).containsExactly("1:1: supsync: is missing");
            assertThat(configurations.mistakes("supsync: {sites: {}}"))
                    .containsExactly("1:11: supsync.sites: expected at least one site");
            assertThat(configurations.mistakes("supsync:\n  sites:\n    CS1:\n"))
                    .containsExactly("3:5: supsync.sites.CS1.database: is missing");
        }

        @Test
        void unknown() {
            assertThat(configurations.mistakes(Configurations.withSite("  limit: {}\nspring: {}\n")))
                    .containsExactly(
                            "5:3: supsync.limit: unknown key; did you mean \"limits\"? Allowed here: sites, policy,"
                                    + " packages, scope, limits, lease, supersedence, cleanup, retention, delta, retry,"
                                    + " alerts, site-log, work-directory",
                            "6:1: spring: unknown key; Allowed here: supsync");
        }

        @Test
        void givenTwice() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("  limits: {quarantine: 1}\n  limits: {quarantine: 2}\n")))
                    .containsExactly("6:3: supsync.limits: the key is given twice, first in line 5");
        }

        @Test
        void sitesGivenTwiceInAnotherCase() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("    cs1: {database: {url: \"jdbc:hsqldb:mem:x\"}}\n")))
                    .containsExactly("5:5: supsync.sites.cs1: the site CS1 is given twice, first in line 3");
        }

        @Test
        void notATextAsKey() {
            assertThat(configurations.mistakes(Configurations.withSite("  ? [a, b]\n  : c\n")))
                    .containsExactly("5:5: supsync: a key must be a text, found a list");
        }
    }

    @Nested
    class OfKinds {

        @Test
        void aValueInsteadOfAMapping() {
            assertThat(configurations.mistakes("supsync: {sites: {CS1: here}, limits: [1]}"))
                    .containsExactly(
                            "1:24: supsync.sites.CS1: found a single value, expected a mapping of keys to values",
                            "1:39: supsync.limits: found a list, expected a mapping of keys to values");
            assertThat(configurations.mistakes("text"))
                    .containsExactly("1:1: the file: found a single value, expected a mapping of keys to values");
        }

        @Test
        void aMappingInsteadOfAValue() {
            assertThat(configurations.mistakes("supsync: {sites: {CS1: {database: {url: {}}}}}"))
                    .containsExactly("1:41: supsync.sites.CS1.database.url: found a mapping, expected a single value");
        }

        @Test
        void aValueInsteadOfAList() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("  scope: {products: Windows 11, languages: [[en]]}\n")))
                    .containsExactly(
                            "5:21: supsync.scope.products: found a single value, expected a list, as in [ first,"
                                    + " second ]",
                            "5:45: supsync.scope.languages[0]: found a list, expected a single value");
        }
    }

    @Nested
    class OfValues {

        @Test
        void limits() {
            assertThat(
                            configurations.mistakes(
                                    Configurations.withSite(
                                            """
                              limits:
                                quarantine: 1000001
                                vanished-percent: 101
                                document-size: 64
                                export-size: 17TB
                            """)))
                    .containsExactly(
                            "6:17: supsync.limits.quarantine: found \"1000001\", expected a whole number from 0 to"
                                    + " 1000000",
                            "7:23: supsync.limits.vanished-percent: found \"101\", expected a whole number from 0 to"
                                    + " 100",
                            "8:20: supsync.limits.document-size: found \"64\", expected a size from 1KB to 1GB, written"
                                    + " as 64MB (B, KB, MB, GB, TB)",
                            "9:18: supsync.limits.export-size: found \"17TB\", expected a size from 1KB to 16TB,"
                                    + " written as 64MB (B, KB, MB, GB, TB)");
        }

        @Test
        void lease() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("  lease: {timeout: 30, heartbeat: 5parsecs}\n")))
                    .containsExactly(
                            "5:20: supsync.lease.timeout: found \"30\", expected a duration from PT1S to PT1H, written"
                                    + " as PT30S or 30s (ms, s, m, h, d)",
                            "5:35: supsync.lease.heartbeat: found \"5parsecs\", expected a duration from PT0.1S to"
                                    + " PT30M, written as PT30S or 30s (ms, s, m, h, d)");
            assertThat(configurations.mistakes(Configurations.withSite("  lease: {timeout: 10s, heartbeat: 5s}\n")))
                    .containsExactly("5:25: supsync.lease.heartbeat: the heartbeat of PT5S is not less than half the"
                            + " timeout of PT10S");
        }

        @Test
        void databases() {
            assertThat(
                            configurations.mistakes(
                                    """
                            supsync:
                              sites:
                                CS1:
                                  database: {url: "jdbc:oracle:x;password=hunter2", password: hunter3, password-file: f}
                                CS2:
                                  database: {url: "jdbc:hsqldb:file:", password-file: none}
                            """))
                    .containsExactly(
                            "4:23: supsync.sites.CS1.database.url: found \"jdbc:oracle:x;password=****\", expected a"
                                    + " URL that begins with jdbc:hsqldb: or jdbc:sqlserver://",
                            "4:91: supsync.sites.CS1.database.password-file: password and password-file are both given"
                                    + " (password at 4:67); keep one",
                            "6:23: supsync.sites.CS2.database.url: found \"jdbc:hsqldb:file:\", expected a path after"
                                    + " jdbc:hsqldb:file:",
                            "6:59: supsync.sites.CS2.database.password-file: there is no such file: "
                                    + folder.resolve("none"));
        }

        @Test
        void pathsThatHsqldbWouldCut() throws IOException {
            for (String cut : new String[] {";", "${", "?user=", "&password="}) {
                Path odd = Files.createDirectory(folder.resolve("a" + cut + "b"));
                assertThat(
                                new Configurations(odd)
                                        .mistakes(
                                                """
                                supsync:
                                  sites:
                                    CS1:
                                      database: {url: "jdbc:hsqldb:file:data/CS1"}
                                      software-update-point:
                                        server: sup1
                                        catalog:
                                          database: {url: "jdbc:hsqldb:data/sup1"}
                                """))
                        .as(cut)
                        .filteredOn(mistake -> mistake.contains("expected a path without \"" + cut + "\""))
                        .hasSize(2)
                        .allMatch(mistake -> mistake.contains("this one is " + odd.resolve("data")));
            }
        }

        @Test
        void catalogs() {
            assertThat(
                            configurations.mistakes(
                                    """
                            supsync:
                              sites:
                                CS1:
                                  database: {url: "jdbc:hsqldb:mem:x"}
                                  software-update-point: {server: sup1, catalog: {}}
                                CS2:
                                  database: {url: "jdbc:hsqldb:mem:y"}
                                  software-update-point:
                                    catalog: {export: x.cab, database: {url: "jdbc:hsqldb:mem:z"}}
                            """))
                    .containsExactly(
                            "5:45: supsync.sites.CS1.software-update-point.catalog: expected export or database, found"
                                    + " neither",
                            "8:7: supsync.sites.CS2.software-update-point.server: is missing",
                            "9:9: supsync.sites.CS2.software-update-point.catalog: export and database are both given;"
                                    + " keep one");
        }

        @Test
        void blanksAndControlCharacters() {
            assertThat(configurations.mistakes(
                            Configurations.withSite("  scope: {products: [ \"\", \" \" ], outside: \"k\\e[2Jeep\"}\n")))
                    .containsExactly(
                            "5:23: supsync.scope.products[0]: found \"\", expected a text that is not empty",
                            "5:27: supsync.scope.products[1]: found \" \", expected a text that is not empty",
                            "5:43: supsync.scope.outside: found \"k\uFFFD[2Jeep\", expected one of skip, keep");
        }
    }
}
