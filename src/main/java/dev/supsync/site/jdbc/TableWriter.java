package dev.supsync.site.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Writes chunks of rows, set by set. Rows hold values in the order of the table's columns, of the Java types that
 * {@link Table.Kind} names. Everything happens in the connection's transaction.
 */
public interface TableWriter {

    /** Inserts rows of which no key exists. */
    void insert(Connection connection, Table table, List<Object[]> rows) throws SQLException;

    /** Updates rows by their key; a row whose key does not exist is an error. */
    void update(Connection connection, Table table, List<Object[]> rows) throws SQLException;

    /** Updates rows whose key exists, and inserts the others. */
    void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException;

    /** Deletes the rows whose first key column has one of the values. */
    void deleteByFirstKey(Connection connection, Table table, Collection<?> values) throws SQLException;
}
