package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole synchronizations of a hierarchy, from the top to its last secondary site. */
class HierarchyCommandTests {

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void write() throws IOException {
        SampleTree.write(folder, 20);
        program = new Program(folder);
    }

    @Test
    void takesTheWholeTreeThrough() throws IOException {
        Program.Result first = program.run("sync", "full", "--format", "json");
        assertThat(first.status()).as(first.toString()).isZero();
        assertThat(first.out())
                .contains("\"children\":[{\"site\":\"PS1\",\"result\":\"SUCCEEDED\",\"sent\":{\"updates\":")
                .contains("\"contentVersion\":1,\"children\":[{\"site\":\"SS1\"")
                .contains("{\"site\":\"SS3\",\"result\":\"SUCCEEDED\",\"sent\":{\"updates\":0,\"categories\":0,"
                        + "\"removed\":0},\"contentVersion\":1,\"children\":[]}");
        Map<String, List<String>> top = views("CS1");
        for (String site : List.of("PS1", "PS2", "PS3", "SS1", "SS2")) {
            assertThat(views(site)).as(site).isEqualTo(top);
        }

        assertThat(states("CS1"))
                .as("the states of the whole hierarchy travel up")
                .containsExactly(
                        "CS1 sup1 from sup1: 6702, version 1, link 0"
                                .replace("from sup1", "from " + folder.resolve("day-1.cab")),
                        "CS1 sup1b from sup1: 6702, version 1, link 0",
                        "PS1 sup2 from sup1: 6702, version 1, link 0",
                        "PS2 sup3 from sup1: 6702, version 1, link 0",
                        "PS2 sup4 from sup3: 6702, version 1, link 0",
                        "SS1 sup5 from sup2: 6702, version 1, link 0",
                        "SS3 sup6 from sup2: 6702, version 1, link 0");
        assertThat(messages("CS1")).containsExactly(6701, 6704, 6705, 6702, 6706);
        assertThat(messages("PS1", "PS1")).containsExactly(6701, 6704, 6702);
        assertThat(messages("PS1", "SS3")).containsExactly(6701, 6704, 6702);
        assertThat(messages("PS2")).containsExactly(6701, 6704, 6706, 6702);
        assertThat(messages("PS3")).containsExactly(6701, 6702);
        assertThat(messages("SS1")).containsExactly(6701, 6704, 6702);
        assertThat(messages("SS2")).containsExactly(6701, 6702);
        assertThat(column("PS1", "SELECT STATE || ' ' || REASON || ' ' || REQUESTED_BY FROM SUP_REQUEST"))
                .containsExactly("DONE PARENT CS1");
        assertThat(program.run("status", "--site", "SS2").out())
                .contains("  metadata from     site PS1\n")
                .doesNotContain("  catalog ");
        assertThat(program.run("status", "--site", "SS2", "--format", "json").out())
                .contains("\"catalog\":null,\"follows\":{\"site\":\"PS1\",\"byPackages\":false}");
        assertThat(log("CS1")).contains("Sending sync notification to child site(s): PS1, PS2, PS3");
        assertThat(log("SS1")).contains("Successfully synced site with parent PS1, version 1");

        Program.Result second = program.run("sync", "full");
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.out())
                .contains("\n  site PS1          succeeded, version 1, nothing new\n    site SS1        succeeded");
        assertThat(messages("SS1")).as("each run of the top sends requests").hasSize(6);
    }

    @Test
    void anImportThatWasKilledBeforeItWentDownIsTakenDownByItsRepetition() throws IOException {
        assertThat(program.run("sync", "full").status()).isZero();
        Path before = folder.resolve("before");
        copy(folder.resolve("data"), before, name -> true);
        List<UpdateRevision> more = new ArrayList<>(SampleRevisions.all());
        UpdateId news = SampleRevisions.id(50_000);
        more.add(SampleRevisions.software(news, 100, "Out of band", true));
        new ExportWriter().writeCabinet(folder.resolve("more.cab"), more);
        String[] command = {"import", "--catalog", "more.cab", "--update-id", news.toString()};
        assertThat(program.run(command).out()).contains("1 imported, 0 already present, 0 failed\n");
        Map<String, List<String>> expected = views("PS1");

        // all below is as it was before the import
        copy(before, folder.resolve("data"), name -> !name.startsWith("CS1.") && !name.startsWith("W1."));
        assertThat(views("PS1")).isNotEqualTo(expected);
        Program.Result again = program.run(command);

        assertThat(again.status()).as(again.toString()).isZero();
        assertThat(again.out())
                .contains("0 imported, 1 already present, 0 failed\n")
                .contains("\n  site PS1          succeeded, version 2, received ")
                .contains("\n    site SS1        succeeded, version 2, received ");
        for (String site : List.of("CS1", "PS1", "PS2", "PS3", "SS1", "SS2")) {
            assertThat(views(site)).as(site).isEqualTo(expected);
        }
        for (String catalog : List.of("W1", "W1b", "W2", "W3", "W4", "W5")) {
            assertThat(latest(catalog, news)).as(catalog).containsExactly("100");
        }
    }

    private static void copy(Path from, Path to, Predicate<String> chosen) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = file.getFileName().toString();
                if (chosen.test(name)) {
                    Files.copy(file, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void whatIsImportedReachesTheCatalogsOfAllSites() throws IOException {
        assertThat(program.run("sync", "full").status()).isZero();
        UpdateId news = SampleRevisions.id(50_000);
        UpdateId child = SampleRevisions.id(50_001);
        UpdateId revised = SampleRevisions.id(10_003);
        List<UpdateRevision> more = new ArrayList<>(SampleRevisions.all());
        more.add(SampleRevisions.bundle(news, 100, "Out of band", child));
        more.add(SampleRevisions.software(child, 200, "Its child", false));
        more.add(SampleRevisions.software(revised, 201, "Out of band, too", true));
        more.add(SampleRevisions.software(SampleRevisions.id(50_002), 100, "Nobody wants it", true));
        new ExportWriter().writeCabinet(folder.resolve("more.cab"), more);
        Program.Result result = program.run(
                "import", "--catalog", "more.cab", "--update-id", news.toString(), "--update-id", revised.toString());
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("2 imported, 0 already present, 0 failed\n")
                .contains("\n  site PS1          succeeded, version 2, received ")
                .contains("\n    site SS1        succeeded, version 2, received ");
        for (String site : List.of("PS1", "PS2", "PS3", "SS1", "SS2")) {
            assertThat(views(site)).as(site).isEqualTo(views("CS1"));
        }
        for (int day = 0; day < 3; day++) {
            if (day > 0) {
                assertThat(program.run("sync", "full").status()).isZero();
            }
            for (String catalog : List.of("W1", "W1b", "W2", "W3", "W4", "W5")) {
                assertThat(latest(catalog, news)).as(catalog).containsExactly("100");
                assertThat(latest(catalog, child)).as(catalog).containsExactly("200");
                assertThat(latest(catalog, revised)).as(catalog).containsExactly("201");
                assertThat(latest(catalog, SampleRevisions.id(50_002)))
                        .as(catalog)
                        .isEmpty();
            }
        }
        assertThat(messages("PS1", "PS1")).as("no 6707").doesNotContain(6707);
    }

    @Test
    void tellsClientsTheirSoftwareUpdatePoint() throws IOException {
        Path strangers = Files.writeString(folder.resolve("strangers.txt"), "a stranger's");
        Path half = Files.createDirectories(folder.resolve("policy")).resolve("CS1.json.new");
        boolean isLink = link(half, strangers);
        assertThat(program.run("sync", "full").status()).isZero();
        assertThat(strangers).as("behind a link: %s", isLink).hasContent("a stranger's");
        assertThat(policy("CS1")).containsExactly("INTRANET sup1 http://sup1:8530 1");
        assertThat(policy("PS2"))
                .containsExactly(
                        "INTERNET sup4 https://updates.contoso.example:8531 1", "INTRANET sup3 http://sup3:8530 1");
        assertThat(policy("PS3"))
                .as("a primary without a software update point")
                .isEmpty();
        assertThat(policy("SS2"))
                .as("a secondary without one has its parent's")
                .containsExactly("INTRANET sup2 http://sup2:8530 1");
        assertThat(folder.resolve("policy").toFile().list())
                .containsExactlyInAnyOrder("CS1.json", "PS1.json", "PS2.json", "SS1.json", "SS2.json", "SS3.json");
        assertThat(Files.readString(folder.resolve("policy/SS3.json")))
                .contains("\"server\" : \"sup6\"")
                .contains("\"url\" : \"http://sup6:8530\"")
                .contains("\"contentVersion\" : 1");
    }

    @Test
    void aChildThatCannotBeReachedWaitsAndItsSiblingsDoNot() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PS2.script"), "no database");
        Program.Result result = program.run("sync", "full", "--format", "json");
        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.out())
                .startsWith("{\"site\":\"CS1\",\"type\":\"FULL\",\"result\":\"SUCCEEDED\",\"status\":6702")
                .contains("{\"site\":\"PS2\",\"result\":\"FAILED\"");
        assertThat(views("SS1")).isEqualTo(views("CS1"));
        assertThat(link("PS2")).isEqualTo("1 1");
        assertThat(program.run("sync", "full").status()).isEqualTo(1);
        assertThat(program.run("sync", "full").status()).isEqualTo(1);
        assertThat(link("PS2")).as("three times in a row").isEqualTo("2 3");

        Files.delete(folder.resolve("data/PS2.script"));
        assertThat(program.run("sync", "full").status()).isZero();
        assertThat(link("PS2")).isEqualTo("0 0");
        assertThat(views("PS2")).isEqualTo(views("CS1"));
    }

    @Test
    void anotherPointOfAChildThatFailsIsNotTriedTwice() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/W4.script"), "no database");
        Program.Result result = program.run("sync", "full");
        assertThat(messages("PS2")).as(result.toString()).containsExactly(6701, 6704, 6706, 6703, 6702);
    }

    @Test
    void aSiteWithoutADatabaseThatFailsHasAHealthyLinkAndItsRetry() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/W6.script"), "no database");
        Program.Result result = program.run("sync", "full", "--format", "json");
        assertThat(result.out()).contains("{\"site\":\"SS3\",\"result\":\"FAILED\"");
        assertThat(messages("PS1", "SS3")).containsExactly(6701, 6704, 6703);
        assertThat(column(
                        "PS1",
                        "SELECT LINK_STATUS || ' ' || TIMESTAMPDIFF(SQL_TSI_MINUTE, CHECKED_AT, NEXT_TRY) FROM"
                                + " SUP_CHILD WHERE SITE_CODE = 'SS3'"))
                .containsExactly("0 60");
        Files.delete(folder.resolve("data/W6.script"));
        assertThat(program.run("sync", "full").status()).isZero();
    }

    @Test
    void aSiteOfAnotherSupsyncIsLeftItsRequest() throws IOException {
        Path file = folder.resolve("supsync.yml");
        Files.writeString(
                file,
                Files.readString(file).replace("    PS1:\n      parent", "    PS1:\n      remote: true\n      parent"));
        Program.Result result = program.run("sync", "full", "--format", "json");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out()).contains("{\"site\":\"PS1\",\"result\":\"REQUESTED\"");
        assertThat(column("PS1", "SELECT STATE || ' ' || REASON FROM SUP_REQUEST"))
                .containsExactly("WAITING PARENT");
        assertThat(views("PS1")).isEqualTo(views("CS1"));
        assertThat(messages("PS1")).isEmpty();
        assertThat(folder.resolve("data/SS1.script")).doesNotExist();
    }

    @Test
    void aChildThatBecomesTheTopReadsEverythingAnew() throws IOException {
        assertThat(program.run("sync", "full").status()).isZero();
        Map<String, List<String>> before = views("PS1");
        Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    PS1:
                      database: { url: "jdbc:hsqldb:file:data/PS1", username: sa, password: "" }
                      software-update-point: { server: sup2, catalog: { export: day-1.cab } }
                  scope: { products: [ "Windows" ], classifications: [ "Security Updates" ], languages: [ en, de ] }
                """);
        Program.Result result = program.run("sync", "full");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(column("PS1", "SELECT PARENT_CODE FROM SUP_PARENT")).isEmpty();
        assertThat(views("PS1").get("v_LocalizedCIProperties")).isEqualTo(before.get("v_LocalizedCIProperties"));
        assertThat(column("PS1", "SELECT DISTINCT SourceSite FROM v_UpdateInfo"))
                .containsExactly("PS1");
    }

    private String link(String site) {
        return column("CS1", "SELECT LINK_STATUS || ' ' || ATTEMPTS FROM SUP_CHILD WHERE SITE_CODE = '" + site + "'")
                .get(0);
    }

    private List<String> policy(String site) {
        return column(
                site,
                "SELECT ConnectionType || ' ' || WSUSServerName || ' ' || URL || ' ' || ContentVersion FROM"
                        + " v_SoftwareUpdatePointPolicy WHERE SiteCode = '" + site + "' ORDER BY ConnectionType");
    }

    private List<String> states(String site) {
        return column(
                site,
                "SELECT SiteCode || ' ' || WSUSServerName || ' from ' || WSUSSourceServer || ': ' || LastSyncState ||"
                        + " ', version ' || SyncCatalogVersion || ', link ' || ReplicationLinkStatus FROM"
                        + " vSMS_SUPSyncStatus ORDER BY WSUSServerName");
    }

    private String catalog(String site) {
        return column(site, "SELECT CATALOG_NAME FROM SUP_SITE").get(0);
    }

    private List<String> latest(String catalog, UpdateId id) {
        return column(
                catalog,
                "SELECT CAST(r.RevisionNumber AS VARCHAR(10)) FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON"
                        + " u.LocalUpdateID = r.LocalUpdateID WHERE r.IsLatestRevision = 1 AND CAST(u.UpdateID AS"
                        + " VARCHAR(36)) = '" + id
                        + "'");
    }

    private List<Integer> messages(String site) {
        return messages(site, site);
    }

    private List<Integer> messages(String home, String site) {
        return column(
                        home,
                        "SELECT CAST(MessageID AS VARCHAR(10)) FROM v_StatusMessage WHERE SiteCode = '" + site
                                + "' ORDER BY RecordID")
                .stream()
                .map(Integer::valueOf)
                .toList();
    }

    private String log(String site) throws IOException {
        return Files.readString(folder.resolve("logs").resolve(site).resolve("wsyncmgr.log"));
    }

    private List<String> column(String site, String sql) {
        try (SiteDatabase database = open(site)) {
            return new ArrayList<>(database.jdbc().queryForList(sql, String.class));
        }
    }

    private Map<String, List<String>> views(String site) {
        try (SiteDatabase database = open(site)) {
            return ViewSnapshot.of(database);
        }
    }

    private SiteDatabase open(String site) {
        return SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data").resolve(site), "sa", "");
    }

    /** Whether links can be made here. */
    private static boolean link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
