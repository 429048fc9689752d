package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void helpKnowsCommandsBelowCommands() {
        assertThat(new Program(folder).run("help", "sync", "full").out()).startsWith("Usage: supsync sync full");
        assertThat(new Program(folder).run("help", "runs", "diff").out()).startsWith("Usage: supsync runs diff");
        assertThat(new Program(folder).run("help").out()).startsWith("Usage: supsync [");
        Result unknown = new Program(folder).run("help", "sync", "ful");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("SUP-1000: ").contains("'ful'", "Did you mean full");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    runs show abc          | RUN: found "abc", expected a whole number from 1
                    runs show 0            | RUN: found "0", expected a whole number from 1
                    runs diff 1 2x         | RUN: found "2x", expected a whole number from 1
                    runs --last abc        | --last: found "abc", expected a whole number from 1 to 100,000
                    runs --last 0          | --last: found "0", expected a whole number from 1 to 100,000
                    status --messages --last -1 | --last: found "-1", expected a whole number from 1 to 100,000
                    status --messages --last 99999999999 | --last: found "99999999999", expected a whole number from 1 to 100,000
                    status --format xml    | --format: found "xml", expected table or json
                    updates --format xml   | --format: found "xml", expected table or csv or json
                    preview --other-updates soon | --other-updates: found "soon", expected
                    updates --raw          | --raw is given without --format csv
                    """)
    void saysInAPersonsWordsWhatAValueShouldBe(String command, String message) throws IOException {
        SampleSite.configuration(folder, "day-1.cab");
        Result result = new Program(folder).run(command.split(" "));
        assertThat(result.err()).startsWith("SUP-1000: ").contains(message);
        assertThat(result.err()).doesNotContain("java.", "is not an int", "is not a long");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void namesAnOperandByItsName() throws IOException {
        SampleSite.configuration(folder, "day-1.cab");
        for (String command : new String[] {"diff XX1 CS1", "diff CS1 XX1", "repair XX1"}) {
            assertThat(new Program(folder).run(command.split(" ")).err())
                    .contains("\"XX1\" (SITE) is no site")
                    .doesNotContain("--site");
        }
        assertThat(new Program(folder).run("diff", "CS1", "cs1").err()).contains("Both sites are CS1.");
    }

    @Test
    void echoesNoValueAtFullLength() throws IOException {
        SampleSite.configuration(folder, "day-1.cab");
        String text = "x".repeat(100_000);
        Path ids = Files.writeString(folder.resolve("ids"), "y".repeat(2_000_000) + "\n");
        for (String[] command : new String[][] {
            {"runs", "--last", text},
            {"status", "--site", text},
            {"status", "--" + text},
            {text},
            {"promote", text},
            {"explain", text},
            {"updates", "--product", text},
            {"import", "--catalog", "day-1.cab", "--kb", text},
            {"import", "--catalog", "day-1.cab", "--ids-file", ids.toString()},
            {"deployments", "mark", "--name", text, "--kb", "1"},
            {"export", "--output", "x.cab", "--for", text},
            {"backup", text},
            {"keys", "create", "--name", text},
            {"preview", "--other-updates", text},
        }) {
            Result result = new Program(folder).run(command);
            assertThat(result.err()).as(command[0]).startsWith("SUP-").hasSizeLessThan(2_500);
            assertThat(result.status()).as(command[0]).isIn(1, 2);
        }
    }

    @Test
    void aStartThatFailedIsToldByItsErrorAlone() throws IOException {
        SampleSite.configuration(folder, "gone.cab");
        Result result = new Program(folder).run("sync", "full");
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("SUP-2000: ").contains("gone.cab");
        assertThat(result.status()).isEqualTo(1);
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
