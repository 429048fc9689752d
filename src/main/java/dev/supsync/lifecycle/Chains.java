package dev.supsync.lifecycle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Follows the references down from every live node, leaving out those within a component. */
final class Chains {

    private static final int KEPT = 100;

    private final Adjacency graph;
    private final int[] components;
    private final BitSet reached = new BitSet();
    private final List<int[]> ignored = new ArrayList<>();
    private long ignoredCount;

    Chains(Adjacency graph, int[] components, BitSet live) {
        this.graph = graph;
        this.components = components;
        findIgnored();
        follow(live);
    }

    /** The nodes at the end of a chain of at least one reference. */
    BitSet reached() {
        return reached;
    }

    /** The first references within a component: newer and older node. */
    List<int[]> ignored() {
        return ignored;
    }

    long ignoredCount() {
        return ignoredCount;
    }

    private void findIgnored() {
        for (int node = 0; node < graph.nodes(); node++) {
            for (int edge = graph.start(node); edge < graph.end(node); edge++) {
                if (components[node] == components[graph.target(edge)]) {
                    ignoredCount++;
                    if (ignored.size() < KEPT) {
                        ignored.add(new int[] {node, graph.target(edge)});
                    }
                }
            }
        }
    }

    private void follow(BitSet live) {
        int[] open = new int[graph.nodes()];
        int size = 0;
        for (int node = live.nextSetBit(0); node >= 0; node = live.nextSetBit(node + 1)) {
            open[size++] = node;
        }
        while (size > 0) {
            int node = open[--size];
            for (int edge = graph.start(node); edge < graph.end(node); edge++) {
                int target = graph.target(edge);
                if (components[node] != components[target] && !reached.get(target)) {
                    reached.set(target);
                    if (!live.get(target)) {
                        open[size++] = target;
                    }
                }
            }
        }
    }
}
