package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ConfigurationEnvironmentTests {

    private static final SiteCode CS1 = new SiteCode("CS1");

    @TempDir
    private Path folder;

    private Configurations configurations;

    @BeforeEach
    void use() {
        configurations = new Configurations(folder);
    }

    @Test
    void replacesPlaceholdersAnywhereInAValue() {
        SupsyncSettings settings = configurations.load(
                """
                supsync:
                  sites:
                    CS1:
                      name: "${NAME} and ${OTHER:more: ${} $${NAME}"
                      database: {url: "jdbc:sqlserver://${HOST}:${PORT:1433};databaseName=${DB:}", password: "${SUPSYNC_PW}"}
                  scope:
                    products: [ "Windows ${VERSION}" ]
                """,
                Map.of("NAME", "Contoso", "HOST", "sql1", "SUPSYNC_PW", "a$b${c}", "VERSION", "11"));
        SiteSettings site = settings.site(CS1).orElseThrow();
        assertThat(site.name()).isEqualTo("Contoso and more: ${ ${NAME}");
        assertThat(site.database().url()).isEqualTo("jdbc:sqlserver://sql1:1433;databaseName=");
        assertThat(site.database().password().value()).isEqualTo("a$b${c}");
        assertThat(settings.scope().products()).containsExactly("Windows 11");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void reportsPlaceholdersWithoutAValue() {
        assertThat(
                        configurations.mistakes(
                                """
                        supsync:
                          sites:
                            CS1:
                              name: ${NAME}
                              database: {url: "${ URL }", password: "hunter${PW"}
                        """))
                .containsExactly(
                        "4:13: supsync.sites.CS1.name: the environment variable NAME is not set; set it, or write"
                                + " ${NAME:default}",
                        "5:23: supsync.sites.CS1.database.url: a placeholder names no environment variable; write"
                                + " ${NAME} or ${NAME:default}",
                        "5:45: supsync.sites.CS1.database.password: a placeholder begins with ${ and is not closed"
                                + " by }");
    }

    @Test
    void variablesNamedAfterThePathSetValues() {
        SupsyncSettings settings = configurations.load(
                Configurations.withSite(
                        """
                  scope: { products: [ Old, Older ] }
                  limits: { quarantine: 7 }
                """),
                Map.of(
                        "SUPSYNC_SITES_CS1_DATABASE_PASSWORD", "lit${eral",
                        "SUPSYNC_SITES_CS1_SOFTWAREUPDATEPOINT_SERVER", "sup1",
                        "SUPSYNC_SITES_CS1_SOFTWARE_UPDATE_POINT_CATALOG_EXPORT", "day-1.cab",
                        "supsync_limits_quarantine", "8",
                        "SUPSYNC_LIMITS_DOCUMENTSIZE", "1MB",
                        "SUPSYNC_SCOPE_PRODUCTS_0", "Windows Server 2003, Datacenter Edition",
                        "SUPSYNC_SCOPE_PRODUCTS_1", "Office/*"));
        SiteSettings site = settings.site(CS1).orElseThrow();
        assertThat(site.database().password().value()).isEqualTo("lit${eral");
        assertThat(site.softwareUpdatePoint())
                .isEqualTo(new SoftwareUpdatePoint("sup1", new CatalogSettings.Export(folder.resolve("day-1.cab"))));
        assertThat(settings.limits().quarantine()).isEqualTo(8);
        assertThat(settings.limits().documentSize()).isEqualTo(DataSize.ofMegabytes(1));
        assertThat(settings.scope().products()).containsExactly("Windows Server 2003, Datacenter Edition", "Office/*");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void aPasswordFromTheEnvironmentCountsBeforeAFileOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("pw"), "of the file");
        String text = "supsync: {sites: {CS1: {database: {url: \"jdbc:hsqldb:mem:x\", password-file: pw}}}}";
        SupsyncSettings settings =
                configurations.load(text, Map.of("SUPSYNC_SITES_CS1_DATABASE_PASSWORD", "of the variable"));
        assertThat(settings.site(CS1).orElseThrow().database().password().value())
                .isEqualTo("of the variable");
    }

    @Test
    void theMarkThatWindowsEditorsWriteIsNoPartOfAPassword() throws IOException {
        Files.writeString(folder.resolve("pw"), "\uFEFFs3cret\r\n");
        String text = "supsync: {sites: {CS1: {database: {url: \"jdbc:hsqldb:mem:x\", password-file: pw}}}}";
        assertThat(configurations
                        .load("\uFEFF" + text, Map.of())
                        .site(CS1)
                        .orElseThrow()
                        .database()
                        .password()
                        .value())
                .isEqualTo("s3cret");
        Files.write(folder.resolve("pw"), "\uFEFFs3cret".getBytes(StandardCharsets.UTF_16LE));
        assertThat(configurations.mistakes(text))
                .singleElement()
                .asString()
                .contains("password-file: the file \"pw\": it is UTF-16, not UTF-8");
    }

    @Test
    void mistakesInVariablesNameThem() {
        assertThat(configurations.mistakes(Configurations.withSite(""), Map.of("SUPSYNC_LIMITS_QUARANTINE", "many")))
                .containsExactly("environment variable SUPSYNC_LIMITS_QUARANTINE: supsync.limits.quarantine: found"
                        + " \"many\", expected a whole number from 0 to 1000000");
    }

    @Test
    void warnsOfVariablesThatSetNothing() {
        List<String> warnings = configurations
                .load(
                        Configurations.withSite(""),
                        Map.of(
                                "SUPSYNC_LIMITS_QUARANTAINE", "1",
                                "SUPSYNC_SITES_XYZ_DATABASE_PASSWORD", "hunter2",
                                "SUPSYNC_JOB_SITE", "CS1",
                                "PATH", "/bin"))
                .warnings();
        assertThat(warnings)
                .containsExactly(
                        "the environment variable SUPSYNC_LIMITS_QUARANTAINE sets nothing: no key of the configuration"
                                + " is called so",
                        "the environment variable SUPSYNC_SITES_XYZ_DATABASE_PASSWORD sets nothing: no key of the"
                                + " configuration is called so");
    }
}
