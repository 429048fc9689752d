package dev.supsync.lifecycle;

import dev.supsync.metadata.UpdateId;
import java.util.BitSet;
import java.util.List;

/**
 * Which updates are superseded: those to which a chain of supersedence leads from another update that is live. A chain
 * passes through any update, live or not, held or not. References of an update to itself and within a cycle are
 * ignored and reported.
 *
 * <p>Made for a million updates: it holds numbers in arrays, and no call is nested deeper with longer chains.
 */
public final class SupersedenceGraph {

    private final IdNumbers numbers;
    private final BitSet superseded;
    private final List<Edge> ignored;
    private final long ignoredCount;

    private SupersedenceGraph(IdNumbers numbers, BitSet superseded, List<Edge> ignored, long ignoredCount) {
        this.numbers = numbers;
        this.superseded = superseded;
        this.ignored = List.copyOf(ignored);
        this.ignoredCount = ignoredCount;
    }

    /** A reference: the newer update supersedes the older one. */
    public record Edge(UpdateId newer, UpdateId older) {}

    /** Starts an empty graph. */
    public static Builder builder() {
        return new Builder();
    }

    /** Whether a live update supersedes this one, directly or by a chain. */
    public boolean isSuperseded(UpdateId id) {
        int node = numbers.find(id);
        return node >= 0 && superseded.get(node);
    }

    /** How many updates are superseded, among them those that the site does not hold. */
    public int supersededCount() {
        return superseded.cardinality();
    }

    /** The references that were ignored because they are part of a cycle: the first hundred. */
    public List<Edge> ignored() {
        return ignored;
    }

    /** How many references were ignored. */
    public long ignoredCount() {
        return ignoredCount;
    }

    /** Collects the edges and the live updates, in any order. Used once, by one thread. */
    public static final class Builder {

        private final IdNumbers numbers = new IdNumbers();
        private final EdgeList edges = new EdgeList();
        private final BitSet live = new BitSet();

        private Builder() {}

        /** The newer update supersedes the older one. Neither need be in the site. */
        public Builder edge(UpdateId newer, UpdateId older) {
            edges.add(numbers.number(newer), numbers.number(older));
            return this;
        }

        /** The site holds this update, and it has no reason of expiry but the rule. */
        public Builder live(UpdateId id) {
            live.set(numbers.number(id));
            return this;
        }

        /** Works out what is superseded. */
        public SupersedenceGraph build() {
            Adjacency graph = edges.adjacency(numbers.size());
            int[] components = new Components(graph).find();
            Chains chains = new Chains(graph, components, live);
            List<Edge> ignored = chains.ignored().stream()
                    .map(edge -> new Edge(numbers.id(edge[0]), numbers.id(edge[1])))
                    .toList();
            return new SupersedenceGraph(numbers, chains.reached(), ignored, chains.ignoredCount());
        }
    }
}
