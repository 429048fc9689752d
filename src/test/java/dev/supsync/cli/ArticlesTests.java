package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.cli.Program.Result;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.sync.Rev;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule for articles, wherever a command takes them. */
class ArticlesTests {

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void synchronizeASite() throws IOException {
        List<UpdateRevision> revisions = new ArrayList<>(SampleRevisions.all());
        revisions.add(Rev.update(301)
                .title("Of another publisher")
                .articles("sp65001")
                .build());
        revisions.add(Rev.update(302).title("Of both").articles("42", "Sp65001").build());
        new ExportWriter().writeCabinet(folder.resolve("day-1.cab"), revisions);
        SampleSite.configuration(folder, "day-1.cab");
        program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();
    }

    @Test
    void anyCaseFindsThem() {
        for (String text : List.of("sp65001", "SP65001", "KBSP65001", " kb sp65001 ")) {
            Result updates = program.run("updates", "--kb", text, "--format", "csv");
            assertThat(updates.out()).as(text).contains("Of another publisher", "Of both");
            assertThat(updates.out().lines()).as(text).hasSize(3);
            assertThat(program.run("explain", text).out()).as(text).contains("Of another publisher", "Of both");
            assertThat(program.run("import", "--catalog", "day-1.cab", "--kb", text)
                            .out())
                    .as(text)
                    .contains("0 imported, 2 already present, 0 failed");
            assertThat(program.run("deployments", "mark", "--name", text, "--kb", text)
                            .out())
                    .as(text)
                    .contains("2 updates marked");
        }
        Result search = program.run("search", "--catalog", "day-1.cab", "SP65001", "--format", "json");
        assertThat(search.out()).contains("Of another publisher", "Of both");
        assertThat(program.run("updates", "--kb", "sp65001").out())
                .contains("sp65001 ")
                .doesNotContain("KBsp65001");
    }

    @Test
    void oneThatNoUpdateHasIsANote() {
        Result json = program.run("updates", "--kb", "4711", "--format", "json");
        assertThat(json.status()).isZero();
        assertThat(json.out().strip()).isEqualTo("[]");
        assertThat(json.err()).contains("No update of the site has the article KB4711.");
        Result expired = program.run("updates", "--kb", "sp65001", "--expired", "--format", "json");
        assertThat(expired.err())
                .as("there are some, but none of them is expired")
                .isEmpty();
        Result explain = program.run("explain", "nosuch");
        assertThat(explain.status()).isZero();
        assertThat(explain.err()).contains("No update has the article nosuch.");
    }

    @Test
    void whatCanBeNoneIsRefused() {
        for (String text : List.of("", "  ", "KB", "50\u000766835", "9".repeat(101))) {
            for (Result result : List.of(
                    program.run("updates", "--kb", text),
                    program.run("explain", text),
                    program.run("import", "--catalog", "day-1.cab", "--kb", text),
                    program.run("deployments", "mark", "--name", "x", "--kb", text))) {
                assertThat(result.status()).as(text).isEqualTo(2);
                assertThat(result.err())
                        .as(text)
                        .contains("SUP-1000", "rticle ")
                        .doesNotContain("\u0007");
                assertThat(result.out()).isEmpty();
            }
        }
    }
}
