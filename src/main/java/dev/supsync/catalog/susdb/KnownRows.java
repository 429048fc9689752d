package dev.supsync.catalog.susdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the newest RevisionIDs stood for when reading began: by them a database that was restored from an earlier time is told from
 * one of which somebody deleted updates. A deleted RevisionID is not given again; after a restore the same ones are given to
 * other revisions.
 */
final class KnownRows {

    private static final int MOST = 200;

    private static final String ROWS =
            """
            SELECT r.RevisionID AS RevisionID, r.RevisionNumber AS RevisionNumber, u.UpdateID AS UpdateID
            FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID
            """;

    /** The last value that SQL Server has given, also to what is deleted; NULL where the login may not see it. */
    private static final String GIVEN = "SELECT IDENT_CURRENT('dbo.tbRevision') AS RevisionID";

    private final Map<Long, String> known;
    private final long given;

    private KnownRows(Map<Long, String> known, long given) {
        this.known = known;
        this.given = given;
    }

    static KnownRows read(Session session) {
        String newest = session.dialect().limited(ROWS + "ORDER BY r.RevisionID DESC", MOST);
        return new KnownRows(rows(session, newest, List.of()), given(session));
    }

    /** How the database shows that it is none that these rows, and what was read before them, are of; empty if it does not. */
    Optional<String> contradiction(Session session) {
        long last = given(session);
        if (last < given) {
            return Optional.of("it had given the RevisionID " + given + ", and has given " + last);
        }
        if (known.isEmpty()) {
            return Optional.empty();
        }
        RevisionIds ids = RevisionIds.only(List.copyOf(known.keySet()));
        Map<Long, String> now =
                rows(session, ROWS + "WHERE r.RevisionID " + ids.condition(), new ArrayList<>(ids.parameters()));
        if (now.isEmpty()) {
            return Optional.of("none of its last " + known.size() + " revisions is there any more");
        }
        return now.entrySet().stream()
                .filter(row -> !row.getValue().equals(known.get(row.getKey())))
                .findFirst()
                .map(row -> "its revision with the number " + row.getKey() + " was " + known.get(row.getKey())
                        + ", and is " + row.getValue());
    }

    private static Map<Long, String> rows(Session session, String sql, List<?> parameters) {
        Map<Long, String> found = new HashMap<>();
        session.rows("find the last revisions", sql, parameters, row -> {
            found.put(row.key("RevisionID"), key(row));
            return null;
        });
        return found;
    }

    private static String key(RowReader row) throws SQLException {
        return row.text("UpdateID") + ":" + row.text("RevisionNumber");
    }

    private static long given(Session session) {
        if (session.dialect() != SusdbDialect.SQL_SERVER) {
            return 0;
        }
        List<Long> last = session.rows("find the last revision", GIVEN, List.of(), row -> row.number("RevisionID"));
        return last.isEmpty() ? 0 : last.get(0);
    }
}
