package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} prints, before and after the first run, and for what is no update. */
class ExplainCommandTests {

    @TempDir
    Path folder;

    @Test
    void explainsByIdAndByArticle() throws IOException {
        SampleSite.write(folder, 2);
        Program program = new Program(folder);
        String id = SampleRevisions.BUNDLE.toString();

        Result before = program.run("explain", id, "--format", "json");
        assertThat(before.status()).as(before.err()).isZero();
        assertThat(JsonText.flat(before.out()))
                .containsEntry("inCatalog", "true")
                .containsEntry("inSite", "false");
        assertThat(folder.resolve("data")).doesNotExist();

        program.run("sync", "full");
        Map<String, String> after = JsonText.flat(
                program.run("explain", "{" + id.toUpperCase(java.util.Locale.ROOT) + "}", "--format", "json")
                        .out());
        assertThat(after)
                .containsEntry("id", id)
                .containsEntry("article", "5066835")
                .containsEntry("inCatalog", "true")
                .containsEntry("inScope", "true")
                .containsEntry("inSite", "true")
                .containsEntry("expired", "false")
                .containsEntry("expiredSince", null)
                .containsEntry("quarantined", "false");
        assertThat(after.get("reasons[1]")).startsWith("It is in scope: its classification \"Security Updates\"");
        assertThat(JsonText.flat(
                        program.run("explain", "kb5066835", "--format", "json").out()))
                .isEqualTo(after);

        assertThat(program.run("explain", "5066835").out())
                .startsWith("2026-10 Cumulative Update (KB5066835)\n  " + id + "  KB5066835\n  The catalog ")
                .contains("\n  It is in scope: ");
        Result unknown = program.run("explain", "KB1");
        assertThat(unknown.status()).isZero();
        assertThat(unknown.out()).startsWith("KB1\n  Neither the catalog ");
        assertThat(unknown.err()).contains("No update has the article KB1. ");
    }

    @Test
    void saysThatTheCatalogIsMissing() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        program.run("sync", "full");
        program.with("SUPSYNC_SITES_CS1_SOFTWAREUPDATEPOINT_CATALOG_EXPORT", "day-9.cab");
        Result result = program.run("explain", SampleRevisions.BUNDLE.toString(), "--format", "json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(JsonText.flat(result.out()))
                .containsEntry("inCatalog", null)
                .containsEntry("inScope", "true")
                .containsEntry("inSite", "true");
        assertThat(JsonText.flat(result.out()).get("reasons[0]")).contains("could not be opened", "day-9.cab");
    }

    @Test
    void refusesWhatIsNeitherIdNorArticle() throws IOException {
        SampleSite.write(folder, 1);
        String id = SampleRevisions.BUNDLE.toString();
        for (String text : new String[] {
            id.substring(1), id + "0", "{" + id, id.replace('-', '_').substring(0, 9)
        }) {
            Result result = new Program(folder).run("explain", text);
            if (text.contains("_")) {
                assertThat(result.status()).as(text).isZero();
            } else {
                assertThat(result.status()).as(text).isEqualTo(2);
                assertThat(result.err()).contains("SUP-1000", "The update ID ", "is not a GUID");
            }
        }
    }
}
