package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Two processes serve a hierarchy of three sites, each with its own database: what the central site synchronizes reaches the
 * secondary site below its child, without anybody's help.
 */
class HierarchyIT extends HierarchySuite {

    @Test
    void theNightlyRunReachesTheChildsChild() throws Exception {
        try (Tree tree = new Tree(folder, days.get(0), "  cleanup: {after: 0d}\n")) {
            tree.job("nightly.yml", "full-sync", "{cron: \"*/5 * * * * *\"}");
            Program.Running child = tree.startChild();
            Program.Running parent = tree.startParent();
            for (int day = 1; day <= days.size(); day++) {
                tree.show(days.get(day - 1));
                reached(tree, day, "nightly");
            }
            assertThat(held(tree, "SS1")).as("expired, and still there").isPositive();
            assertThat(Services.stop(parent)).satisfies(HierarchyIT::endedWell);

            tree.job("cleanup.yml", "cleanup", "{every: 1h}");
            parent = tree.startParent();
            until(tree, () -> held(tree, "CS1") == 0);
            until(tree, () -> held(tree, "SS1") == 0);
            assertThat(Services.stop(parent)).satisfies(HierarchyIT::endedWell);
            until(tree, () -> tree.isQuiet(List.of("PS1", "SS1")));
            assertThat(Services.stop(child)).satisfies(HierarchyIT::endedWell);
            assertThat(tree.views("PS1")).isEqualTo(tree.views("CS1"));
            assertThat(tree.views("SS1")).isEqualTo(tree.views("CS1"));
            assertThat(runs(tree, "CS1")).contains("6701 6704 6705 6702");
            assertThat(runs(tree, "PS1")).containsOnly("6701 6704 6702");
            assertThat(runs(tree, "SS1")).containsOnly("6701 6704 6702");
        }
    }

    @Test
    void whatWasAskedToStopGoesOn() throws Exception {
        try (Tree tree = new Tree(folder, days.get(0), "")) {
            Program.Running child = tree.startChild();
            Program.Running parent = tree.startParent();
            until(tree, () -> tree.number("CS1", OPEN) == 1);
            assertThat(Services.stop(parent)).satisfies(HierarchyIT::endedWell);
            tree.startParent();
            until(tree, () -> tree.number("PS1", OPEN) == 1);
            assertThat(Services.stop(child)).satisfies(HierarchyIT::endedWell);
            tree.startChild();
            settled(tree, 1, "stopped");
        }
    }

    private static void endedWell(Program.Result result) {
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    /** How many of the updates that are gone a site holds. */
    private static long held(Tree tree, String site) {
        return gone.stream()
                .mapToLong(id -> tree.number(site, "SELECT COUNT(*) FROM SUP_UPDATE WHERE UPDATE_ID = '" + id + "'"))
                .sum();
    }

    /** The messages of each run, which begins with 6701. */
    private static List<String> runs(Tree tree, String site) {
        String all = tree.messages(site).stream().map(String::valueOf).collect(Collectors.joining(" "));
        return List.of(all.split(" (?=6701)", -1));
    }
}
