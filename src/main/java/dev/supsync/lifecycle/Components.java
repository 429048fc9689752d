package dev.supsync.lifecycle;

import java.util.BitSet;

/**
 * Finds the strongly connected components: the sets of nodes that reach each other. Tarjan's algorithm with its stack
 * in an array, since a chain may be a million nodes long.
 */
final class Components {

    private final Adjacency graph;
    /** The component of a node once it is known, from 1 on; before that 0. */
    private final int[] component;
    /** When a node was first seen, from 1 on, lowered to the earliest that it reaches; 0 is unseen. */
    private final int[] low;
    /** The nodes seen whose component is not known yet. */
    private final int[] open;
    /** The path from the start to the node at hand, and the next edge to follow from each. */
    private final int[] path;

    private final int[] edge;
    /** The nodes that reach one seen earlier, so that they are not the first of their component. */
    private final BitSet lowered = new BitSet();

    private int opened;
    private int depth;
    private int seen;
    private int components;

    Components(Adjacency graph) {
        this.graph = graph;
        this.component = new int[graph.nodes()];
        this.low = new int[graph.nodes()];
        this.open = new int[graph.nodes()];
        this.path = new int[graph.nodes()];
        this.edge = new int[graph.nodes()];
    }

    /** For every node the number of its component. */
    int[] find() {
        for (int node = 0; node < graph.nodes(); node++) {
            if (low[node] == 0) {
                walk(node);
            }
        }
        return component;
    }

    private void walk(int start) {
        enter(start);
        while (depth > 0) {
            int node = path[depth - 1];
            if (edge[node] < graph.end(node)) {
                int target = graph.target(edge[node]++);
                if (low[target] == 0) {
                    enter(target);
                } else if (component[target] == 0) {
                    lower(node, target);
                }
            } else {
                leave(node);
            }
        }
    }

    private void enter(int node) {
        low[node] = ++seen;
        edge[node] = graph.start(node);
        open[opened++] = node;
        path[depth++] = node;
    }

    private void leave(int node) {
        depth--;
        if (lowered.get(node)) {
            lower(path[depth - 1], node);
            return;
        }
        components++;
        int member;
        do {
            member = open[--opened];
            component[member] = components;
        } while (member != node);
    }

    private void lower(int node, int target) {
        if (low[target] < low[node]) {
            low[node] = low[target];
            lowered.set(node);
        }
    }
}
