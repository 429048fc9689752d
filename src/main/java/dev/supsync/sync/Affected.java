package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.lifecycle.SupersedenceGraph;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.SiteStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What the changes since the last full synchronization bear upon: the changed updates, and what they supersede directly
 * or by chains. So a delta costs as much as what is new.
 */
final class Affected {

    /** With more changes than this, walking over the whole site is faster. */
    private static final int MOST = 20_000;

    private final SiteStore store;
    private final Set<UpdateId> changed;

    private Affected(SiteStore store, Set<UpdateId> changed) {
        this.store = store;
        this.changed = changed;
    }

    /** Empty if so much has changed that all of the site must be looked at. */
    static Optional<Affected> since(long settledChange, SiteStore store) {
        return store.changedAfter(settledChange, MOST).map(changed -> new Affected(store, changed));
    }

    /** The changed updates that the site holds. */
    List<LifecycleRow> changedRows() {
        return store.lifecycle(changed);
    }

    /**
     * The changed updates and all that they supersede.
     *
     * @param graph receives all that decides whether they are superseded
     */
    List<LifecycleRow> supersededRows(SupersedenceGraph.Builder graph) {
        Set<UpdateId> older = new HashSet<>(changed);
        follow(older, Direction.OLDER, graph);
        Set<UpdateId> all = new HashSet<>(older);
        follow(all, Direction.NEWER, graph);
        for (LifecycleRow row : store.lifecycle(all)) {
            if (row.listed() && new ExpiryReasons(row.reasons()).isLive()) {
                graph.live(row.id());
            }
        }
        return store.lifecycle(older);
    }

    private enum Direction {
        OLDER,
        NEWER
    }

    /** Adds to the updates whatever chains lead to. */
    private void follow(Set<UpdateId> ids, Direction direction, SupersedenceGraph.Builder graph) {
        Set<UpdateId> front = ids;
        while (!front.isEmpty()) {
            Set<UpdateId> next = new HashSet<>();
            BiConsumer<UpdateId, UpdateId> edge = (newer, older) -> {
                graph.edge(newer, older);
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
