package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import dev.supsync.config.Configuration;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that could be taken for something else: each is told as what it is. */
class MistakesTests {

    @TempDir
    Path folder;

    /** What "serve" sets for its process. */
    @AfterEach
    void logAsBefore() {
        System.clearProperty("supsync.log.level");
        System.clearProperty(LogLayout.TIMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://127.0.0.1:1;loginTimeout=1;encrypt=maybe",
                "jdbc:sqlserver://127.0.0.1:99999;loginTimeout=1",
                "jdbc:sqlserver://127.0.0.1:1;loginTimeout=soon",
                "jdbc:hsqldb:hsql://127.0.0.1:port/site"
            })
    void anOptionThatTheDriverRefusesIsAMistakeOfTheConfiguration(String url) throws IOException {
        SampleSite.write(folder, 1);
        Program site = new Program(folder).with("SUPSYNC_SITES_CS1_DATABASE_URL", url);
        assertThat(site.run("sync", "full").status()).isEqualTo(2);
        assertRefused(site.run("status"));
        assertRefused(site.run("check"));

        Files.writeString(
                folder.resolve("supsync.yml"),
                Files.readString(folder.resolve("supsync.yml"))
                        .replace("catalog: { export: day-1.cab }", "catalog: { database: { url: \"" + url + "\" } }"));
        Program catalog = new Program(folder);
        assertRefused(catalog.run("check"));
        Result run = catalog.run("sync", "full", "--format", "json");
        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).contains("SUP-1001");
    }

    private static void assertRefused(Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("SUP-1001").contains("that the driver refuses");
    }

    /** Its error says all. */
    @Test
    void aStartThatFailsPrintsItsErrorAndNoCountsOfNothing() throws IOException {
        SampleSite.configuration(folder, "no-such.cab");
        Result result = new Program(folder).run("sync", "full");
        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("SUP-2000", "no-such.cab");
    }

    @Test
    void aServerThatDoesNotAnswerIsNoMistake() throws IOException {
        SampleSite.write(folder, 1);
        Program site = new Program(folder)
                .with("SUPSYNC_SITES_CS1_DATABASE_URL", "jdbc:sqlserver://127.0.0.1:1;loginTimeout=1;encrypt=false");
        Result status = site.run("status");
        assertThat(status.status()).as(status.toString()).isEqualTo(1);
        assertThat(status.err()).contains("SUP-3000");
    }

    @Test
    void jobsThatDoNotExistAreRefusedWhereTheyAreNamed() throws IOException {
        SampleSite.write(folder, 1);
        Result missing = new Program(folder).run("serve", "--jobs", "joobs");
        assertThat(missing.status()).as(missing.toString()).isEqualTo(2);
        assertThat(missing.err()).contains("SUP-1000").contains(folder.resolve("joobs") + " (--jobs) does not exist.");
        Result file = new Program(folder).run("serve", "--jobs", "supsync.yml");
        assertThat(file.status()).as(file.toString()).isEqualTo(2);
        assertThat(file.err()).contains("(--jobs) is no folder.");
    }

    @Test
    void checkWarnsOfAScopeThatSelectsNothing() throws IOException {
        SampleSite.write(folder, 1);
        Path file = folder.resolve("supsync.yml");
        String whole = Files.readString(file);
        Files.writeString(file, whole.replace("products: [ \"Windows\" ]", "products: [ ]"));
        Result check = new Program(folder).run("check");
        assertThat(check.status()).as(check.toString()).isZero();
        assertThat(check.out()).contains("warn    site CS1, scope").contains("no update is in scope");

        Files.writeString(file, whole);
        assertThat(new Program(folder).run("check").out()).contains("ok      site CS1, scope");
    }

    @Test
    void theStatusTellsOfASynchronizationThatWasStoppedAtItsStart() throws IOException {
        SampleSite.write(folder, 1);
        SupsyncSettings settings = Configuration.load(folder.resolve("supsync.yml"), Map.of());
        SiteSettings site = settings.sites().values().iterator().next();
        StopSignal stop = new StopSignal();
        stop.request();
        Synchronizer stopped = new Synchronizer(settings, site, Clock.systemUTC(), new SyncListener() {}, stop);
        assertThat(stopped.full(false).result()).isEqualTo(RunResult.STOPPED);

        Result status = new Program(folder).run("status");
        assertThat(status.out())
                .containsPattern("state +(stopped|interrupted): ")
                .doesNotContain("idle");
        assertThat(new Program(folder).run("sync", "full").status()).isZero();
        assertThat(new Program(folder).run("status").out()).containsPattern("state +idle");
    }

    @Test
    void theStatusTellsOfASynchronizationThatFailedAtItsStart() throws IOException {
        SampleSite.write(folder, 1);
        Files.delete(folder.resolve("day-1.cab"));
        assertThat(new Program(folder).run("sync", "full").status()).isEqualTo(1);
        Result status = new Program(folder).run("status");
        assertThat(status.out()).containsPattern("state +failed: ").doesNotContain("idle");
        assertThat(new Program(folder).run("status", "--format", "json").out()).contains("\"state\":\"FAILED\"");
    }

    @Test
    void marksOfAnUnknownNameCannotBeTakenBack() throws IOException {
        SampleSite.write(folder, 1);
        Program program = new Program(folder);
        program.run("sync", "full");
        for (String which : new String[] {"--all", "--kb=5066835"}) {
            Result result = program.run("deployments", "unmark", "--name", "Pilott", which);
            assertThat(result.status()).as(result.toString()).isEqualTo(2);
            assertThat(result.err()).contains("Nothing is marked by the name \"Pilott\" in site CS1.");
        }
    }
}
