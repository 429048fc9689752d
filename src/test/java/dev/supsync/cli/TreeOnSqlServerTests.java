package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.TestServer;
import dev.supsync.site.TestSite;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A hierarchy of which all sites and all software update points have their databases on a SQL Server. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class TreeOnSqlServerTests {

    private static final List<String> SITES = List.of("CS1", "PS1", "SS1", "LAB");
    private static final List<String> CATALOGS = List.of("W1", "W1b", "W2", "W5", "WLAB");

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void write() throws IOException {
        drop();
        SITES.forEach(site -> TestServer.createForSite(name(site)));
        CATALOGS.forEach(catalog -> TestServer.create(name(catalog)));
        SampleSite.write(folder, 20);
        write("day-1.cab");
        program = new Program(folder);
    }

    @AfterEach
    void drop() {
        SITES.forEach(site -> TestServer.drop(name(site)));
        CATALOGS.forEach(catalog -> TestServer.drop(name(catalog)));
    }

    private void write(String export) throws IOException {
        Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1:
                      type: central
                      database: { url: "%s" }
                      software-update-points:
                        active:
                          server: sup1
                          catalog: { database: { url: "%s" }, managed: true, source: { export: %s } }
                        replicas:
                          - server: sup1b
                            catalog: { database: { url: "%s" }, managed: true }
                    PS1:
                      parent: CS1
                      database: { url: "%s" }
                      software-update-point:
                        server: sup2
                        catalog: { database: { url: "%s" }, managed: true }
                    SS1:
                      type: secondary
                      parent: PS1
                      database: { url: "%s" }
                      software-update-point:
                        server: sup5
                        catalog: { database: { url: "%s" }, managed: true }
                  scope:
                    products: [ "Windows" ]
                    classifications: [ "Security Updates" ]
                    languages: [ en, de ]
                """
                        .formatted(
                                url("CS1"),
                                url("W1"),
                                export,
                                url("W1b"),
                                url("PS1"),
                                url("W2"),
                                url("SS1"),
                                url("W5")));
    }

    @Test
    void isSynchronizedComparedRepairedPromotedAndPackaged() throws IOException {
        Program.Result first = program.run("sync", "full", "--format", "json");
        assertThat(first.status()).as(first.toString()).isZero();
        Map<String, List<String>> top = views("CS1");
        assertThat(top.get("v_UpdateInfo")).hasSizeGreaterThan(20);
        assertThat(views("PS1")).isEqualTo(top);
        assertThat(views("SS1")).isEqualTo(top);
        assertThat(column("CS1", "SELECT WSUSServerName FROM vSMS_SUPSyncStatus WHERE LastSyncState = 6702"))
                .as("the states of the whole hierarchy travel up")
                .containsExactlyInAnyOrder("sup1", "sup1b", "sup2", "sup5");
        assertThat(column("SS1", "SELECT REASON FROM SUP_REQUEST WHERE STATE = 'DONE'"))
                .containsExactly("PARENT");
        assertThat(column("SS1", "SELECT WSUSServerName FROM v_SoftwareUpdatePointPolicy"))
                .containsExactly("sup5");

        SampleSite.write(folder, 25);
        write("day-1.cab");
        Program.Result second = program.run("sync", "full");
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(views("SS1")).isEqualTo(views("CS1"));
        assertThat(program.run("diff", "CS1", "SS1", "--deep").out()).isEqualTo("CS1 and SS1 are equal\n");

        change("SS1", "UPDATE SUP_UPDATE_TEXT SET TITLE = 'mine' WHERE CI_ID = 5 AND LCID = 1033");
        change("SS1", "DELETE FROM SUP_UPDATE WHERE CI_ID = 7");
        assertThat(program.run("diff", "CS1", "SS1", "--deep").status()).isEqualTo(1);
        Program.Result repaired = program.run("repair", "SS1");
        assertThat(repaired.out()).as(repaired.toString()).startsWith("Site SS1: sent 2 updates, ");
        assertThat(program.run("diff", "CS1", "SS1", "--deep").status()).isZero();
        assertThat(program.run("status", "--hierarchy").out())
                .containsPattern("CS1 +6702 done +2 ")
                .containsPattern("SS1 +6702 done +2 .* healthy");

        Program.Result promoted = program.run("promote", "sup1b");
        assertThat(promoted.status()).as(promoted.toString()).isZero();
        Program.Result after = program.run("sync", "full");
        assertThat(after.status()).as(after.toString()).isZero();
        assertThat(column("SS1", "SELECT UpdateSourceName FROM v_SoftwareUpdateSource"))
                .containsExactly("sup1b");
        assertThat(program.run("check").out()).doesNotContain("SUP-");

        carry();
    }

    /** A package for a site that no connection leads to. */
    private void carry() throws IOException {
        Program.Result export = program.run("export", "--output", "day-1.pkg.cab", "--for", "lab");
        assertThat(export.status()).as(export.toString()).isZero();
        Path lab = Files.createDirectories(folder.resolve("lab"));
        Files.copy(folder.resolve("day-1.pkg.cab"), lab.resolve("day-1.pkg.cab"));
        Files.writeString(
                lab.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    LAB:
                      database: { url: "%s" }
                      software-update-point:
                        server: sup.lab.example
                        catalog: { database: { url: "%s" }, managed: true, source: none }
                  scope: { products: [ "Windows" ], classifications: [ "Security Updates" ], languages: [ en, de ] }
                """
                        .formatted(url("LAB"), url("WLAB")));
        Program.Result imported = new Program(lab).run("import-package", "day-1.pkg.cab");
        assertThat(imported.status()).as(imported.toString()).isZero();
        assertThat(views("LAB").get("v_UpdateInfo")).isEqualTo(views("CS1").get("v_UpdateInfo"));
    }

    private static String name(String site) {
        return TestServer.name("tree_" + site);
    }

    private static String url(String site) {
        return TestServer.url(name(site));
    }

    private static Map<String, List<String>> views(String site) {
        try (SiteDatabase database = SiteDatabase.open(url(site), null, "")) {
            return ViewSnapshot.of(database);
        }
    }

    private static List<String> column(String site, String sql) {
        try (SiteDatabase database = SiteDatabase.open(url(site), null, "")) {
            return database.jdbc().queryForList(sql, String.class);
        }
    }

    private static void change(String site, String sql) {
        try (SiteDatabase database = SiteDatabase.open(url(site), null, "")) {
            assertThat(database.jdbc().update(sql)).isEqualTo(1);
        }
    }
}
