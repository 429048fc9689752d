package dev.supsync.explain;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;

/** Statements about a few updates by their identities, a page at a time; the last identity fills a page up. */
final class IdQuery {

    private static final int PAGE = 50;
    private static final String MARKS = "?, ".repeat(PAGE - 1) + "?)";

    private final SiteDatabase database;

    IdQuery(SiteDatabase database) {
        this.database = database;
    }

    /** Takes one row. */
    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    /**
     * Runs a statement for all of the identities.
     *
     * @param sql ends with {@code IN (}
     */
    void each(String sql, Collection<UpdateId> ids, Row consumer) {
        Iterator<UpdateId> rest = ids.iterator();
        while (rest.hasNext()) {
            Object[] page = new Object[PAGE];
            for (int i = 0; i < PAGE; i++) {
                page[i] = rest.hasNext() ? database.parameter(rest.next().value()) : page[i - 1];
            }
            database.translating(() -> {
                database.jdbc().query(sql + MARKS, (ResultSet row) -> consumer.take(row), page);
                return true;
            });
        }
    }

    /** An identity of a row. */
    UpdateId id(ResultSet row, String column) throws SQLException {
        return database.updateId(row, column);
    }
}
