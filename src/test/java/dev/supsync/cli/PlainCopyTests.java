package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why there is a command for it: the files of a site database are copied one after the other while they are written. */
class PlainCopyTests {

    private static final int UPDATES = 600;
    private static final List<String> ENDINGS = List.of(".properties", ".script", ".data", ".backup", ".log");

    /** So little is kept in memory, and in the log, that the other files change all the time, as those of a large site do. */
    private static final String OPTIONS = ";hsqldb.cache_rows=200;hsqldb.cache_size=200;hsqldb.log_size=1";

    @TempDir
    Path folder;

    private Map<String, List<String>> calm;
    private long millis;

    @BeforeEach
    void synchronizeUndisturbed() throws IOException {
        long start = System.nanoTime();
        assertThat(program("calm").run("sync", "full").status()).isZero();
        millis = (System.nanoTime() - start) / 1_000_000;
        calm = views("calm");
    }

    @Test
    @Tag("long")
    void copiesOfARunAreRefusedOrMadeGoodAndNeverHarmIt() {
        Seeds.each(30, seed -> {
            Random random = new Random(seed);
            String live = "live-" + seed;
            String copy = "copy-" + seed;
            Program program = program(live);
            Program restored = program(copy);
            CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> program.run("sync", "full"));
            List<String> files = copyOneByOne(run, live, copy, random);
            Result ended = run.get(5, TimeUnit.MINUTES);
            String what = "copied " + files + " of " + millis + " ms";
            assertThat(ended.status()).as(what + ": " + ended).isZero();
            assertThat(views(live)).as(what).isEqualTo(calm);

            Result next = restored.run("sync", "full");
            System.out.println(what + ": exit " + next.status() + " "
                    + next.err()
                            .lines()
                            .filter(line -> line.contains("SUP-"))
                            .findFirst()
                            .orElse(""));
            if (next.status() == 0) {
                assertThat(views(copy)).as(what).isEqualTo(calm);
            } else {
                assertThat(next.err())
                        .as(what)
                        .containsAnyOf(
                                "SUP-3008", "failed: General error") // the second where HSQLDB makes no sense of a row
                        .containsIgnoringCase("restore the backup of the database's files");
            }
        });
    }

    @Test
    void aCopyCanLackWhatWasCommittedAndSayNothing() throws IOException {
        try (SiteDatabase database =
                SiteDatabase.open("jdbc:hsqldb:file:" + data("calm").resolve("CS1"), "sa", "")) {
            database.jdbc().execute("CHECKPOINT");
            database.jdbc().update("UPDATE SUP_SITE SET SITE_NAME = 'committed'");
            for (String ending : ENDINGS) {
                if (ending.equals(".log")) {
                    database.jdbc().execute("CHECKPOINT"); // HSQLDB starts one by itself, too
                }
                copy("calm", "copy", ending);
            }
        }
        try (SiteDatabase database =
                SiteDatabase.open("jdbc:hsqldb:file:" + data("copy").resolve("CS1"), "sa", "")) {
            assertThat(database.jdbc().queryForObject("SELECT SITE_NAME FROM SUP_SITE", String.class))
                    .isEqualTo("Contoso central site");
        }
    }

    private static void awaitAtMost(CompletableFuture<Result> run, long millis) throws Exception {
        try {
            run.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // in its middle
        }
    }

    /** In any order, and each at its own moment, as for files that take long to copy. */
    private List<String> copyOneByOne(CompletableFuture<Result> run, String from, String to, Random random)
            throws Exception {
        List<String> order = new ArrayList<>(ENDINGS);
        Collections.shuffle(order, random);
        List<String> copied = new ArrayList<>();
        for (String ending : order) {
            long wait = random.nextLong(millis * 2 / ENDINGS.size());
            awaitAtMost(run, wait);
            copy(from, to, ending);
            copied.add("after " + wait + " ms " + ending);
        }
        return copied;
    }

    private void copy(String from, String to, String ending) throws IOException {
        Files.createDirectories(data(to));
        Path file = data(from).resolve("CS1" + ending);
        try {
            Files.copy(file, data(to).resolve("CS1" + ending), StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            // not there at this moment
        }
    }

    private Path data(String site) {
        return folder.resolve(site).resolve("data");
    }

    private Program program(String site) throws IOException {
        Path file = SampleSite.write(folder.resolve(site), UPDATES);
        Files.writeString(file, Files.readString(file).replace("file:data/CS1", "file:data/CS1" + OPTIONS));
        return new Program(folder.resolve(site));
    }

    private Map<String, List<String>> views(String site) {
        try (SiteDatabase database =
                SiteDatabase.open("jdbc:hsqldb:file:" + data(site).resolve("CS1"), "sa", "")) {
            return ViewSnapshot.of(database);
        }
    }
}
