package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.embedded.HsqldbTool;
import dev.supsync.testing.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command that writes is killed with SIGKILL at a random moment and run again, and meets another HSQLDB program at a random
 * moment: all ends are those of an undisturbed run.
 */
class EveryCommandIT {

    /** In the long build: each scenario four times. */
    private static final int TRIALS = 4 * Scenario.values().length;

    /** How often a command is killed in a row, at most, before it may come to its end. */
    private static final int IN_A_ROW = 3;

    /** A share of the time that is before anything happens. */
    private static final double SOONEST = 0.02;

    /** Differing rows of a view that a failure shows. */
    private static final int SHOWN = 3;

    private static final int FEW = 200;
    private static final int MANY = 600;

    private static final KillReport REPORT = new KillReport();

    @TempDir
    static Path folder;

    @AfterAll
    static void tell() {
        System.out.println(REPORT);
    }

    /** In every build, for one command, which changes with the commit: it is killed, its repetition as well, and the next one ends. */
    @Test
    void aKilledCommandWhoseRepetitionIsKilledIsMadeGoodByTheNextOne() throws Exception {
        Scene scene = new Scene(folder.resolve("few"), FEW);
        long[] seeds = Seeds.of(3);
        long seed = seeds[seeds.length - 1];
        killed(scene, scenario(seed), seed, moments(new Random(seed), 2));
    }

    @Test
    @Tag("long")
    void killedCommandsAreMadeGoodByTheirRepetition() throws Exception {
        Scene scene = new Scene(folder.resolve("killed"), MANY);
        Seeds.each(TRIALS, seed -> {
            Random random = new Random(seed);
            killed(scene, scenario(seed), seed, moments(random, 1 + random.nextInt(IN_A_ROW)));
        });
    }

    private static List<Double> moments(Random random, int number) {
        return Stream.generate(random::nextDouble).limit(number).toList();
    }

    /** The moments are shares of the time that an undisturbed run takes. */
    private static void killed(Scene scene, Scenario scenario, long seed, List<Double> moments) throws Exception {
        Map<String, List<String>> expected = scene.undisturbed(scenario);
        Path stage = scene.stage(scenario, "killed-" + scenario + "-" + seed);
        List<String> phases = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            boolean isKilled = kill(scene, scenario, stage, moments.get(i), phases);
            double sooner = moments.get(i) / 2;
            while (i == 0
                    && !isKilled
                    && sooner > SOONEST) { // a machine that is less busy by now: once more from the start
                Scene.remove(stage);
                stage = scene.stage(scenario, "killed-" + scenario + "-" + seed);
                phases.clear();
                isKilled = kill(scene, scenario, stage, sooner, phases);
                sooner /= 2;
            }
        }
        String what = scenario + ", seed " + seed + ", stopped at " + phases;

        repeat(stage, scenario, what);
        assertEqual(scene.content(scenario, stage), expected, what);
        assertThat(Traces.leftovers(stage)).as(what).isEmpty();
        REPORT.equal(scenario);
        Scene.remove(stage);
    }

    private static boolean kill(Scene scene, Scenario scenario, Path stage, double moment, List<String> phases)
            throws Exception {
        Program.Running running = Traces.startWithLock(stage, scenario);
        long start = System.nanoTime();
        boolean isKilled = running.killAfter((long) (moment * scene.duration(scenario)));
        if (!isKilled) {
            scene.ended(scenario, (System.nanoTime() - start) / 1_000_000);
        }
        String phase = Traces.phase(running, stage);
        REPORT.kill(scenario, isKilled, phase);
        phases.add(phase);
        return isKilled;
    }

    @Test
    @Tag("long")
    void otherHsqldbProgramsAreKeptOutOrKeepSupsyncOut() throws Exception {
        Scene scene = new Scene(folder.resolve("foreign"), MANY);
        Seeds.each(TRIALS, seed -> meets(scene, scenario(seed), seed));
    }

    private static void meets(Scene scene, Scenario scenario, long seed) throws Exception {
        Map<String, List<String>> expected = scene.undisturbed(scenario);
        Random random = new Random(seed);
        Path stage = scene.stage(scenario, "met-" + seed);
        List<String> databases = scenario.databases();
        Path database = stage.resolve("data").resolve(databases.get(random.nextInt(databases.size())));
        Path script = Path.of(database + ".script");
        boolean isFirst = random.nextInt(3) == 0 && Files.exists(script);
        Program.Running running;
        HsqldbTool tool;
        if (isFirst) {
            tool = HsqldbTool.open(database);
            running = new Program(stage).start(scenario.arguments());
        } else {
            running = Traces.startWithLock(stage, scenario);
            long moment = (long) (random.nextDouble() * scene.duration(scenario));
            running.process().waitFor(moment, TimeUnit.MILLISECONDS);
            while (!Files.exists(script) && !running.process().waitFor(10, TimeUnit.MILLISECONDS)) {
                // what another program makes in its place is refused, rightly
            }
            tool = HsqldbTool.open(database);
        }
        try (tool) {
            String what = scenario + ", seed " + seed + ", met another program at " + database.getFileName() + ", "
                    + Traces.phase(running, stage) + ", which was told: " + tool.answer();
            boolean isOpen = tool.isOpen();
            if (isOpen) {
                tool.execute("CREATE SCHEMA FOREIGN_PROGRAM AUTHORIZATION DBA");
                tool.execute("CREATE TABLE FOREIGN_PROGRAM.NOTES (ID INT)");
                tool.execute("INSERT INTO FOREIGN_PROGRAM.NOTES VALUES (7)");
            }
            Program.Result result = running.waitFor();
            boolean isRefused = (result.out() + result.err()).contains("SUP-4000");
            boolean isLeftOut = result.err().contains("was not synchronized");
            assertThat(isLeftOut && !isOpen).as(what + ": " + result).isFalse();
            if (isRefused) {
                assertThat(isOpen).as(what + ": " + result).isTrue();
                assertThat(result.exit()).as(what + ": " + result).isIn(1, 3);
            } else {
                assertThat(result.exit()).as(what + ": " + result).isEqualTo(scenario.exit());
            }
            if (isOpen) {
                tool.execute("SHUTDOWN");
            }
            if (isOpen) { // the run goes on without a further software update point whose catalog is in use: its
                // repetition does it
                repeat(stage, scenario, what);
            }
            assertEqual(scene.content(scenario, stage), expected, what);
            if (isOpen) {
                assertThat(Scene.ask(database, "SELECT ID FROM FOREIGN_PROGRAM.NOTES"))
                        .as(what)
                        .containsExactly("7");
            }
            REPORT.met(scenario, database.getFileName().toString(), !isOpen, isRefused || isLeftOut);
        }
        Scene.remove(stage);
    }

    /** Runs the command once more, to its end; a package that is written already is not written again. */
    private static void repeat(Path stage, Scenario scenario, String what) throws Exception {
        Program.Result again = new Program(stage).run(scenario.arguments());
        boolean isWritten = scenario == Scenario.EXPORT && again.err().contains("SUP-7011");
        assertThat(again.exit()).as(what + ": " + again).isEqualTo(isWritten ? 2 : scenario.exit());
    }

    private static Scenario scenario(long seed) {
        return Scenario.values()[(int) Math.floorMod(seed, (long) Scenario.values().length)];
    }

    /** View by view, so that a failure tells what differs and no more. */
    private static void assertEqual(Map<String, List<String>> actual, Map<String, List<String>> expected, String what) {
        assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
        expected.forEach((view, rows) -> {
            List<String> lost = new ArrayList<>(rows);
            lost.removeAll(Set.copyOf(actual.get(view)));
            List<String> more = new ArrayList<>(actual.get(view));
            more.removeAll(Set.copyOf(rows));
            assertThat(few(lost))
                    .as("%s: %s lacks these, and has %s", what, view, few(more))
                    .isEmpty();
            assertThat(few(more))
                    .as("%s: %s has these beside what it should", what, view)
                    .isEmpty();
            assertThat(actual.get(view)).as(what).hasSameSizeAs(rows);
        });
    }

    private static List<String> few(List<String> rows) {
        return rows.subList(0, Math.min(rows.size(), SHOWN));
    }
}
