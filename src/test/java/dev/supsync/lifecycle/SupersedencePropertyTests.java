package dev.supsync.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lifecycle.SupersedenceGraph.Builder;
import dev.supsync.lifecycle.SupersedenceGraph.Edge;
import dev.supsync.metadata.UpdateId;
import dev.supsync.testing.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Holds the graph against the words of its definition, on random graphs. */
class SupersedencePropertyTests {

    @Test
    void agreesWithTheDefinition() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 1_000; round++) {
                int nodes = 1 + random.nextInt(12);
                List<Edge> edges = new ArrayList<>();
                for (int i = random.nextInt(2 * nodes); i > 0; i--) {
                    edges.add(new Edge(id(random.nextInt(nodes)), id(random.nextInt(nodes))));
                }
                Set<UpdateId> live = new HashSet<>();
                for (int i = 0; i < nodes; i++) {
                    if (random.nextInt(3) == 0) {
                        live.add(id(i));
                    }
                }
                check(round, nodes, edges, live);
            }
        });
    }

    @Test
    void doesNotDependOnTheOrder() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            for (int round = 0; round < 67; round++) {
                List<Edge> edges = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    edges.add(new Edge(id(random.nextInt(40)), id(random.nextInt(40))));
                }
                Set<UpdateId> live = Set.of(id(1), id(2), id(3), id(4), id(5));
                SupersedenceGraph straight = build(edges, live);
                Collections.shuffle(edges, random);
                SupersedenceGraph shuffled = build(edges, live);
                for (int i = 0; i < 40; i++) {
                    assertThat(shuffled.isSuperseded(id(i))).isEqualTo(straight.isSuperseded(id(i)));
                }
                assertThat(Set.copyOf(shuffled.ignored())).isEqualTo(Set.copyOf(straight.ignored()));
            }
        });
    }

    private static void check(int round, int nodes, List<Edge> edges, Set<UpdateId> live) {
        List<Edge> inCycles = edges.stream()
                .filter(edge -> reach(edge.older(), edges).contains(edge.newer())
                        || edge.older().equals(edge.newer()))
                .toList();
        List<Edge> kept = new ArrayList<>(edges);
        kept.removeAll(inCycles);
        Set<UpdateId> expected = new HashSet<>();
        live.forEach(id -> expected.addAll(reach(id, kept)));

        SupersedenceGraph graph = build(edges, live);
        for (int i = 0; i < nodes; i++) {
            assertThat(graph.isSuperseded(id(i)))
                    .as("round %d, update %d", round, i)
                    .isEqualTo(expected.contains(id(i)));
        }
        assertThat(graph.supersededCount()).as("round %d", round).isEqualTo(expected.size());
        assertThat(graph.ignored()).as("round %d", round).containsExactlyInAnyOrderElementsOf(inCycles);
        assertThat(graph.ignoredCount()).isEqualTo(inCycles.size());
    }

    /** Everything at the end of a chain of at least one edge. */
    private static Set<UpdateId> reach(UpdateId from, List<Edge> edges) {
        Set<UpdateId> reached = new HashSet<>();
        Deque<UpdateId> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            UpdateId id = open.remove();
            for (Edge edge : edges) {
                if (edge.newer().equals(id) && reached.add(edge.older())) {
                    open.add(edge.older());
                }
            }
        }
        return reached;
    }

    private static SupersedenceGraph build(List<Edge> edges, Set<UpdateId> live) {
        Builder builder = SupersedenceGraph.builder();
        live.forEach(builder::live);
        edges.forEach(edge -> builder.edge(edge.newer(), edge.older()));
        return builder.build();
    }

    private static UpdateId id(int number) {
        return new UpdateId(new UUID(0, number));
    }
}
