package dev.supsync.report;

import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.DeploymentStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the updates of a site by ranges of their local numbers: first which of a range are asked for, then those rows of
 * the view. No result is larger than a range.
 */
public final class UpdateQuery {

    private static final int RANGE = 5_000;
    private static final int PAGE = 500;

    private static final String ROWS = Arrays.stream(UpdateColumn.values())
            .map(UpdateColumn::title)
            .collect(Collectors.joining(", ", "SELECT ", " FROM v_UpdateInfo WHERE CI_ID > ? AND CI_ID <= ?"));

    private static final String CATEGORIES =
            "SELECT CI_ID, CATEGORY_GUID FROM SUP_UPDATE_CATEGORY WHERE CI_ID > ? AND CI_ID <= ?";

    private final SiteDatabase database;
    private final SiteCategories categories;

    public UpdateQuery(SiteDatabase database) {
        this.database = database;
        this.categories = SiteCategories.read(database);
    }

    /** Whether an update of the site has an article, expired or not. */
    public boolean isKnown(Article article) {
        return !new DeploymentStore(database).ofArticle(article).isEmpty();
    }

    /**
     * Hands over each row, by ascending local number.
     *
     * @param consumer takes a row; false when it wants no more
     * @throws dev.supsync.error.SupsyncException with USAGE if the filter names a category that the site does not have
     */
    public void each(UpdateFilter filter, Predicate<UpdateRow> consumer) {
        CategoryFinder finder = new CategoryFinder(categories);
        @Nullable Set<UpdateId> products = filter.product() == null ? null : finder.products(filter.product());
        @Nullable
        Set<UpdateId> classifications =
                filter.classification() == null ? null : finder.classifications(filter.classification());
        UpdateCondition condition = UpdateCondition.of(filter, database);
        int end = new JdbcSiteStore(database).state().nextCiId();
        for (int from = 0; from < end; from += RANGE) {
            BitSet wanted = candidates(condition, from);
            if (products != null || classifications != null) {
                Map<Integer, List<UpdateId>> own = categories(from, from + RANGE);
                retain(wanted, own, products);
                retain(wanted, own, classifications);
            }
            if (!pages(wanted, consumer)) {
                return;
            }
        }
    }

    /** Hands over the rows with these local numbers, as far as the view shows them. */
    public void each(BitSet numbers, Predicate<UpdateRow> consumer) {
        pages(numbers, consumer);
    }

    private BitSet candidates(UpdateCondition condition, int from) {
        BitSet found = new BitSet();
        query(condition.sql(), row -> found.set(row.getInt(1)), condition.parameters(from, from + RANGE));
        return found;
    }

    private static void retain(BitSet wanted, Map<Integer, List<UpdateId>> own, @Nullable Set<UpdateId> chosen) {
        if (chosen == null) {
            return;
        }
        for (int ci = wanted.nextSetBit(0); ci >= 0; ci = wanted.nextSetBit(ci + 1)) {
            if (own.getOrDefault(ci, List.of()).stream().noneMatch(chosen::contains)) {
                wanted.clear(ci);
            }
        }
    }

    private boolean pages(BitSet wanted, Predicate<UpdateRow> consumer) {
        int first = wanted.nextSetBit(0);
        while (first >= 0) {
            int last = wanted.previousSetBit(first + PAGE - 1);
            for (UpdateRow row : page(wanted, first - 1, last)) {
                if (!consumer.test(row)) {
                    return false;
                }
            }
            first = wanted.nextSetBit(last + 1);
        }
        return true;
    }

    private List<UpdateRow> page(BitSet wanted, int after, int last) {
        Map<Integer, List<UpdateId>> own = categories(after, last);
        List<UpdateRow> rows = new ArrayList<>();
        query(
                ROWS + " ORDER BY CI_ID",
                row -> {
                    int ci = row.getInt(1);
                    if (wanted.get(ci)) {
                        rows.add(row(row, own.getOrDefault(ci, List.of())));
                    }
                },
                after,
                last);
        return rows;
    }

    private UpdateRow row(ResultSet row, List<UpdateId> own) throws SQLException {
        Map<UpdateColumn, @Nullable Object> values = new EnumMap<>(UpdateColumn.class);
        for (UpdateColumn column : UpdateColumn.values()) {
            values.put(column, column.read(row));
        }
        return new UpdateRow(values, titles(own, true), titles(own, false));
    }

    private List<String> titles(List<UpdateId> own, boolean classifications) {
        return own.stream()
                .filter(id -> categories.isClassification(id) == classifications)
                .map(categories::title)
                .sorted()
                .toList();
    }

    private Map<Integer, List<UpdateId>> categories(int after, int last) {
        Map<Integer, List<UpdateId>> own = new HashMap<>();
        query(
                CATEGORIES,
                row -> {
                    UUID id = database.guid(row, "CATEGORY_GUID");
                    if (id != null) {
                        own.computeIfAbsent(row.getInt(1), ci -> new ArrayList<>())
                                .add(new UpdateId(id));
                    }
                },
                after,
                last);
        return own;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row consumer, Object... parameters) {
        database.translating(() -> {
            database.jdbc().query(sql, (ResultSet row) -> consumer.take(row), parameters);
            return true;
        });
    }
}
