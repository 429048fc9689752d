package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.embedded.HsqldbTool;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that writes is killed with SIGKILL at a random moment and run again, and meets another HSQLDB program at a random
 * moment: all ends are those of an undisturbed run.
 */
@Tag("long")
class EveryCommandIT {

    /** In the long build: each scenario seven times. */
    private static final int TRIALS = 7 * Scenario.values().length;

    @TempDir
    static Path folder;

    @Test
    void killedCommandsAreMadeGoodByTheirRepetition() throws Exception {
        Scene scene = new Scene(folder.resolve("killed"));
        Seeds.each(TRIALS, seed -> {
            Random random = new Random(seed);
            Scenario scenario = Scenario.values()[(int) Math.floorMod(seed, (long) Scenario.values().length)];
            var expected = scene.undisturbed(scenario);
            long moment = random.nextLong(scene.duration(scenario));
            Path stage = scene.stage(scenario, "trial-" + seed);
            Program.Running running = new Program(stage).start(scenario.arguments());
            boolean isKilled = running.killAfter(moment);
            String phase = phase(running);
            String what = scenario + (isKilled ? " killed" : " ended") + " after " + moment + " ms of "
                    + scene.duration(scenario) + ", in phase \"" + phase + "\"";
            System.out.println(what);

            Program.Result again = new Program(stage).run(scenario.arguments());
            boolean isWritten = scenario == Scenario.EXPORT && again.err().contains("SUP-7011");
            assertThat(again.exit()).as(what + ": " + again).isEqualTo(isWritten ? 2 : Scene.exit(scenario));
            assertThat(scene.content(scenario, stage)).as(what).isEqualTo(expected);
            assertThat(leftovers(stage)).as(what).isEmpty();
        });
    }

    @Test
    void otherHsqldbProgramsAreKeptOutOrKeepSupsyncOut() throws Exception {
        Scene scene = new Scene(folder.resolve("foreign"));
        Seeds.each(TRIALS / 3, seed -> {
            Random random = new Random(seed);
            Scenario scenario = Scenario.values()[(int) Math.floorMod(seed, (long) Scenario.values().length)];
            var expected = scene.undisturbed(scenario);
            long moment = random.nextLong(scene.duration(scenario));
            Path stage = scene.stage(scenario, "met-" + seed);
            Program.Running running = new Program(stage).start(scenario.arguments());
            boolean isEnded = running.process().waitFor(moment, TimeUnit.MILLISECONDS);
            String database = scenario.sites().get(0);
            try (HsqldbTool tool = HsqldbTool.open(stage.resolve("data").resolve(database))) {
                String what = scenario + " met another program after " + moment + " ms of " + scene.duration(scenario)
                        + ", in phase \"" + phase(running) + "\", which was told: " + tool.answer();
                System.out.println(what);
                Program.Result result = running.waitFor();
                if (!tool.isOpen()) {
                    assertThat(isEnded).as(what).isFalse();
                    assertThat(result.exit()).as(what + ": " + result).isEqualTo(Scene.exit(scenario));
                } else if (result.exit() != Scene.exit(scenario)) {
                    assertThat(result.exit()).as(what + ": " + result).isEqualTo(3);
                    assertThat(result.out() + result.err()).as(what).contains("SUP-4000");
                }
                if (tool.isOpen()) {
                    tool.execute("SHUTDOWN");
                }
                if (result.exit() != Scene.exit(scenario)) {
                    Program.Result again = new Program(stage).run(scenario.arguments());
                    assertThat(again.exit()).as(what + ": " + again).isEqualTo(Scene.exit(scenario));
                }
                assertThat(scene.content(scenario, stage)).as(what).isEqualTo(expected);
            }
        });
    }

    /** The last thing that it said it does. */
    private static String phase(Program.Running running) throws IOException {
        List<String> lines = Files.readAllLines(running.err());
        return lines.isEmpty() ? "before its first line" : lines.get(lines.size() - 1);
    }

    /** Halves of files, beside what the databases themselves keep. */
    private static List<String> leftovers(Path stage) throws IOException {
        try (Stream<Path> files = Files.walk(stage)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> stage.relativize(file).toString())
                    .filter(name -> !name.startsWith("data")
                            && (name.endsWith(".new") || name.endsWith(".data") || name.startsWith("work")))
                    .toList();
        }
    }
}
