package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is delivered: its exit status, its streams, and the signals that it gets. */
@Timeout(1_800)
class JarIT {

    private static final int UPDATES = 1_500;
    private static final int MANY = 10_000;

    @TempDir
    Path folder;

    @Test
    void withoutACommandItSaysHowToUseItAndFails() throws IOException {
        Result result = JarProcess.run(folder);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("Usage: supsync");
        assertThat(JarProcess.run(folder, "--version").out()).startsWith("supsync 0.");
    }

    @Test
    void aMissingConfigurationIsOneObjectWithBothPaths() throws IOException {
        Result result = JarProcess.run(folder, "sync", "full", "--format", "json");
        assertThat(result.status()).isEqualTo(2);
        assertThat(JsonText.flat(result.out()))
                .containsEntry("error.code", "SUP-1001")
                .hasEntrySatisfying(
                        "error.message", message -> assertThat(message).contains("supsync.yml", "sample-data"));
        assertThat(result.err()).contains("SUP-1001").doesNotContain("\tat ");
    }

    @Test
    void aStoppedRunSaysSoAndIsContinued() throws Exception {
        SampleSite.write(folder, MANY); // nine tenths are left when the signal is sent
        CountDownLatch begun = new CountDownLatch(1);
        try (JarProcess first =
                JarProcess.start(folder, "updates, processed", begun, "sync", "full", "--format", "json")) {
            assertThat(begun.await(10, TimeUnit.MINUTES)).isTrue();
            first.terminate();
            Result stopped = first.end();
            assertThat(stopped.status()).as(stopped.err()).isEqualTo(143);
            assertThat(JsonText.flat(stopped.out()))
                    .containsEntry("result", "STOPPED")
                    .containsEntry("status", "6703")
                    .containsEntry("error.code", "SUP-5002");
        }
        Result continued = JarProcess.run(folder, "sync", "full", "--format", "json");
        assertThat(continued.status()).as(continued.err()).isZero();
        assertThat(continued.err()).contains("note: Continuing");
        assertThat(JsonText.flat(continued.out()))
                .containsEntry("resumed", "true")
                .containsEntry("updates.inserted", Integer.toString(MANY + 2));
    }

    @Test
    void aRunIsRefusedWhileAnotherProcessHoldsTheSite() throws Exception {
        SampleSite.write(folder, 1);
        FileLease held = FileLease.take(FilesKind.SITE, new DatabaseFiles(folder.resolve("data/CS1")));
        try {
            Result second = JarProcess.run(folder, "sync", "full", "--format", "json");
            assertThat(second.status()).isEqualTo(3);
            assertThat(JsonText.flat(second.out()))
                    .containsEntry("result", "REFUSED")
                    .containsEntry("error.code", "SUP-4000")
                    .hasEntrySatisfying(
                            "error.message", message -> assertThat(message).contains("process", "on host", "since"));
        } finally {
            held.close();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskBehindStandardOutputIsToldWithHowTheRunWent() throws Exception {
        SampleSite.write(folder, 10);
        assertThat(intoFullDisk("sync", "full", "--format", "json"))
                .contains("SUP-8000: The run succeeded (status 6702), but its report could not be written to standard"
                        + " output: No space left on device.");
        assertThat(intoFullDisk("updates", "--format", "csv")).contains("SUP-8000: The results could not be written");
        assertThat(intoFullDisk("--version")).contains("SUP-8000: The results could not be written");
        Result messages = JarProcess.run(folder, "status");
        assertThat(messages.status()).isZero();
        Process lost = JarProcess.builder(folder, "updates")
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(new File("/dev/full"))
                .start();
        assertThat(lost.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(lost.exitValue()).as("the messages are lost").isEqualTo(1);
        assertThat(folder.resolve("out.txt")).content(StandardCharsets.UTF_8).contains("2026-11 Update № 9");
    }

    /** What it says on standard error then; it must fail. */
    private String intoFullDisk(String... args) throws Exception {
        Path err = folder.resolve("err.txt");
        Process process = JarProcess.builder(folder, args)
                .redirectOutput(new File("/dev/full"))
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return Files.readString(err);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void charactersThatTheLocaleLacksAreReadOrTold() throws Exception {
        SampleSite.write(folder, 3);
        Result sync = JarProcess.run(folder, "sync", "full");
        assertThat(sync.status()).as(sync.err()).isZero();
        Result found = underC("updates --text \"$NUMERO 2\""); // of "2026-11 Update № 2"
        assertThat(found.out()).contains("2026-11 Update № 2").doesNotContain("№ 1");
        assertThat(found.status()).isZero();
        Result broken = underC("updates --text \"$LATIN\"");
        assertThat(broken.err()).contains("SUP-1000: The argument ", "the locale (LC_ALL=C) lacks", "Set LC_ALL to");
        assertThat(broken.status()).isEqualTo(2);
        Result path = underC("status --config \"$NUMERO.yml\"");
        assertThat(path.err()).contains("SUP-1000: --config: found \"№.yml\"", "locale (LC_ALL=C)", "Set LC_ALL to");
        assertThat(path.status()).isEqualTo(2);
        Result variable = underC("SUPSYNC_SITES_CS1_NAME=\"$NUMERO\"", "status");
        assertThat(variable.out()).contains("Site CS1 № (central)");
        Files.writeString(
                folder.resolve("other.yml"),
                Files.readString(folder.resolve("supsync.yml")).replace("data/CS1", "№/CS1"));
        Result database = underC("status --config other.yml");
        assertThat(database.err()).contains("SUP-1001: ", "database.url", "locale (LC_ALL=C)", "Set LC_ALL to");
        assertThat(database.status()).isEqualTo(2);
        assertThat(underC("mkdir jobs && : > \"jobs/$NUMERO.yml\";", "serve").err())
                .contains("SUP-1001: The name of the job file", "locale (LC_ALL=C)");
    }

    private Result underC(String arguments) throws Exception {
        return underC("", arguments);
    }

    /** The bytes are made by a shell, as this process may have a locale that lacks them, too. */
    private Result underC(String before, String arguments) throws Exception {
        Path out = folder.resolve("c-out.txt");
        Path err = folder.resolve("c-err.txt");
        ProcessBuilder jar = JarProcess.builder(folder);
        String command =
                "NUMERO=$(printf '\\342\\204\\226'); LATIN=$(printf '\\374'); " + before + " \"$@\" " + arguments;
        List<String> shell = new ArrayList<>(List.of("sh", "-c", command, "sh"));
        shell.addAll(jar.command());
        Process process = jar.command(shell)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void whoStopsReadingGetsNoStackTrace() throws Exception {
        SampleSite.write(folder, UPDATES);
        Result sync = JarProcess.run(folder, "sync", "full");
        assertThat(sync.status()).isZero();
        assertThat(sync.err()).doesNotContain("Exception", "INFO", "WARN", "hsqldb");
        for (String format : new String[] {"table", "csv", "json"}) {
            Process process = JarProcess.builder(folder, "updates", "--format", format)
                    .redirectError(folder.resolve("err.txt").toFile())
                    .start();
            try (InputStream out = process.getInputStream()) {
                assertThat(out.readNBytes(2_000)).hasSize(2_000);
            }
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(folder.resolve("err.txt"))
                    .content(StandardCharsets.UTF_8)
                    .isEmpty();
        }
        Result utf8 = JarProcess.run(folder, "updates", "--text", "1111");
        assertThat(utf8.out()).contains("2026-11 Update № 1111");
        assertThat(utf8.err()).isEqualTo("1 update\n");
    }
}
