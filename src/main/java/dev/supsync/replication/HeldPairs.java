package dev.supsync.replication;

import dev.supsync.replication.HeldUpdates.Held;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The updates of one site beside those of another: a page of one site's keys at a time, and what the other one holds of
 * them.
 */
final class HeldPairs {

    static final String FLAGS = "flags";

    private final SiteDatabase left;
    private final SiteDatabase right;

    HeldPairs(SiteDatabase left, SiteDatabase right) {
        this.left = left;
        this.right = right;
    }

    /**
     * Gives every update of the left site.
     *
     * @param deep whether to compare all rows, rather than digests
     * @param check runs before each page
     */
    void each(boolean deep, Runnable check, Replicator.PairConsumer consumer) {
        int after = 0;
        while (true) {
            check.run();
            List<Held> page = new ArrayList<>(RecordBatch.SIZE);
            HeldUpdates.after(left, after, RecordBatch.SIZE, page::add);
            if (page.isEmpty()) {
                return;
            }
            after = page.get(page.size() - 1).ciId();
            Map<UUID, Held> others =
                    HeldUpdates.of(right, page.stream().map(Held::id).toList());
            Map<UUID, Set<String>> parts = deep ? parts(page, others) : Map.of();
            for (Held one : page) {
                Held other = others.get(one.id());
                consumer.accept(one, other, other == null ? "update" : differs(one, other, parts.get(one.id())));
            }
        }
    }

    private static String differs(Held one, Held other, @org.jspecify.annotations.Nullable Set<String> parts) {
        Set<String> words = new TreeSet<>();
        if (one.revisionNumber() != other.revisionNumber()) {
            words.add("revision");
        } else if (!one.hasContentOf(other)) {
            words.add("content");
        }
        if (!one.flagsOrNone().equals(other.flagsOrNone())) {
            words.add(FLAGS);
        }
        if (parts != null) {
            words.addAll(parts);
        }
        return String.join(", ", words);
    }

    /** The parts that differ, of updates that both hold. */
    private Map<UUID, Set<String>> parts(List<Held> page, Map<UUID, Held> others) {
        List<Integer> ones = page.stream()
                .filter(h -> others.containsKey(h.id()))
                .map(Held::ciId)
                .toList();
        List<Integer> numbers = others.values().stream().map(Held::ciId).toList();
        Contents mine = Contents.of(new ReplicationSource(left).updates(ones));
        Contents its = Contents.of(new ReplicationSource(right).updates(numbers));
        Map<UUID, Set<String>> parts = new HashMap<>();
        others.keySet().forEach(id -> parts.put(id, mine.differences(its, id)));
        return parts;
    }
}
