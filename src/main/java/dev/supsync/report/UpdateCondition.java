package dev.supsync.report;

import dev.supsync.metadata.Article;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of a filter that the database decides: which local numbers of a range.
 *
 * @param sql asks for CI_ID; its first two parameters are the range
 */
record UpdateCondition(String sql, List<Object> values) {

    private static final String START =
            """
            SELECT u.CI_ID FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE u.CI_ID > ? AND u.CI_ID <= ? AND u.IS_LISTED = """;

    private static final String TEXT =
            """

            AND EXISTS (SELECT 1 FROM SUP_UPDATE_TEXT t WHERE t.CI_ID = u.CI_ID
                AND (LOWER(t.TITLE) LIKE ? ESCAPE '!' OR LOWER(t.DESCRIPTION) LIKE ? ESCAPE '!'))""";

    UpdateCondition {
        values = List.copyOf(values);
    }

    static UpdateCondition of(UpdateFilter filter, SiteDatabase database) {
        StringBuilder sql = new StringBuilder(START)
                .append(database.literal(true))
                .append(filter.expired() ? " AND f.REASONS <> 0" : " AND COALESCE(f.REASONS, 0) = 0");
        List<Object> values = new ArrayList<>();
        if (filter.superseded()) {
            sql.append(" AND f.IS_SUPERSEDED = ").append(database.literal(true));
        }
        Article article = filter.article();
        if (article != null) {
            sql.append(" AND ").append(database.hasArticle());
            values.add(article.name());
            values.add(article.name());
        }
        String text = filter.text();
        if (text != null) {
            sql.append(TEXT);
            String pattern = database.containing(text.toLowerCase(Locale.ROOT));
            values.add(pattern);
            values.add(pattern);
        }
        return new UpdateCondition(sql.toString(), values);
    }

    /** The parameters for a range. */
    Object[] parameters(int after, int last) {
        List<Object> all = new ArrayList<>(List.of(after, last));
        all.addAll(values);
        return all.toArray();
    }
}
