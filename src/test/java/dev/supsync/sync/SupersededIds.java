package dev.supsync.sync;

import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the contenders of the benchmark gather of supersedence while they read. */
final class SupersededIds {

    private final Set<UpdateId> superseded = new HashSet<>();
    private final Map<UpdateId, List<UpdateId>> skipped = new HashMap<>();

    void add(UpdateRevision revision, boolean written) {
        List<UpdateId> older = revision.relations().stream()
                .filter(Relation.Supersedes.class::isInstance)
                .map(Relation::target)
                .toList();
        if (written) {
            superseded.addAll(older);
        } else {
            skipped.put(revision.id(), older);
        }
    }

    /** All of them: chains of supersedence pass through what was skipped. */
    Set<UpdateId> all() {
        Deque<UpdateId> open = new ArrayDeque<>(superseded);
        while (!open.isEmpty()) {
            for (UpdateId older : skipped.getOrDefault(open.remove(), List.of())) {
                if (superseded.add(older)) {
                    open.add(older);
                }
            }
        }
        return superseded;
    }
}
