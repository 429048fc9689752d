package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be written is told, and never taken for done; only a reader that has gone is not. */
class LostOutputTests {

    private static final String FULL = "No space left on device";

    @TempDir
    static Path folder;

    @BeforeAll
    static void synchronize() throws IOException {
        SampleSite.write(folder, 120);
        assertThat(new Program(folder).run("sync", "full").status()).isZero();
        assertThat(new Program(folder)
                        .run("deployments", "mark", "--name", "Pilot", "--kb", "KB5066835")
                        .status())
                .isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--version",
                "--help",
                "help",
                "sync full --help",
                "updates",
                "updates --format csv",
                "updates --format json",
                "categories --format json",
                "status",
                "status --messages --format json",
                "status --hierarchy",
                "runs",
                "runs show 1 --format json",
                "runs diff 1 1",
                "preview",
                "cleanup --dry-run --format json",
                "explain KB5066835",
                "search --catalog day-1.cab Update --format json",
                "deployments list",
                "export --list",
                "check"
            })
    void aReadingCommandFails(String command) {
        Result result = into(FULL, command);
        assertThat(result.err())
                .contains("SUP-8000: The results could not be written to standard output: " + FULL + ".")
                .doesNotContain("Exception", "100 updates", "SUP-9000");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void aRunSaysHowItWent() {
        for (String command : new String[] {"sync full", "sync delta --format json", "sync full --format json"}) {
            Result result = into(FULL, command);
            assertThat(result.status()).isEqualTo(1);
            assertThat(result.err())
                    .contains("SUP-8000: The run succeeded (status 6702), but its report could not be written to"
                            + " standard output: " + FULL + ".");
        }
    }

    @Test
    void aRunThatFailedSaysSoAndKeepsItsStatus() {
        Result result = into(FULL, "sync full --format json --site XX1");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("SUP-1000: \"XX1\"")
                .contains("SUP-8000: The run failed (status 6703, SUP-1000), and its report could not be written");
        assertThat(into(FULL, "sync full --format json --bogus").err())
                .contains("SUP-8000: The run failed (status 6703, SUP-1000), and its report could not be written");
    }

    @Test
    void aCommandThatHasDoneSomethingSaysSo() {
        assertThat(into(FULL, "deployments mark --name Other --kb KB5066835").err())
                .contains("SUP-8000: 1 update was marked, but its report could not be written");
        assertThat(into(FULL, "cleanup").err()).contains("SUP-8000: The cleanup is done, but its report");
        assertThat(into(FULL, "keys create --name lost --folder keys").err())
                .contains("SUP-8000: The keys were written, but its report");
        assertThat(folder.resolve("keys/lost.private.pem")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "updates",
                "updates --format json",
                "search --catalog day-1.cab Update",
                "categories",
                "deployments list"
            })
    void aReaderThatHasGoneIsNoErrorAndNothingIsCounted(String command) {
        Result result = into("Broken pipe", command);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void messagesThatAreLostFailTheCommandToo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Result lost = new Program(folder).runInto(out, new Failing(FULL, 0, Integer.MAX_VALUE), "updates");
        assertThat(lost.status()).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("2026-11 Update № 119");
        Result gone = new Program(folder).runInto(out, new Failing("Broken pipe", 0, Integer.MAX_VALUE), "updates");
        assertThat(gone.status()).isZero();
    }

    @Test
    void messagesGoOnBehindAGapThatIsTold() {
        Failing disk = new Failing(FULL, 1, 2);
        Output err = Output.ofMessages(disk);
        for (String line : new String[] {"one\n", "two\n", "three\n", "four\n"}) {
            err.print(line);
        }
        assertThat(disk.written.toString(StandardCharsets.UTF_8))
                .isEqualTo("one\nnote: messages are missing here, they could not be written: " + FULL + "\nfour\n");
        assertThat(err.fault()).isNull();
    }

    @Test
    void resultsHaveNoHole() {
        Failing disk = new Failing(FULL, 1, 2);
        Output out = Output.ofResults(disk);
        for (String line : new String[] {"one\n", "two\n", "three\n", "four\n"}) {
            out.print(line);
            out.flush();
        }
        assertThat(disk.written.toString(StandardCharsets.UTF_8)).isEqualTo("one\n");
        assertThat(out.fault()).isEqualTo(FULL);
    }

    private static Result into(String failure, String command) {
        return new Program(folder).runInto(new Failing(failure, 0, Integer.MAX_VALUE), command.split(" "));
    }

    /** A stream of which some writes fail. */
    private static final class Failing extends OutputStream {

        private final String why;
        private final int before;
        private final int times;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int writes;

        Failing(String why, int before, int times) {
            this.why = why;
            this.before = before;
            this.times = times;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int number = writes++;
            if (number >= before && number - before < times) {
                throw new IOException(why);
            }
            written.write(bytes, from, length);
        }
    }
}
