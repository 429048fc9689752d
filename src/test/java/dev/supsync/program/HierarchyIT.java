package dev.supsync.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.samples.SampleCatalog;
import dev.supsync.samples.SampleSize;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two processes serve a hierarchy of three sites, each with its own database: what the central site synchronizes reaches the
 * secondary site below its child, without anybody's help; also when either process is killed and started again.
 */
class HierarchyIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
    private static final String OPEN = "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL";

    @TempDir
    static Path exports;

    private static List<Path> days;
    private static final List<Map<String, List<String>>> undisturbed = new ArrayList<>();
    private static final List<List<String>> revisions = new ArrayList<>();
    private static final Set<UpdateId> gone = new HashSet<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void writeDays() throws IOException {
        SampleCatalog first = SampleCatalog.of(new SampleSize(600, 3, 30, 400), 11);
        SampleCatalog second = first.nextDay();
        List<UpdateRevision> third = quietDay(second);
        days = List.of(
                first.export().writeCabinet(exports.resolve("day-1.cab"), first),
                second.export().writeCabinet(exports.resolve("day-2.cab"), second),
                second.export().writeCabinet(exports.resolve("day-3.cab"), third));
        try (Tree tree = new Tree(exports.resolve("undisturbed"), days.get(0), "")) {
            for (Path day : days) {
                tree.show(day);
                tree.synchronize();
                undisturbed.add(tree.views("CS1"));
                revisions.add(tree.revisions("W1"));
                assertThat(tree.views("PS1")).isEqualTo(tree.views("CS1"));
            }
        }
        assertThat(undisturbed.get(0).get("v_UpdateInfo")).hasSizeGreaterThan(200);
        assertThat(undisturbed.get(1)).isNotEqualTo(undisturbed.get(0));
        assertThat(undisturbed.get(2)).isNotEqualTo(undisturbed.get(1));
    }

    /** Three updates that nothing refers to are gone, and a fourth is revised. */
    private static List<UpdateRevision> quietDay(Iterable<UpdateRevision> before) {
        List<UpdateRevision> all = new ArrayList<>();
        before.forEach(all::add);
        Set<UpdateId> referred = all.stream()
                .flatMap(revision -> revision.relations().stream())
                .map(Relation::target)
                .collect(Collectors.toSet());
        List<UpdateRevision> lonely = all.stream()
                .filter(revision -> revision.properties().explicitlyDeployable())
                .filter(revision -> revision.properties().publicationState() == PublicationState.PUBLISHED)
                .filter(revision -> !referred.contains(revision.id()))
                .limit(4)
                .toList();
        UpdateRevision old = lonely.get(3);
        all.replaceAll(revision -> revision == old
                ? new UpdateRevision(
                        new RevisionKey(old.id(), old.key().revisionNumber() + 1),
                        old.properties(),
                        old.texts(),
                        old.relations(),
                        old.files(),
                        old.drivers(),
                        null)
                : revision);
        lonely.stream().limit(3).map(UpdateRevision::id).forEach(gone::add);
        all.removeIf(revision -> gone.contains(revision.id()));
        return all;
    }

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
            assertThat(stop(parent)).satisfies(HierarchyIT::endedWell);

            tree.job("cleanup.yml", "cleanup", "{every: 1h}");
            parent = tree.startParent();
            until(tree, () -> held(tree, "CS1") == 0);
            until(tree, () -> held(tree, "SS1") == 0);
            assertThat(stop(parent)).satisfies(HierarchyIT::endedWell);
            until(tree, () -> tree.isQuiet(List.of("PS1", "SS1")));
            assertThat(stop(child)).satisfies(HierarchyIT::endedWell);
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
            assertThat(stop(parent)).satisfies(HierarchyIT::endedWell);
            tree.startParent();
            until(tree, () -> tree.number("PS1", OPEN) == 1);
            assertThat(stop(child)).satisfies(HierarchyIT::endedWell);
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

    @Test
    void killedWhileACommitWaits() throws Exception {
        try (Tree tree = new Tree(folder, days.get(0), "")) {
            Program.Running child = tree.startChild();
            until(tree, () -> tree.number("PS1", SERVED) == 1 && tree.number("SS1", SERVED) == 1);
            Program.Running parent = tree.startParent();
            whileLocked(tree, "PS1", SITE_ROW, () -> {
                until(tree, () -> tree.number("CS1", SUCCEEDED) == 1 && tree.number("PS1", HELD) == 1);
                kill(parent);
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
                kill(second);
            });
            whileLocked(tree, "W2", CATALOG_ROW, () -> {
                tree.startParent();
                until(tree, () -> tree.number("PS1", OPEN) == 1 && last(tree, "PS1") == 6704);
                kill(child);
            });
            whileLocked(tree, "SS1", SITE_ROW, () -> {
                Program.Running next = tree.startChild();
                until(tree, () -> tree.number("PS1", SUCCEEDED) == 2 && tree.number("SS1", HELD) == 1);
                kill(next);
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

    /** Nothing is left to be done, and every site is as far as when nothing disturbs it. */
    private static void settled(Tree tree, int day, String what) throws IOException {
        until(tree, () -> tree.isAt(day) && tree.isQuiet(Tree.SITES));
        reached(tree, day, what);
    }

    /** A day's metadata has come to every site, and every catalog. */
    private static void reached(Tree tree, int day, String what) throws IOException {
        until(tree, () -> tree.isAt(day));
        for (String site : Tree.SITES) {
            assertThat(tree.views(site))
                    .as("%s: %s on day %s%s", what, site, day, tree.said())
                    .isEqualTo(undisturbed.get(day - 1));
        }
        for (String catalog : Tree.CATALOGS) {
            assertThat(tree.revisions(catalog))
                    .as("%s: %s on day %s%s", what, catalog, day, tree.said())
                    .isEqualTo(revisions.get(day - 1));
        }
    }

    private static void until(Tree tree, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(condition);
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + tree.said(), e);
        }
    }

    private static void kill(Program.Running service) throws InterruptedException {
        service.process().destroyForcibly().waitFor();
    }

    /** Exit status 0 says that it ended in time: after 25 seconds it ends itself, with another one. */
    private static Program.Result stop(Program.Running service) throws Exception {
        service.process().toHandle().destroy();
        return service.waitFor();
    }
}
