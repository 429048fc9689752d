package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding updates in an export, with a site to compare with and without. */
class SearchCommandTests {

    @TempDir
    Path folder;

    @Test
    void findsByTitleArticleAndIdentity() throws IOException {
        SampleSite.write(folder, 120);
        Files.delete(folder.resolve("supsync.yml"));
        Program program = new Program(folder);

        Result title = program.run("search", "--catalog", "day-1.cab", "uPDATE № 11", "--format", "json");
        assertThat(title.status()).as(title.err()).isZero();
        assertThat(JsonText.flat(title.out()))
                .containsEntry("[0].id", SampleRevisions.id(10_011).toString())
                .containsEntry("[0].title", "2026-11 Update № 11")
                .containsEntry("[0].classification", "Security Updates")
                .containsEntry("[0].revisionNumber", "200")
                .containsEntry("[0].expired", "false")
                .containsEntry("[0].inSite", null)
                .containsKey("[10].id")
                .doesNotContainKey("[11].id");
        String bundle = SampleRevisions.BUNDLE.toString();
        for (String text : new String[] {"KB5066835", "5066835", bundle, "{" + bundle + "}"}) {
            assertThat(JsonText.flat(program.run("search", "--catalog", "day-1.cab", text, "--format", "json")
                            .out()))
                    .as(text)
                    .containsEntry("[0].id", bundle)
                    .doesNotContainKey("[1].id");
        }
        assertThat(program.run("search", "--catalog", "day-1.cab", "5066835").out())
                .startsWith("Article    Released    In site  Update ID  ")
                .contains("KB5066835  2026-10-04           " + bundle + "  2026-10 Cumulative Update (KB5066835)\n");
        Result none = program.run("search", "--catalog", "day-1.cab", "Solaris");
        assertThat(none.status()).isZero();
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("0 updates\n");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void marksWhatTheSiteHas() throws IOException {
        SampleSite.write(folder, 60);
        Program program = new Program(folder);
        Result before = program.run("search", "--catalog", "day-1.cab", "№ 59", "--format", "json");
        assertThat(JsonText.flat(before.out())).containsEntry("[0].inSite", null);
        program.run("sync", "full");
        SampleSite.write(folder, 120);
        assertThat(JsonText.flat(program.run("search", "--catalog", "day-1.cab", "№ 59", "--format", "json")
                        .out()))
                .containsEntry("[0].inSite", "true");
        Result all = program.run("search", "--catalog", "day-1.cab", "№ ");
        assertThat(all.err()).contains("120 updates");
        assertThat(all.out().lines().filter(l -> l.contains("  yes      "))).hasSize(60);
        assertThat(all.out().lines().filter(l -> l.contains("  no       "))).hasSize(60);
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        Result file = program.run("search", "--catalog", "day-9.cab", "x");
        assertThat(file.status()).isEqualTo(1);
        assertThat(file.err()).contains("SUP-2000", "day-9.cab");
        assertThat(program.run("search", "x").status()).isEqualTo(2);
        assertThat(program.run("search", "--catalog", "day-1.cab", " ").status())
                .isEqualTo(2);
        assertThat(program.run("search", "--catalog", "day-1.cab", "--site", "XX1", "x")
                        .status())
                .isEqualTo(2);
        Files.writeString(folder.resolve("supsync.yml"), "supsync: {stes: {}}\n");
        assertThat(program.run("search", "--catalog", "day-1.cab", "x").err()).contains("SUP-1001");
    }
}
