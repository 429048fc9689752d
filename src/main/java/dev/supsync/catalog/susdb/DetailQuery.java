package dev.supsync.catalog.susdb;

import java.sql.SQLException;

/**
 * A query for rows below some revisions.
 *
 * @param what for messages: "files"
 * @param sql selects RevisionID, and has {@code {ids}} where the condition on it goes
 * @param reader adds a row to the details of its revision
 */
record DetailQuery(String what, String sql, Reader reader) {

    /** Takes in one row; what is wrong with it is an {@link IllegalArgumentException}. */
    interface Reader {
        void read(RowReader row, Details details) throws SQLException;
    }
}
