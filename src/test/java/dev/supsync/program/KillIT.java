package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed with SIGKILL at random moments, from its start to its end, and run again: every site ends as one
 * that was never disturbed.
 */
class KillIT {

    private static final int KILLS = 20;

    @TempDir
    Path folder;

    @Test
    void everyKillEndsInTheSameSite() throws Exception {
        Path export = Sites.export(folder.resolve("export"), 4_000);
        Path calm = site("calm", export);
        long start = System.nanoTime();
        assertThat(sync(calm).exit()).isZero();
        long duration = (System.nanoTime() - start) / 1_000_000;
        Map<String, List<String>> undisturbed = Sites.views(calm);
        assertThat(undisturbed.get("v_UpdateInfo")).hasSizeGreaterThan(1_000);

        long seed = System.nanoTime();
        Random random = new Random(seed);
        int resumed = 0;
        for (int i = 0; i < KILLS; i++) {
            Path killed = site("killed-" + i, export);
            long moment = random.nextLong(duration);
            Program program = new Program(killed);
            program.start("sync", "full", "--format", "json").killAfter(moment);
            Program.Result result = program.run("sync", "full", "--format", "json");
            String what = "seed " + seed + ", killed after " + moment + " ms of " + duration + ": " + result;
            assertThat(result.exit()).as(what).isZero();
            resumed += result.out().contains("\"resumed\":true") ? 1 : 0;
            assertThat(Sites.views(killed)).as(what).isEqualTo(undisturbed);
            assertThat(Sites.number(killed, "SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                    .as(what)
                    .isEqualTo(1);
        }
        assertThat(resumed).as("kills that hit a run, seed " + seed).isPositive();
    }

    private Path site(String name, Path export) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Sites.configuration(site, export);
        return site;
    }

    private static Program.Result sync(Path site) throws IOException, InterruptedException {
        return new Program(site).run("sync", "full", "--format", "json");
    }
}
