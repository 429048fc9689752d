package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about wrong arguments and configurations, and with which exit status. */
class CommandLineTests {

    @TempDir
    Path folder;

    @Test
    void withoutACommandItSaysHowToUseIt() {
        Result result = new Program(folder).run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Usage: supsync")
                .contains("sync", "run", "status", "updates", "categories", "check");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync",
                "sync full",
                "run",
                "status",
                "runs",
                "runs show",
                "runs diff",
                "updates",
                "preview",
                "cleanup",
                "deployments",
                "deployments mark",
                "deployments unmark",
                "deployments list",
                "categories",
                "explain",
                "search",
                "check"
            })
    void everyCommandHasHelp(String command) {
        Result result = new Program(folder).run((command + " --help").split(" "));
        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("Usage: supsync " + command);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void guessesMistypedWords() {
        assertThat(new Program(folder).run("statu").err())
                .startsWith("SUP-1000: ")
                .contains("Did you mean status");
        assertThat(new Program(folder).run("updates", "--prodct", "x").err()).contains("Did you mean --product");
    }

    @Test
    void namesBothPathsOfAMissingConfiguration() {
        Result result = new Program(folder).run("status");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("SUP-1001")
                .contains(folder.resolve("supsync.yml").toString())
                .contains(folder.resolve("sample-data").resolve("supsync.yml").toString());
    }

    @Test
    void reportsAllMistakesAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("supsync.yml"),
                "supsync:\n  sites:\n    CS1: {type: centrl, databse: x}\n  limits: {quarantine: many}\n");
        for (String command : new String[] {"sync full", "check", "status"}) {
            Result result = new Program(folder).run(command.split(" "));
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("4 mistakes", "centrl", "databse", "many", "database: is missing");
        }
    }

    @Test
    void printsOneObjectForWrongArgumentsToo() {
        for (String args : new String[] {
            "sync full --format json --bogus",
            "sync full --bogus --format=JSON",
            "run --format json",
            "sync ful --format json"
        }) {
            Result result = new Program(folder).run(args.split(" "));
            assertThat(result.status()).isEqualTo(2);
            assertThat(JsonText.flat(result.out()))
                    .containsEntry("site", null)
                    .containsEntry("result", "FAILED")
                    .containsEntry("error.code", "SUP-1000");
        }
    }

    @Test
    void printsOneObjectForWrongConfigurationsToo() throws IOException {
        Result missing = new Program(folder).run("sync", "full", "--format", "json");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(JsonText.flat(missing.out())).containsEntry("error.code", "SUP-1001");
        SampleSite.configuration(folder, "day-1.cab");
        Result unknown = new Program(folder).run("sync", "full", "--format", "json", "--site", "XX1");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(JsonText.flat(unknown.out())).containsEntry("error.code", "SUP-1000");
        assertThat(unknown.err()).contains("XX1", "CS1");
    }

    @Test
    void synchronizesTheTopLevelSiteOnly() throws IOException {
        Files.writeString(
                folder.resolve("supsync.yml"),
                """
                supsync:
                  sites:
                    CS1: {database: {url: "jdbc:hsqldb:file:data/CS1"}}
                    PS1: {parent: CS1, database: {url: "jdbc:hsqldb:file:data/PS1"}}
                """);
        Result result = new Program(folder).run("sync", "full");
        assertThat(result.err()).contains("CS1 has no software update point");
        assertThat(result.status()).isEqualTo(2);
        Result named = new Program(folder).run("sync", "full", "--site", "ps1");
        assertThat(named.err())
                .contains(
                        "The site PS1 (--site) has no synchronization of its own: it follows the top-level site CS1.");
        assertThat(named.status()).isEqualTo(2);
    }
}
