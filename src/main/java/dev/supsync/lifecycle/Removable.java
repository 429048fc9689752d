package dev.supsync.lifecycle;

import java.util.BitSet;

/**
 * Which updates of a site can be removed: those that may go and that nothing needs that stays. Needing is bundling and
 * requiring, over any number of updates. Updates are known by their local numbers.
 *
 * <p>Made for a million updates: numbers in arrays, and no call is nested deeper with longer chains.
 */
public final class Removable {

    private final BitSet mayGo;
    private final BitSet unlisted;
    private final BitSet kept;
    private final int[] order;

    private Removable(BitSet mayGo, BitSet unlisted, BitSet kept, int[] order) {
        this.mayGo = mayGo;
        this.unlisted = unlisted;
        this.kept = kept;
        this.order = order;
    }

    /** Starts without any update. */
    public static Builder builder() {
        return new Builder();
    }

    /** The local numbers of what goes; what needs others comes before them. */
    public int[] order() {
        return order.clone();
    }

    /** Whether the views do not show it. */
    public boolean isUnlisted(int update) {
        return unlisted.get(update);
    }

    /** How many might go, but are held by something that stays. */
    public int held() {
        BitSet held = (BitSet) mayGo.clone();
        held.and(kept);
        return held.cardinality();
    }

    /** Collects the updates and their needs, in any order. Used once, by one thread. */
    public static final class Builder {

        private final EdgeList needs = new EdgeList();
        private final BitSet stays = new BitSet();
        private final BitSet mayGo = new BitSet();
        private final BitSet unlisted = new BitSet();

        private Builder() {}

        /** A listed update that stays. */
        public Builder stays(int update) {
            stays.set(update);
            return this;
        }

        /** A listed update that goes, unless something that stays needs it. */
        public Builder mayGo(int update) {
            mayGo.set(update);
            return this;
        }

        /** An update that is there only because others need it. */
        public Builder unlisted(int update) {
            unlisted.set(update);
            return this;
        }

        /** One bundles or requires another; both are in the site. */
        public Builder needs(int update, int needed) {
            needs.add(update, needed);
            return this;
        }

        /** Works it out. */
        public Removable build() {
            int nodes = Math.max(stays.length(), Math.max(mayGo.length(), unlisted.length()));
            Adjacency graph = needs.adjacency(nodes);
            int[] path = new int[nodes];
            BitSet kept = (BitSet) stays.clone();
            for (int node = stays.nextSetBit(0); node >= 0; node = stays.nextSetBit(node + 1)) {
                keep(graph, node, kept, path);
            }
            BitSet going = (BitSet) mayGo.clone();
            going.or(unlisted);
            going.andNot(kept);
            return new Removable(mayGo, unlisted, kept, order(graph, going, path));
        }

        private static void keep(Adjacency graph, int start, BitSet kept, int[] open) {
            int size = 0;
            open[size++] = start;
            while (size > 0) {
                int node = open[--size];
                for (int edge = graph.start(node); edge < graph.end(node); edge++) {
                    int target = graph.target(edge);
                    if (!kept.get(target)) {
                        kept.set(target);
                        open[size++] = target;
                    }
                }
            }
        }

        /** Backwards in the order in which a walk leaves the updates: each before what it needs. */
        private static int[] order(Adjacency graph, BitSet going, int[] path) {
            int[] order = new int[going.cardinality()];
            int place = order.length;
            int[] edge = new int[graph.nodes()];
            BitSet seen = new BitSet();
            for (int start = going.previousSetBit(graph.nodes()); start >= 0; start = going.previousSetBit(start - 1)) {
                if (seen.get(start)) {
                    continue;
                }
                int depth = enter(graph, start, seen, edge, path, 0);
                while (depth > 0) {
                    int node = path[depth - 1];
                    if (edge[node] == graph.end(node)) {
                        order[--place] = node;
                        depth--;
                        continue;
                    }
                    int target = graph.target(edge[node]++);
                    if (going.get(target) && !seen.get(target)) {
                        depth = enter(graph, target, seen, edge, path, depth);
                    }
                }
            }
            return order;
        }

        private static int enter(Adjacency graph, int node, BitSet seen, int[] edge, int[] path, int depth) {
            seen.set(node);
            edge[node] = graph.start(node);
            path[depth] = node;
            return depth + 1;
        }
    }
}
