package dev.supsync.offline;

import dev.supsync.metadata.UpdateType;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * In which order the documents of updates are written: detectoids first, and each update after what it bundles and
 * requires, as WSUS imports them. Plain arrays of local numbers, whatever the size of the site.
 */
final class DocumentOrder {

    private static final String UPDATES =
            "SELECT CI_ID, UPDATE_TYPE FROM SUP_UPDATE WHERE CHANGE_NUMBER > ? AND CHANGE_NUMBER <= ? ORDER BY CI_ID";

    private static final String EDGES =
            """
            SELECT r.CI_ID, t.CI_ID
            FROM SUP_UPDATE u
            JOIN SUP_UPDATE_RELATION r ON r.CI_ID = u.CI_ID
            JOIN SUP_UPDATE t ON t.UPDATE_ID = r.TARGET_ID
            WHERE u.CHANGE_NUMBER > ? AND u.CHANGE_NUMBER <= ? AND r.RELATION_TYPE IN (1, 2)""";

    private final SiteDatabase database;
    private final IntList numbers = new IntList();
    private final BitSet detectoids = new BitSet();
    /** From an update to what it needs, as places in {@link #numbers}. */
    private final IntList from = new IntList();

    private final IntList to = new IntList();

    private DocumentOrder(SiteDatabase database) {
        this.database = database;
    }

    /**
     * The local numbers of updates, in their order.
     *
     * @param detectoids how many of the first ones are detectoids
     */
    record Order(IntList numbers, int detectoids) {}

    /** The updates that changed after one change number and not after another. */
    static Order of(SiteDatabase database, long after, long upTo) {
        DocumentOrder order = new DocumentOrder(database);
        order.read(after, upTo);
        return order.sorted();
    }

    private void read(long after, long upTo) {
        database.each(
                UPDATES,
                row -> {
                    detectoids.set(numbers.size(), UpdateType.parse(row.getString(2)) == UpdateType.DETECTOID);
                    numbers.add(row.getInt(1));
                },
                after,
                upTo);
        database.each(
                EDGES,
                row -> {
                    int source = numbers.find(row.getInt(1));
                    int target = numbers.find(row.getInt(2));
                    // detectoids stand before all others, whatever one of them might require
                    if (source >= 0 && target >= 0 && (!detectoids.get(source) || detectoids.get(target))) {
                        from.add(source);
                        to.add(target);
                    }
                },
                after,
                upTo);
    }

    /**
     * Each update behind all that can be reached from it, detectoids first; within a circle, which a sound catalog does not have,
     * in some order.
     */
    private Order sorted() {
        int count = numbers.size();
        int[] next = new int[count + 1];
        for (int edge = 0; edge < from.size(); edge++) {
            next[from.get(edge) + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] ends = Arrays.copyOfRange(next, 1, count + 1);
        int[] targets = new int[from.size()];
        int[] fill = next.clone();
        for (int edge = 0; edge < from.size(); edge++) {
            targets[fill[from.get(edge)]++] = to.get(edge);
        }
        IntList result = new IntList();
        BitSet seen = new BitSet(count);
        int[] path = new int[count];
        for (int root : roots().toArray()) {
            int depth = seen.get(root) ? 0 : 1;
            if (depth == 1) {
                path[0] = root;
                seen.set(root);
            }
            while (depth > 0) {
                int node = path[depth - 1];
                if (next[node] == ends[node]) {
                    result.add(numbers.get(node));
                    depth--;
                    continue;
                }
                int target = targets[next[node]++];
                if (!seen.get(target)) {
                    seen.set(target);
                    path[depth++] = target;
                }
            }
        }
        return new Order(result, detectoids.cardinality());
    }

    private IntStream roots() {
        return IntStream.concat(
                detectoids.stream(), IntStream.range(0, numbers.size()).filter(i -> !detectoids.get(i)));
    }
}
