package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands one after another, on a site of their own. */
class CommandsTests {

    @TempDir
    Path folder;

    @Test
    void synchronizesAndShowsIt() throws IOException {
        SampleSite.write(folder, 1_200);
        Program program = new Program(folder);

        Result sync = program.run("sync", "full", "--format", "json");
        assertThat(sync.status()).as(sync.err()).isZero();
        assertThat(JsonText.flat(sync.out()))
                .containsEntry("site", "CS1")
                .containsEntry("result", "SUCCEEDED")
                .containsEntry("status", "6702")
                .containsEntry("contentVersion", "1")
                .containsEntry("updates.read", "1203")
                .containsEntry("updates.inserted", "1202")
                .containsEntry("error", null);
        assertThat(sync.err())
                .contains("sync: SMS synchronizing updates, processed 1209 out of 1209 items (100%)")
                .doesNotContain("Exception", "HHH", "INFO");

        Result status = program.run("status", "--format", "json");
        assertThat(status.status()).isZero();
        assertThat(JsonText.flat(status.out()))
                .containsEntry("state", "IDLE")
                .containsEntry("contentVersion", "1")
                .containsEntry("runs[0].result", "SUCCEEDED")
                .containsEntry("softwareUpdatePoints[0].state", "6702")
                .containsEntry("quarantine.count", "0");
        assertThat(program.run("status").out()).contains("Contoso central site", "idle", "succeeded", "day-1.cab");

        Result categories = program.run("categories", "--format", "json");
        assertThat(JsonText.flat(categories.out()).values())
                .contains(SampleRevisions.FAMILY.toString(), "Windows 11, version 24H2 and later")
                .contains("ProductFamily");
        assertThat(program.run("categories").out())
                .contains("[ ] Microsoft", "[x]   Windows", "[x]     Windows 11, version 24H2 and later");
    }

    @Test
    void listsWhatIsAskedFor() throws IOException {
        SampleSite.write(folder, 700);
        Program program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();

        assertThat(titles(program.run("updates", "--format", "csv"))).hasSize(702);
        assertThat(titles(program.run("updates", "--format", "csv", "--kb", "kb5066835")))
                .singleElement()
                .asString()
                .contains("5066835", "2026-10 Cumulative Update (KB5066835)");
        assertThat(titles(program.run("updates", "--format", "csv", "--kb", "506683")))
                .isEmpty();
        assertThat(titles(program.run("updates", "--format", "csv", "--text", "uPDATE № 69")))
                .hasSize(11);
        assertThat(titles(program.run("updates", "--format", "csv", "--text", "100%_")))
                .isEmpty();
        assertThat(titles(program.run("updates", "--format", "csv", "--product", "microsoft")))
                .hasSize(702);
        assertThat(titles(program.run("updates", "--format", "csv", "--product", SampleRevisions.PRODUCT.toString())))
                .hasSize(702);
        assertThat(titles(program.run("updates", "--format", "csv", "--classification", "security")))
                .hasSize(702);
        assertThat(titles(program.run("updates", "--format", "csv", "--expired")))
                .isEmpty();
        assertThat(titles(program.run("updates", "--format", "csv", "--superseded")))
                .isEmpty();
        Result unknown = program.run("updates", "--product", "Solaris");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"Solaris\"", "categories");

        Result json = program.run("updates", "--format", "json", "--kb", "5066835");
        assertThat(JsonText.flat(json.out()))
                .containsEntry("[0].CI_UniqueID", SampleRevisions.BUNDLE.toString())
                .containsEntry("[0].CIType_ID", "8")
                .containsEntry("[0].IsExpired", "false")
                .containsEntry("[0].DatePosted", "2026-10-04T12:00:58Z")
                .containsEntry("[0].ExpiredSince", null);
        assertThat(program.run("updates", "--text", "№ 699").out())
                .startsWith("Article ")
                .contains("2026-10-04  Critical   Security Updates      2026-11 Update № 699");
    }

    @Test
    void readsNothingBeforeTheFirstRun() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        Result updates = program.run("updates");
        assertThat(updates.status()).isEqualTo(1);
        assertThat(updates.err()).contains("SUP-3007", "never synchronized", "sync full");
        Result status = program.run("status", "--format", "json");
        assertThat(status.status()).isZero();
        assertThat(JsonText.flat(status.out())).containsEntry("state", "NEVER");
        assertThat(program.run("status").out()).contains("never synchronized");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void checksWithoutLeavingATrace() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        Result before = program.run("check");
        assertThat(before.status()).as(before.err()).isZero();
        assertThat(before.out()).contains("does not exist yet", "10 records", "1 classification selected");
        assertThat(folder.resolve("data")).doesNotExist();

        program.run("sync", "full");
        String files = data();
        Result after = program.run("check");
        assertThat(after.status()).as(after.err()).isZero();
        assertThat(after.out()).contains("schema up to date, content version 1");
        assertThat(data()).isEqualTo(files);

        program.with("SUPSYNC_SCOPE_PRODUCTS_0", "Windoze");
        Result wrong = program.run("check");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).contains("failed  site CS1, scope");
        assertThat(wrong.err()).contains("SUP-1002", "Windoze");
        program.with("SUPSYNC_SITES_CS1_SOFTWAREUPDATEPOINT_CATALOG_EXPORT", "day-9.cab");
        Result absent = program.run("check");
        assertThat(absent.status()).isEqualTo(1);
        assertThat(absent.err()).contains("day-9.cab");
    }

    @Test
    void runsAJobFile() throws IOException {
        SampleSite.write(folder, 1);
        Files.writeString(folder.resolve("job.yml"), "supsync: {job: {type: full-sync, site: CS1}}\n");
        Program program = new Program(folder);
        Result run = program.run("run", "job.yml");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("Site CS1: full synchronization succeeded (status 6702)");
        Files.writeString(folder.resolve("other.yml"), "supsync: {job: {type: full-sync, site: XX1}}\n");
        Result other = program.run("run", "other.yml", "--format", "json");
        assertThat(other.status()).isEqualTo(2);
        assertThat(JsonText.flat(other.out()).get("error.message")).contains("XX1", "other.yml");
    }

    private String data() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.sorted().toList()) {
                boolean lock = file.toString().endsWith(".lock");
                text.append(file.getFileName())
                        .append(' ')
                        .append(lock ? "" : Files.getLastModifiedTime(file) + " " + Files.size(file))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static java.util.List<String> titles(Result csv) {
        assertThat(csv.status()).as(csv.err()).isZero();
        assertThat(csv.out()).startsWith("CI_ID,CI_UniqueID,").endsWith("\r\n");
        return csv.out().lines().skip(1).toList();
    }
}
