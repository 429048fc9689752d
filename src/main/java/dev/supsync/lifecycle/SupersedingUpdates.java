package dev.supsync.lifecycle;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * Since when updates are superseded, and whether by more than service packs: as {@link SupersedenceGraph}, by a chain
 * from a live update. What counts for the date is what the site holds with no
 * reason of expiry but the rule, and what a cleanup removed for the rule alone: so neither the rule nor the cleanup
 * moves a date.
 *
 * <p>If nothing that counts supersedes an update directly, the nearest ones do whose chain passes through what does not
 * count (expired by another reason, skipped, not in the site). References within a cycle are ignored.
 *
 * <p>Made for a million updates, as {@link SupersedenceGraph}.
 */
public final class SupersedingUpdates {

    private static final long NONE = Long.MAX_VALUE;

    private final IdNumbers numbers;
    private final long[] since;
    private final BitSet otherThanServicePacks;

    private SupersedingUpdates(IdNumbers numbers, long[] since, BitSet otherThanServicePacks) {
        this.numbers = numbers;
        this.since = since;
        this.otherThanServicePacks = otherThanServicePacks;
    }

    /** Starts without any update. */
    public static Builder builder() {
        return new Builder();
    }

    /** What supersedes an update; empty if nothing does. */
    public Optional<Superseding> of(UpdateId id) {
        int node = numbers.find(id);
        return node < 0 || since[node] == NONE
                ? Optional.empty()
                : Optional.of(new Superseding(Instant.ofEpochMilli(since[node]), !otherThanServicePacks.get(node)));
    }

    /** Collects references and updates, in any order. Used once, by one thread. */
    public static final class Builder {

        private final IdNumbers numbers = new IdNumbers();
        private final EdgeList edges = new EdgeList();
        private final BitSet servicePacks = new BitSet();
        private final BitSet live = new BitSet();
        private long[] created = new long[0];

        private Builder() {}

        /** The newer update supersedes the older one. */
        public Builder edge(UpdateId newer, UpdateId older) {
            edges.add(numbers.number(newer), numbers.number(older));
            return this;
        }

        /** An update that the site holds with no reason of expiry but the rule, and the creation date of its revision. */
        public Builder live(UpdateId id, Instant creation) {
            live.set(count(id, creation));
            return this;
        }

        /** An update that a cleanup removed for the rule alone, and the creation date of its revision. */
        public Builder removed(UpdateId id, Instant creation) {
            count(id, creation);
            return this;
        }

        private int count(UpdateId id, Instant creation) {
            int node = numbers.number(id);
            if (node >= created.length) {
                int length = Math.max(1 << 10, Math.max(node + 1, created.length + (created.length >> 1)));
                int before = created.length;
                created = Arrays.copyOf(created, length);
                Arrays.fill(created, before, length, NONE);
            }
            created[node] = creation.toEpochMilli();
            return node;
        }

        /** An update is a service pack, whether or not it counts. */
        public Builder servicePack(UpdateId id) {
            servicePacks.set(numbers.number(id));
            return this;
        }

        /** Works it out. */
        public SupersedingUpdates build() {
            int nodes = numbers.size();
            int before = created.length;
            created = Arrays.copyOf(created, nodes);
            if (before < nodes) {
                Arrays.fill(created, before, nodes, NONE);
            }
            Adjacency graph = edges.adjacency(nodes);
            Dates dates = new Dates(graph, new Components(graph).find(), created, live, servicePacks);
            return new SupersedingUpdates(numbers, dates.since(), dates.otherThanServicePacks());
        }
    }

    /** Goes over the updates from the newest to the oldest: each is done before what it supersedes. */
    private static final class Dates {

        private final long[] direct;
        /** The oldest of the nearest at the beginning of a chain through what does not count. */
        private final long[] nearest;

        private final BitSet other = new BitSet();
        /** What a chain from a live update leads to. */
        private final BitSet superseded = new BitSet();

        Dates(Adjacency graph, int[] components, long[] created, BitSet live, BitSet servicePacks) {
            int nodes = graph.nodes();
            direct = new long[nodes];
            nearest = new long[nodes];
            Arrays.fill(direct, NONE);
            Arrays.fill(nearest, NONE);
            for (int node : newestFirst(components)) {
                boolean counts = created[node] != NONE;
                boolean supersedes = live.get(node) || superseded.get(node);
                boolean passesOther = !servicePacks.get(node) && (counts || other.get(node));
                for (int edge = graph.start(node); edge < graph.end(node); edge++) {
                    int target = graph.target(edge);
                    if (components[node] == components[target]) {
                        continue;
                    }
                    if (counts) {
                        direct[target] = Math.min(direct[target], created[node]);
                    } else {
                        // what is farther away than the nearest does not count here either
                        nearest[target] =
                                Math.min(nearest[target], direct[node] == NONE ? nearest[node] : direct[node]);
                    }
                    if (passesOther) {
                        other.set(target);
                    }
                    if (supersedes) {
                        superseded.set(target);
                    }
                }
            }
        }

        long[] since() {
            for (int node = 0; node < direct.length; node++) {
                if (!superseded.get(node)) {
                    direct[node] = NONE;
                } else if (direct[node] == NONE) {
                    direct[node] = nearest[node];
                }
            }
            return direct;
        }

        BitSet otherThanServicePacks() {
            return other;
        }

        /** Components are numbered from the oldest on: one is complete when all that it leads to are. */
        private static int[] newestFirst(int[] components) {
            int highest = Arrays.stream(components).max().orElse(0);
            int[] starts = new int[highest + 2];
            for (int component : components) {
                starts[highest - component + 1]++;
            }
            for (int i = 1; i < starts.length; i++) {
                starts[i] += starts[i - 1];
            }
            int[] order = new int[components.length];
            for (int node = 0; node < components.length; node++) {
                order[starts[highest - components[node]]++] = node;
            }
            return order;
        }
    }
}
