package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SharedDatabase;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Seeing a hierarchy: how its sites stand, in what two of them differ, and making them equal again. */
class DiffCommandTests {

    @TempDir
    static Path synchronizedOnce;

    @TempDir
    Path folder;

    private Program program;

    @BeforeAll
    static void synchronize() throws IOException {
        SampleTree.write(synchronizedOnce, 20);
        Program.Result result = new Program(synchronizedOnce).run("sync", "full");
        assertThat(result.status()).as(result.toString()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        FileSystemUtils.copyRecursively(synchronizedOnce, folder);
        program = new Program(folder);
    }

    @Test
    void sitesThatHaveTheSameAreEqual() {
        Program.Result result = program.run("diff", "CS1", "ss1");
        assertThat(result.out()).isEqualTo("CS1 and SS1 are equal\n");
        assertThat(result.status()).isZero();
        assertThat(program.run("diff", "CS1", "SS1", "--format", "json").out()).isEqualTo("[]\n");
    }

    @Test
    void whatSomebodyElseChangedIsFoundAndRepaired() throws IOException {
        List<String> ids = column("SS2", "SELECT CI_UniqueID FROM v_UpdateInfo ORDER BY CI_UniqueID");
        assertThat(ids).hasSizeGreaterThan(3);
        change("SS2", "DELETE FROM SUP_UPDATE WHERE UPDATE_ID = UUID('" + ids.get(0) + "')");
        change(
                "SS2",
                "UPDATE SUP_UPDATE_TEXT SET TITLE = 'mine' WHERE CI_ID = (SELECT CI_ID FROM SUP_UPDATE WHERE UPDATE_ID"
                        + " = UUID('" + ids.get(1) + "'))");
        Program.Result digests = program.run("diff", "CS1", "SS2");
        assertThat(digests.status()).isEqualTo(1);
        assertThat(digests.out())
                .isEqualTo("update   " + ids.get(0) + "  only in CS1\nCS1 and SS2 differ: 1 difference\n");
        Program.Result deep = program.run("diff", "CS1", "SS2", "--deep", "--format", "json");
        assertThat(deep.status()).isEqualTo(1);
        assertThat(deep.out())
                .contains("{\"kind\":\"MISSING_RIGHT\",\"id\":\"" + ids.get(0) + "\",\"what\":\"\"}")
                .contains("{\"kind\":\"CONTENT\",\"id\":\"" + ids.get(1) + "\",");

        Program.Result repaired = program.run("repair", "SS2");
        assertThat(repaired.status()).as(repaired.toString()).isZero();
        assertThat(repaired.out())
                .isEqualTo("Site SS2: sent 2 updates, flags of 0 updates and 0 categories; removed 0 updates\n");
        assertThat(program.run("diff", "CS1", "SS2", "--deep").status()).isZero();
        assertThat(column("SS2", "SELECT STATE || ' ' || REASON FROM SUP_REQUEST ORDER BY REQUEST_ID DESC"))
                .as("by which it takes the content version over")
                .first()
                .isEqualTo("WAITING PARENT");
    }

    @Test
    void aSiteIsRepairedOnlyFromWhatTheSiteAboveHasPublished() throws IOException {
        String id = column("SS2", "SELECT CI_UniqueID FROM v_UpdateInfo ORDER BY CI_UniqueID")
                .get(0);
        change("SS2", "DELETE FROM SUP_UPDATE WHERE UPDATE_ID = UUID('" + id + "')");
        List<String> unpublished = List.of(
                "UPDATE SUP_RUN SET RESULT = 'FAILED'", // the last synchronization failed
                "UPDATE SUP_RUN SET RESULT = NULL, ENDED_AT = NULL", // it was killed
                "INSERT INTO SUP_RUN (RUN_ID, RUN_TYPE, PLAN_DIGEST, PLAN_TEXT, STARTED_AT, RESUMED, RESUMABLE,"
                        + " FIRST_NEW_CI_ID, LISTED_BEFORE, COUNTS, PLACE) SELECT RUN_ID + 1, 'IMPORT', PLAN_DIGEST,"
                        + " PLAN_TEXT, STARTED_AT, FALSE, FALSE, 1, 0, '', '' FROM SUP_RUN", // an import was killed
                // since
                "UPDATE SUP_PARENT SET WAY = 'FOLLOW'"); // CS1 was killed while it sent something
        for (String statement : unpublished) {
            change("PS1", statement);
            Program.Result repaired = program.run("repair", "SS2");
            assertThat(repaired.status()).as(statement).isEqualTo(1);
            assertThat(repaired.err())
                    .contains("SUP-3007")
                    .contains("The last synchronization or import of site PS1 has not ended, or has failed");
            Program.Result exported =
                    program.run("export", "--site", "PS1", "--full", "--output", "unpublished.supsync");
            assertThat(exported.status()).as(exported.toString()).isEqualTo(1);
            assertThat(exported.err()).contains("SUP-3007");
            Program.Result differing = program.run("diff", "PS1", "SS2");
            assertThat(differing.err())
                    .contains("note: The last synchronization or import of site PS1 has not ended, or has"
                            + " failed, or what the site above sent it was not taken over yet. The comparison includes changes"
                            + " that the site has not published.");
            assertThat(differing.out()).as("nothing was sent").contains(id + "  only in PS1");
            change("PS1", "UPDATE SUP_RUN SET RESULT = 'SUCCEEDED'");
            change("PS1", "UPDATE SUP_PARENT SET WAY = NULL");
        }
        // a start that never read its source has left nothing behind
        change(
                "PS1",
                "INSERT INTO SUP_RUN (RUN_ID, RUN_TYPE, PLAN_DIGEST, PLAN_TEXT, STARTED_AT, RESULT, RESUMED, RESUMABLE,"
                        + " FIRST_NEW_CI_ID, LISTED_BEFORE, COUNTS, PLACE) SELECT MAX(RUN_ID) + 1, 'FULL', MAX(PLAN_DIGEST),"
                        + " '', MAX(STARTED_AT), 'FAILED', FALSE, FALSE, 1, 0, '', '' FROM SUP_RUN");
        assertThat(program.run("repair", "SS2").status()).isZero();
        assertThat(program.run("diff", "PS1", "SS2").err()).doesNotContain("has not published");
    }

    @Test
    void aSiteIsNotRepairedWhileTheSiteAboveIsSynchronized() {
        Path file = folder.resolve("data").resolve("PS1");
        String url = "jdbc:hsqldb:file:" + file;
        try (SiteDatabase owner = SiteDatabase.open(url, "sa", "");
                SharedDatabase shared = SharedDatabase.of(owner);
                SiteDatabase served = SharedDatabase.connect(url, "sa", "").orElseThrow();
                SiteLease lease = SiteLease.take(served, Duration.ofMinutes(10), Duration.ofMinutes(4))) {
            assertThat(lease.token()).isPositive();
            Program.Result result = program.run("repair", "SS2");
            assertThat(result.err()).contains("SUP-4000").contains("is being synchronized by");
            assertThat(result.status()).isEqualTo(3);
        }
        assertThat(program.run("repair", "SS2").status()).isZero();
    }

    @Test
    void theTopLevelSiteIsNotRepaired() {
        Program.Result result = program.run("repair", "CS1");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("The site CS1 has no site above it that it could be repaired from.");
        assertThat(program.run("diff", "CS1", "SS3").err())
                .contains("The site SS3 has no site database in this configuration.");
    }

    @Test
    void showsHowAllSitesStand() {
        assertThat(program.run("status", "--hierarchy").out())
                .isEqualTo(
                        """
                        Site              State                       Version  Behind                  Link
                        CS1               6702 done                         1  -
                          PS1             6702 done                         1  -                       healthy
                            SS1           6702 done                         1  -                       healthy
                            SS2           6702 done                         1  -                       healthy
                            SS3           6702 done                         1  -                       healthy
                          PS2             6702 done                         1  -                       healthy
                          PS3             6702 done                         1  -                       healthy
                        """);
        change("CS1", "UPDATE SUP_SITE SET CONTENT_VERSION = 3");
        change("CS1", "INSERT INTO SUP_PUBLICATION VALUES (1000000, UUID(), 2, LOCALTIMESTAMP - INTERVAL '1' DAY)");
        change(
                "CS1",
                "UPDATE SUP_CHILD SET LINK_STATUS = 2, ERROR_CODE = 'SUP-3001', ERROR_MESSAGE = 'It is away.',"
                        + " ERROR_REMEDY = 'Look.' WHERE SITE_CODE = 'PS3'");
        assertThat(program.run("status", "--hierarchy").out())
                .containsPattern("PS1 +6702 done +1 +2 versions, \\d+d\\d\\dh\\d\\dm\\d\\ds +healthy")
                .containsPattern("PS3 .* error\n +SUP-3001: It is away.");
        assertThat(program.run("status", "--hierarchy", "--format", "json").out())
                .contains("{\"site\":\"CS1\",\"parent\":null,\"state\":6702,\"contentVersion\":3,\"lagVersions\":0,"
                        + "\"lagSeconds\":0,\"link\":null,\"replicatingSince\":null,\"lastError\":null}")
                .containsPattern(
                        "\\{\"site\":\"PS3\",\"parent\":\"CS1\",\"state\":6702,\"contentVersion\":1,\"lagVersions\":2,"
                                + "\"lagSeconds\":\\d+,\"link\":\"ERROR\",\"replicatingSince\":null,\"lastError\":\\{\"code\":\"SUP-3001\",");
    }

    @Test
    void aReplicaBecomesTheActivePoint() {
        Program.Result result = program.run("promote", "SUP1B");
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        "Site CS1: SUP1B is the active software update point from the next" + " synchronization on\n");
        String promoted = "SELECT CAST(PROMOTED_AT AS VARCHAR(40)) FROM SUP_PROMOTION";
        List<String> since = column("CS1", promoted);
        assertThat(program.run("promote", "sup1b").out())
                .isEqualTo("Site CS1: sup1b is the active software update point already; nothing was changed\n");
        assertThat(column("CS1", promoted)).isEqualTo(since).hasSize(1);
        Program.Result sync = program.run("sync", "full");
        assertThat(sync.status()).as(sync.toString()).isZero();
        assertThat(column("CS1", "SELECT WSUSServerName FROM v_SoftwareUpdatePointPolicy"))
                .containsOnly("sup1b");
        assertThat(column("SS1", "SELECT UpdateSourceName FROM v_SoftwareUpdateSource"))
                .containsExactly("sup1b");
        assertThat(column("CS1", "SELECT WSUSServerName || ' from ' || WSUSSourceServer FROM vSMS_SUPSyncStatus"))
                .contains("sup1 from sup1b", "sup2 from sup1b");
        assertThat(program.run("diff", "CS1", "SS1").status()).isZero();

        assertThat(program.run("promote", "sup1").status()).isZero();
        assertThat(column("CS1", "SELECT SERVER_NAME FROM SUP_PROMOTION")).isEmpty();
        assertThat(program.run("promote", "sup1").out()).contains("already; nothing was changed");
        Program.Result unknown = program.run("promote", "sup2b");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"sup2b\" is no replica of any site");
    }

    private List<String> column(String site, String sql) {
        try (SiteDatabase database = open(site)) {
            return List.copyOf(database.jdbc().queryForList(sql, String.class));
        }
    }

    private void change(String site, String sql) {
        try (SiteDatabase database = open(site)) {
            database.jdbc().update(sql);
        }
    }

    private SiteDatabase open(String site) {
        return SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data").resolve(site), "sa", "");
    }
}
