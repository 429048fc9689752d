package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed with SIGKILL at random moments, from its start to its end, and run again: every site ends as one
 * that was never disturbed.
 */
class KillIT {

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

        Seeds.each(20, seed -> {
            double moment = new SplittableRandom(seed).nextDouble();
            isResumedAfterAKill(
                    site("seed-" + seed, export),
                    running -> running.killAfter((long) (moment * duration)),
                    undisturbed);
        });
        // few kills may miss the run, which is a part only of the process's life
        assertThat(isResumedAfterAKill(site("in-its-middle", export), KillIT::killWhileUpdatesAreWritten, undisturbed))
                .as("a kill that hits the run")
                .isTrue();
    }

    private interface Kill {
        void of(Program.Running running) throws Exception;
    }

    /** As soon as it says that it has come to them: there are thousands. */
    private static void killWhileUpdatesAreWritten(Program.Running running) {
        Services.until(running, () -> Services.said(running, "synchronizing updates"));
        Services.kill(running);
    }

    private static boolean isResumedAfterAKill(Path site, Kill kill, Map<String, List<String>> undisturbed)
            throws Exception {
        Program program = new Program(site);
        Program.Running running = program.start("sync", "full", "--format", "json");
        kill.of(running);
        Program.Result result = program.run("sync", "full", "--format", "json");
        String what = site.getFileName() + ", killed: " + result;
        assertThat(result.exit()).as(what).isZero();
        assertThat(Sites.views(site)).as(what).isEqualTo(undisturbed);
        assertThat(Sites.number(site, "SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                .as(what)
                .isEqualTo(1);
        return result.out().contains("\"resumed\":true");
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
