package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs of a site, one by one and side by side. */
class RunsCommandTests {

    @TempDir
    Path folder;

    @Test
    void showsWhatRunsChanged() throws IOException {
        SampleSite.write(folder, 30);
        Program program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();
        SampleSite.write(folder, 33);
        assertThat(program.run("sync", "full").status()).isZero();

        Map<String, String> runs =
                JsonText.flat(program.run("runs", "--format", "json").out());
        assertThat(runs)
                .containsEntry("[0].id", "2")
                .containsEntry("[0].updates.inserted", "3")
                .containsEntry("[1].id", "1")
                .containsEntry("[1].result", "SUCCEEDED");
        assertThat(JsonText.flat(
                        program.run("runs", "--last", "1", "--format", "json").out()))
                .containsEntry("[0].id", "2")
                .doesNotContainKey("[1].id");
        assertThat(program.run("runs").out()).contains("  2  full ", "  1  full ", "succeeded");

        Result show = program.run("runs", "show", "2", "--format", "json");
        assertThat(JsonText.flat(show.out()))
                .containsEntry("id", "2")
                .containsEntry("changed.inserted", "3")
                .containsEntry("changed.expired", "0")
                .containsEntry("classifications[0].title", "Security Updates")
                .containsEntry("classifications[0].inserted", "3")
                .containsEntry("products[0].inserted", "3")
                .containsEntry("changes[0].change", "inserted")
                .containsEntry("changes[2].title", "2026-11 Update № 32")
                .doesNotContainKey("changes[3].title");
        assertThat(program.run("runs", "show", "2").out())
                .startsWith("Run 2: full synchronization succeeded\n")
                .contains("Inserted: 3 updates\n", "2026-11 Update № 30\n")
                .doesNotContain("more; --all");
        assertThat(program.run("runs", "show", "1").out())
                .contains("Inserted: 32 updates", "and 12 more; --all lists them");
        assertThat(program.run("runs", "show", "1", "--all").out())
                .contains("№ 29")
                .doesNotContain("more; --all");

        Result diff = program.run("runs", "diff", "2", "1", "--format", "json");
        assertThat(JsonText.flat(diff.out()))
                .containsEntry("from.id", "1")
                .containsEntry("to.id", "2")
                .containsEntry("runsNotKept", "0")
                .containsEntry("classifications[0].from.inserted", "32")
                .containsEntry("classifications[0].to.inserted", "3")
                .containsEntry("changed.inserted", "3")
                .containsEntry("changes[0].title", "2026-11 Update № 30");
        assertThat(program.run("runs", "diff", "1", "2").out())
                .contains("From the end of run 1 to the end of run 2:", "-29\n", "Inserted: 3 updates");
        assertThat(program.run("runs", "diff", "1", "1").out()).contains("No update changed");
    }

    @Test
    void saysWhichRunsThereAre() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        assertThat(program.run("runs").err()).contains("SUP-3007");
        program.run("sync", "full");
        Result unknown = program.run("runs", "show", "7");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("SUP-1000", "no run 7", "The newest is 1.");
        assertThat(program.run("runs", "show", "x").status()).isEqualTo(2);
    }
}
