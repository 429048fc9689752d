package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.SiteStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the changes since the last full synchronization bear upon: the changed updates, and what they supersede directly
 * or by chains. What a dropped reference led to counts as changed. So a delta costs as much as what is new, and both
 * flags of an update, superseded and expired by the rule, follow from the same references.
 */
final class Affected {

    /** With more changes than this, walking over the whole site is faster. */
    private static final int MOST = 20_000;

    private final SiteStore store;
    private final Set<UpdateId> changed;
    private @Nullable Chains chains;

    private Affected(SiteStore store, Set<UpdateId> changed) {
        this.store = store;
        this.changed = changed;
    }

    /** Empty if so much has changed that all of the site must be looked at. */
    static Optional<Affected> since(long settledChange, SiteStore store) {
        return store.changedAfter(settledChange, MOST).map(changed -> new Affected(store, changed));
    }

    /**
     * What a run looks at for its flags of supersedence: all of the site unless the run looks at a part of its catalog
     * only.
     */
    static Optional<Affected> by(RunContext context) {
        return context.isPartial() ? since(context.store().state().settledChange(), context.store()) : Optional.empty();
    }

    /** The changed updates that the site holds. */
    List<LifecycleRow> changedRows() {
        return store.lifecycle(changed);
    }

    /** The changed updates that the site holds, and all that they supersede. */
    List<LifecycleRow> rows() {
        return store.lifecycle(chains().older());
    }

    /** Every update that decides about those: they themselves, and all that supersedes them. */
    Set<UpdateId> deciding() {
        return chains().all();
    }

    /** Every reference of supersedence to one of those. */
    void edges(BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        chains().edges().forEach(edge -> newerAndOlder.accept(edge.newer(), edge.older()));
    }

    private record Edge(UpdateId newer, UpdateId older) {}

    private record Chains(Set<UpdateId> older, Set<UpdateId> all, Set<Edge> edges) {}

    private Chains chains() {
        Chains found = chains;
        if (found == null) {
            Set<Edge> edges = new HashSet<>();
            Set<UpdateId> older = new HashSet<>(changed);
            follow(older, Direction.OLDER, edges);
            Set<UpdateId> all = new HashSet<>(older);
            follow(all, Direction.NEWER, edges);
            found = new Chains(older, all, edges);
            chains = found;
        }
        return found;
    }

    private enum Direction {
        OLDER,
        NEWER
    }

    /** Adds to the updates whatever chains lead to. */
    private void follow(Set<UpdateId> ids, Direction direction, Set<Edge> edges) {
        Set<UpdateId> front = ids;
        while (!front.isEmpty()) {
            Set<UpdateId> next = new HashSet<>();
            BiConsumer<UpdateId, UpdateId> edge = (newer, older) -> {
                edges.add(new Edge(newer, older));
                next.add(direction == Direction.OLDER ? older : newer);
            };
            if (direction == Direction.OLDER) {
                store.supersededBy(List.copyOf(front), edge);
            } else {
                store.superseding(List.copyOf(front), edge);
            }
            next.removeAll(ids);
            ids.addAll(next);
            front = next;
        }
    }
}
