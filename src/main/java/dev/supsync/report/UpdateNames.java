package dev.supsync.report;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The names of updates by their local numbers; of removed ones, too. */
final class UpdateNames {

    /** Numbers of one statement; the last one fills it up, so that it is prepared once. */
    static final int PAGE = 500;

    private static final String MARKS = "?, ".repeat(PAGE - 1) + "?)";

    private static final String HELD =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.REVISION_NUMBER, u.ARTICLE_ID,
                   COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS TITLE
            FROM SUP_UPDATE u
            CROSS JOIN SUP_SITE site
            LEFT JOIN SUP_UPDATE_TEXT s ON s.CI_ID = u.CI_ID AND s.LCID = site.LANGUAGE_LCID
            LEFT JOIN SUP_UPDATE_TEXT e ON e.CI_ID = u.CI_ID AND e.LCID = 1033
            LEFT JOIN SUP_UPDATE_TEXT d ON d.CI_ID = u.CI_ID AND d.LCID = u.DEFAULT_LCID
            WHERE u.CI_ID IN (""";

    private static final String REMOVED =
            "SELECT CI_ID, UPDATE_ID, REVISION_NUMBER, ARTICLE_ID, TITLE FROM SUP_RUN_REMOVAL WHERE CI_ID IN (";

    private final SiteDatabase database;

    UpdateNames(SiteDatabase database) {
        this.database = database;
    }

    /** What an update is called. */
    record Name(UpdateId id, int revisionNumber, String article, String title) {}

    /**
     * The names, by ascending number; a number that nothing is known of is left out.
     *
     * @param numbers 1 to {@link #PAGE} of them
     */
    Map<Integer, Name> of(int[] numbers) {
        Object[] parameters = new Object[PAGE];
        Arrays.setAll(parameters, i -> numbers[Math.min(i, numbers.length - 1)]);
        Map<Integer, Name> names = new TreeMap<>();
        read(REMOVED + MARKS, parameters, names);
        read(HELD + MARKS, parameters, names);
        return names;
    }

    private void read(String sql, Object[] parameters, Map<Integer, Name> names) {
        database.translating(() -> {
            database.jdbc()
                    .query(
                            sql,
                            (ResultSet row) -> {
                                names.put(row.getInt("CI_ID"), name(row));
                            },
                            parameters);
            return true;
        });
    }

    private Name name(ResultSet row) throws SQLException {
        UUID id = database.guid(row, "UPDATE_ID");
        return new Name(
                new UpdateId(id == null ? new UUID(0, 0) : id),
                row.getInt("REVISION_NUMBER"),
                row.getString("ARTICLE_ID"),
                row.getString("TITLE"));
    }
}
