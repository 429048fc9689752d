package dev.supsync.lifecycle;

/** For every node, what it supersedes: the targets from its start up to the start of the next node. */
final class Adjacency {

    private final int[] starts;
    private final int[] targets;

    Adjacency(int[] starts, int[] targets) {
        this.starts = starts;
        this.targets = targets;
    }

    int nodes() {
        return starts.length - 1;
    }

    int start(int node) {
        return starts[node];
    }

    int end(int node) {
        return starts[node + 1];
    }

    int target(int edge) {
        return targets[edge];
    }
}
