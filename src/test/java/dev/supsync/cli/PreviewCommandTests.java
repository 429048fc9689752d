package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a synchronization would do, before it does it. */
class PreviewCommandTests {

    @TempDir
    Path folder;

    @Test
    void showsTheFirstRunWithoutMakingADatabase() throws IOException {
        SampleSite.write(folder, 30);
        Result preview = new Program(folder).run("sync", "full", "--dry-run", "--format", "json");
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(JsonText.flat(preview.out()))
                .containsEntry("site", "CS1")
                .containsEntry("dryRun", "true")
                .containsEntry("updates.inserted", "32")
                .containsEntry("classifications[0].title", "Security Updates")
                .containsEntry("classifications[0].inserted", "32");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void showsWhatOtherSettingsWouldChange() throws IOException {
        SampleSite.write(folder, 30);
        Program program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();
        Result unchanged = program.run("sync", "full", "--dry-run");
        assertThat(unchanged.out())
                .startsWith(
                        "Site CS1: a full synchronization would insert 0, update 0 and expire 0 updates; nothing was"
                                + " written\n")
                .contains("32 unchanged")
                .doesNotContain("Classification", "Would expire");

        Result other = program.run("preview", "--classification", "Critical Updates");
        assertThat(other.status()).as(other.err()).isEqualTo(2);
        assertThat(other.err()).contains("SUP-1002", "Critical Updates");
        Files.writeString(
                folder.resolve("new.yml"),
                Files.readString(folder.resolve("supsync.yml"))
                        .replace("classifications: [ \"Security Updates\" ]", "classifications: []"));
        Result preview =
                program.run("preview", "--config", folder.resolve("new.yml").toString());
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(preview.out())
                .contains("expire 32 updates; nothing was written")
                .contains(" Inserted    Updated    Expired  Reinstated  Classification\n")
                .contains("        0          0         32           0  Security Updates\n")
                .contains("Would expire:\n", "  and 12 more; --format json lists them\n");
        assertThat(program.run("updates", "--expired", "--format", "csv").out().lines())
                .as("nothing was written")
                .hasSize(1);
        assertThat(JsonText.flat(program.run("status", "--format", "json").out()))
                .containsEntry("contentVersion", "1")
                .doesNotContainKey("runs[1].id");
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        Result request = program.run("sync", "full", "--dry-run", "--request");
        assertThat(request.status()).isEqualTo(2);
        assertThat(request.err()).contains("--dry-run", "--request");
        Result wait = program.run("preview", "--other-updates", "P3D");
        assertThat(wait.status()).isEqualTo(2);
        assertThat(wait.err()).contains("P3D", "immediately, never, or a period of months");
    }
}
