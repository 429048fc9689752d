package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** Two processes serve a hierarchy of three sites, and either is killed: what one begins anew ends as if nothing had disturbed it. */
class HierarchyKillIT extends HierarchySuite {

    /** How many random kills in the long build. */
    private static final int KILLS = 30;

    /** Milliseconds over which they are spread: from the start of the processes, and from a later day's request. */
    private static final int FIRST_DAY = 15_000;

    private static final int OTHER_DAY = 8_000;

    private static final String CATALOG_ROW = "UPDATE dbo.SUP_CATALOG SET TOKEN = TOKEN WHERE ID = 1";
    private static final String SITE_ROW = "UPDATE SUP_SITE SET SITE_ID = SITE_ID WHERE SITE_ID = 1";
    private static final String HELD = "SELECT COUNT(*) FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 1";
    private static final String SERVED = "SELECT COUNT(*) FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 2";
    private static final String SUCCEEDED = "SELECT COUNT(*) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED'";

    @Test
    void killedWhileACommitWaits() throws Exception {
        try (Tree tree = new Tree(folder, days.get(0), "")) {
            Program.Running child = tree.startChild();
            until(tree, () -> tree.number("PS1", SERVED) == 1 && tree.number("SS1", SERVED) == 1);
            Program.Running parent = tree.startParent();
            whileLocked(tree, "PS1", SITE_ROW, () -> {
                until(tree, () -> tree.number("CS1", SUCCEEDED) == 1 && tree.number("PS1", HELD) == 1);
                Services.kill(parent);
            });
            assertThat(tree.number("PS1", "SELECT COUNT(*) FROM SUP_UPDATE"))
                    .as("killed in the middle of the first page")
                    .isZero();
            Program.Running second = tree.startParent();
            settled(tree, 1, "first day");

            tree.show(days.get(1));
            tree.request();
            until(tree, () -> tree.number("CS1", OPEN) == 1 && last(tree, "CS1") == 6705);
            whileLocked(tree, "CS1", SITE_ROW, () -> {
                assertThat(tree.number("CS1", OPEN)).as("it is in its middle").isEqualTo(1);
                Services.kill(second);
            });
            whileLocked(tree, "W2", CATALOG_ROW, () -> {
                tree.startParent();
                until(tree, () -> tree.number("PS1", OPEN) == 1 && last(tree, "PS1") == 6704);
                Services.kill(child);
            });
            whileLocked(tree, "SS1", SITE_ROW, () -> {
                Program.Running next = tree.startChild();
                until(tree, () -> tree.number("PS1", SUCCEEDED) == 2 && tree.number("SS1", HELD) == 1);
                Services.kill(next);
            });
            tree.startChild();
            settled(tree, 2, "second day");
        }
    }

    private static int last(Tree tree, String site) {
        List<Integer> messages = tree.messages(site);
        return messages.get(messages.size() - 1);
    }

    @Test
    void killedAtAnyMoment() throws Exception {
        long[] seeds = Seeds.of(KILLS);
        for (int from = 0; from < seeds.length; from += days.size()) {
            long[] ofThisTree = Arrays.copyOfRange(seeds, from, Math.min(seeds.length, from + days.size()));
            killOnEachDay(folder.resolve("tree-" + from), ofThisTree);
        }
    }

    /** Each day of one tree has a kill, and a seed for it. */
    private static void killOnEachDay(Path place, long[] seeds) throws Exception {
        List<String> kills = new ArrayList<>();
        try (Tree tree = new Tree(place, days.get(0), "")) {
            Program.Running[] both = {tree.startParent(), tree.startChild()};
            for (int day = 1; day <= seeds.length; day++) {
                if (day > 1) {
                    tree.show(days.get(day - 1));
                    tree.request();
                }
                SplittableRandom random = new SplittableRandom(seeds[day - 1]);
                int victim = random.nextInt(2);
                int moment = random.nextInt(day == 1 ? FIRST_DAY : OTHER_DAY);
                kills.add((victim == 0 ? "parent" : "child") + " after " + moment + " ms of day " + day);
                both[victim].killAfter(moment);
                both[victim] = victim == 0 ? tree.startParent() : tree.startChild();
                settled(
                        tree,
                        day,
                        "-Dsupsync.seeds=" + Arrays.toString(seeds).replaceAll("[\\[ \\]]", "") + ": " + kills);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Works while whoever changes this row has to wait. */
    private static void whileLocked(Tree tree, String name, String lock, Work work) {
        SiteDatabase database = tree.database(name);
        new TransactionTemplate(database.transactionManager()).executeWithoutResult(status -> {
            database.jdbc().update(lock);
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
