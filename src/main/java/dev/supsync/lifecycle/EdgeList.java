package dev.supsync.lifecycle;

import java.util.Arrays;

/** The edges as they come; eight bytes for each. */
final class EdgeList {

    private int[] newer = new int[1 << 10];
    private int[] older = new int[1 << 10];
    private int size;

    void add(int newerNode, int olderNode) {
        if (size == newer.length) {
            int length = Math.addExact(size, size >> 1);
            newer = Arrays.copyOf(newer, length);
            older = Arrays.copyOf(older, length);
        }
        newer[size] = newerNode;
        older[size++] = olderNode;
    }

    /** Orders the edges by their newer end and lets go of the list. */
    Adjacency adjacency(int nodes) {
        int[] starts = new int[nodes + 1];
        for (int i = 0; i < size; i++) {
            starts[newer[i] + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            starts[node + 1] += starts[node];
        }
        int[] targets = new int[size];
        int[] next = Arrays.copyOf(starts, nodes);
        for (int i = 0; i < size; i++) {
            targets[next[newer[i]]++] = older[i];
        }
        newer = new int[1];
        older = new int[1];
        size = 0;
        return new Adjacency(starts, targets);
    }
}
