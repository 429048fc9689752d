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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Three days of a catalog, and how a tree of three sites stands after each when nothing disturbs it. */
abstract class HierarchySuite {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static final String OPEN = "SELECT COUNT(*) FROM SUP_RUN WHERE ENDED_AT IS NULL";

    @TempDir
    static Path exports;

    static List<Path> days;
    private static final List<Map<String, List<String>>> undisturbed = new ArrayList<>();
    private static final List<List<String>> revisions = new ArrayList<>();
    static final Set<UpdateId> gone = new HashSet<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void writeDays() throws IOException {
        undisturbed.clear(); // another suite of this process may have filled them
        revisions.clear();
        gone.clear();
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

    /** Nothing is left to be done, and every site is as far as when nothing disturbs it. */
    static void settled(Tree tree, int day, String what) throws IOException {
        until(tree, () -> tree.isAt(day) && tree.isQuiet(Tree.SITES));
        reached(tree, day, what);
    }

    /** A day's metadata has come to every site, and every catalog. */
    static void reached(Tree tree, int day, String what) throws IOException {
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

    static void until(Tree tree, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptions()
                    .until(condition);
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + tree.said(), e);
        }
    }
}
