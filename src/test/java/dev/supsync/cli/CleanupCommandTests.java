package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.cli.Program.Result;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cleaning a site up, and telling it what is deployed. */
class CleanupCommandTests {

    private static final String KEPT = SampleRevisions.id(10_031).toString();

    @TempDir
    Path folder;

    private Program program;

    /** Two updates have vanished. */
    @BeforeEach
    void synchronizeTwice() throws IOException {
        program = new Program(folder);
        SampleSite.write(folder, 32);
        assertThat(program.run("sync", "full").status()).isZero();
        SampleSite.write(folder, 30);
        assertThat(program.run("sync", "full").status()).isZero();
    }

    @Test
    void removesWhatIsNotDeployed() {
        assertThat(program.run("cleanup", "--format", "json").out())
                .as("not before seven days")
                .startsWith("{\"site\":\"CS1\",\"dryRun\":false,\"stopped\":false,\"updates\":0,");
        program.with("SUPSYNC_CLEANUP_AFTER", "0s");
        Result marked = program.run("deployments", "mark", "--name", "Pilot", "--update-id", KEPT);
        assertThat(marked.status()).as(marked.err()).isZero();
        assertThat(marked.out()).isEqualTo("Pilot: 1 update marked\n");

        Result preview = program.run("cleanup", "--dry-run");
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(preview.out())
                .startsWith("Site CS1: a cleanup would remove 1 expired update\n")
                .contains("  deployed          1 expired for long, and kept\n")
                .contains("vanished", "2026-11 Update № 30");
        assertThat(JsonText.flat(
                        program.run("cleanup", "--dry-run", "--format", "json").out()))
                .containsEntry("updates", "1")
                .containsEntry("deployed", "1")
                .containsEntry("removed[0].title", "2026-11 Update № 30")
                .containsEntry("removed[0].reasons", "vanished")
                .doesNotContainKey("removed[1].title");

        Result cleanup = program.run("cleanup");
        assertThat(cleanup.status()).as(cleanup.err()).isZero();
        assertThat(cleanup.out()).startsWith("Site CS1: removed 1 expired update\n");
        assertThat(program.run("updates", "--expired", "--format", "csv").out())
                .contains(KEPT)
                .doesNotContain("№ 30");
        assertThat(program.run("cleanup").out()).startsWith("Site CS1: removed 0 expired updates\n");
    }

    @Test
    void aSiteThatWasOffForLongIsCleanedUpWhenTheTimeIsConfirmed() {
        program.with("SUPSYNC_CLEANUP_AFTER", "0s");
        wasLastAlive("2020-01-01 00:00:00");
        Result first = program.run("cleanup", "--format", "json");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(JsonText.flat(first.out())).containsEntry("updates", "0").containsEntry("withheld", "true");
        assertThat(first.err())
                .contains("the site was last alive at 2020-01-01T00:00:00Z", "start supsync once more", "--force");
        assertThat(program.run("cleanup").out()).as("it is no second start").startsWith("Site CS1: removed 0 ");
        Result sync = program.run("sync", "full");
        assertThat(sync.status()).isZero();
        assertThat(sync.err()).contains("the site was last alive at 2020-01-01T00:00:00Z");
        Result preview = program.run("cleanup", "--dry-run");
        assertThat(preview.out()).startsWith("Site CS1: a cleanup would remove 2 expired updates\n");
        assertThat(preview.err()).contains("the site was last alive at 2020-01-01T00:00:00Z");
        assertThat(program.run("sync", "full", "--request", "--force").status()).isEqualTo(2);

        Result forced = program.run("cleanup", "--force");
        assertThat(forced.out()).startsWith("Site CS1: removed 2 expired updates\n");
        assertThat(forced.err()).doesNotContain("last alive");
        assertThat(program.run("cleanup", "--format", "json").out()).contains("\"withheld\":false");
    }

    @Test
    void aJobFilePrintsWhatTheCommandPrints() throws IOException {
        Files.writeString(folder.resolve("cleanup.yml"), "supsync: {job: {type: cleanup, site: CS1}}\n");
        assertThat(program.run("cleanup", "--dry-run").status()).isZero();
        Result json = program.run("run", "cleanup.yml", "--format", "json");
        assertThat(json.status()).as(json.toString()).isZero();
        assertThat(JsonText.flat(json.out())).containsEntry("site", "CS1").containsKey("history.runs");
        assertThat(program.run("run", "cleanup.yml").out()).startsWith("Site CS1: removed 0 expired updates\n");
        Files.writeString(folder.resolve("health.yml"), "supsync: {job: {type: health-check, site: CS1}}\n");
        Result health = program.run("run", "health.yml", "--force");
        assertThat(health.status()).isEqualTo(2);
        assertThat(health.err()).contains("--force means nothing for a job of type health-check");
    }

    @Test
    void aSynchronizationConfirmsTheTimeIfAPersonSaysSo() {
        wasLastAlive("2020-01-01 00:00:00");
        assertThat(program.run("sync", "full", "--force").err()).doesNotContain("last alive");
        assertThat(program.run("sync", "delta").err()).doesNotContain("last alive");
    }

    private void wasLastAlive(String time) {
        try (SiteDatabase database =
                SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data").resolve("CS1"), "sa", "")) {
            assertThat(database.jdbc().update("UPDATE SUP_CLOCK SET ALIVE_AT = '" + time + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void marksAreListedAndTakenBack() throws IOException {
        Files.writeString(
                folder.resolve("ids.txt"),
                "# the pilot\n" + KEPT.toUpperCase(java.util.Locale.ROOT) + "\nKB5066835\n\nnonsense\n");
        Result mark = program.run(
                "deployments",
                "mark",
                "--name",
                "Pilot",
                "--ids-file",
                "ids.txt",
                "--kb",
                "1",
                "--update-id",
                SampleRevisions.id(99_999).toString(),
                "--format",
                "json");
        assertThat(mark.status()).isEqualTo(1);
        assertThat(JsonText.flat(mark.out()))
                .containsEntry("name", "Pilot")
                .containsEntry("marked[0]", KEPT)
                .containsEntry("marked[1]", SampleRevisions.BUNDLE.toString())
                .containsEntry("failed[0].id", "KB1")
                .containsEntry("failed[1].id", "nonsense")
                .containsEntry("failed[2].id", SampleRevisions.id(99_999).toString())
                .containsEntry("failed[2].reason", "the site has no such update");
        assertThat(program.run("updates", "--kb", "5066835", "--format", "json").out())
                .contains("\"IsDeployed\":true");
        assertThat(program.run("deployments", "list").out())
                .contains("Pilot", "KB5066835", "expired: 2026-11 Update № 31");
        Result again = program.run("deployments", "mark", "--name", "Pilot", "--kb", "kb5066835");
        assertThat(again.out()).isEqualTo("Pilot: 0 updates marked, 1 present\n");
        assertThat(program.run("deployments", "mark", "--name", "Ring 2", "--update-id", KEPT)
                        .status())
                .isZero();

        Result unmark = program.run("deployments", "unmark", "--name", "Pilot", "--all", "--format", "json");
        assertThat(unmark.status()).as(unmark.err()).isZero();
        assertThat(JsonText.flat(unmark.out())).containsKeys("unmarked[0]", "unmarked[1]");
        assertThat(JsonText.flat(
                        program.run("deployments", "list", "--format", "json").out()))
                .containsEntry("[0].name", "Ring 2")
                .containsEntry("[0].id", KEPT)
                .containsEntry("[0].inSite", "true")
                .doesNotContainKey("[1].name");
        assertThat(program.run("deployments", "unmark", "--name", "Ring 2", "--update-id", KEPT)
                        .out())
                .isEqualTo("Ring 2: 1 update unmarked\n");
        Result sync = program.run("sync", "full", "--format", "json");
        assertThat(JsonText.flat(sync.out())).as("a view has shown it").containsEntry("contentVersion", "3");
    }

    @Test
    void saysWhatIsMissing() {
        Result none = program.run("deployments", "mark", "--name", "Pilot");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("SUP-1000", "No update is named", "--ids-file");
        Result file = program.run("deployments", "mark", "--name", "Pilot", "--ids-file", "nowhere.txt");
        assertThat(file.status()).isEqualTo(2);
        assertThat(file.err()).contains("nowhere.txt", "there is no such file");
        assertThat(program.run("deployments").status()).isEqualTo(2);
        assertThat(program.run("deployments", "unmark", "--name", "Pilot").status())
                .isEqualTo(2);
        assertThat(program.run("deployments", "mark", "--name", " ", "--kb", "1")
                        .status())
                .isEqualTo(2);
    }
}
