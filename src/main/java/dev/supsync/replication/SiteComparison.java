package dev.supsync.replication;

import dev.supsync.site.jdbc.SiteDatabase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what two sites do not have alike: updates, their flags, and categories, by the keys that are the same everywhere. What
 * is each site's own does not count: local numbers, times, deployments, runs, messages. Reads a page of keys at a time.
 */
public final class SiteComparison {

    private SiteComparison() {}

    /** Compares by the digests that stand beside the content. */
    public static void compare(SiteDatabase left, SiteDatabase right, Consumer<Difference> consumer) {
        compare(left, right, false, consumer);
    }

    /**
     * Compares.
     *
     * @param deep whether all rows are compared, rather than digests: finds what somebody else has changed
     */
    public static void compare(SiteDatabase left, SiteDatabase right, boolean deep, Consumer<Difference> consumer) {
        categories(left, right, consumer);
        new HeldPairs(left, right).each(deep, () -> {}, (one, other, differs) -> {
            if (other == null) {
                consumer.accept(new Difference(Difference.Kind.MISSING_RIGHT, one.id(), ""));
            } else if (differs.equals(HeldPairs.FLAGS)) {
                consumer.accept(new Difference(Difference.Kind.FLAGS, one.id(), differs));
            } else if (!differs.isEmpty()) {
                consumer.accept(new Difference(Difference.Kind.CONTENT, one.id(), differs));
            }
        });
        new HeldPairs(right, left).each(false, () -> {}, (one, other, differs) -> {
            if (other == null) {
                consumer.accept(new Difference(Difference.Kind.MISSING_LEFT, one.id(), ""));
            }
        });
    }

    private static void categories(SiteDatabase left, SiteDatabase right, Consumer<Difference> consumer) {
        Map<UUID, Set<List<@Nullable Object>>> mine = categories(left);
        Map<UUID, Set<List<@Nullable Object>>> its = categories(right);
        mine.keySet().stream().sorted().forEach(id -> {
            Set<List<@Nullable Object>> other = its.get(id);
            if (other == null) {
                consumer.accept(new Difference(Difference.Kind.CATEGORY_MISSING_RIGHT, id, ""));
            } else if (!other.equals(mine.get(id))) {
                consumer.accept(new Difference(Difference.Kind.CATEGORY, id, "content"));
            }
        });
        its.keySet().stream()
                .filter(id -> !mine.containsKey(id))
                .sorted()
                .forEach(id -> consumer.accept(new Difference(Difference.Kind.CATEGORY_MISSING_LEFT, id, "")));
    }

    /** Categories are few: all their rows are compared, always. */
    private static Map<UUID, Set<List<@Nullable Object>>> categories(SiteDatabase database) {
        Map<UUID, Set<List<@Nullable Object>>> categories = categories(new ReplicationSource(database).categories());
        ancestors(database, categories);
        return categories;
    }

    /** The rows of each category of a batch, comparable between sites. */
    static Map<UUID, Set<List<@Nullable Object>>> categories(RecordBatch batch) {
        Map<UUID, Set<List<@Nullable Object>>> categories = new HashMap<>();
        Map<Integer, UUID> ids = new HashMap<>();
        for (Object[] row : batch.rows(Part.CATEGORIES)) {
            ids.put((Integer) row[0], (UUID) row[1]);
            categories.computeIfAbsent((UUID) row[1], k -> new HashSet<>()).add(Contents.values(row));
        }
        for (Object[] row : batch.rows(Part.CATEGORY_TEXTS)) {
            UUID id = ids.get((Integer) row[0]);
            if (id != null) {
                categories.computeIfAbsent(id, k -> new HashSet<>()).add(Contents.values(row));
            }
        }
        return categories;
    }

    private static void ancestors(SiteDatabase database, Map<UUID, Set<List<@Nullable Object>>> categories) {
        database.each(
                """
                SELECT c.CATEGORY_GUID AS OWN, p.CATEGORY_GUID AS ABOVE, a.DISTANCE FROM SUP_CATEGORY_ANCESTOR a
                JOIN SUP_CATEGORY c ON c.CATEGORY_ID = a.CATEGORY_ID JOIN SUP_CATEGORY p ON p.CATEGORY_ID = a.ANCESTOR_ID""",
                row -> {
                    UUID own = database.guid(row, "OWN");
                    UUID above = database.guid(row, "ABOVE");
                    if (own != null && above != null) {
                        categories
                                .computeIfAbsent(own, k -> new HashSet<>())
                                .add(List.of(above, row.getInt("DISTANCE")));
                    }
                });
    }
}
