package dev.supsync.site.jdbc;

import dev.supsync.site.jdbc.Table.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HSQLDB runs in this process, so a batch of statements by key costs no round trips: faster than staging, which its
 * planner turns into scans of the target.
 */
final class HsqldbTableWriter implements TableWriter {

    @Override
    public void insert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return; // HSQLDB refuses an empty batch
        }
        String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + table.name() + " (" + table.columnList() + ") VALUES (" + marks + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    bind(statement, i + 1, table.columns().get(i), row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public void update(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        int[] counts = runUpdates(connection, table, rows);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                throw new SQLException("the row of " + table.name() + " with key " + rows.get(i)[0]
                        + " should be updated, but " + counts[i] + " rows have that key");
            }
        }
    }

    @Override
    public void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        int[] counts = runUpdates(connection, table, rows);
        List<Object[]> missing = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        insert(connection, table, missing);
    }

    @Override
    public void deleteByFirstKey(Connection connection, Table table, Collection<?> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        Column key = table.columns().get(0);
        String sql = "DELETE FROM " + table.name() + " WHERE " + key.name() + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object value : values) {
                bind(statement, 1, key, value);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static int[] runUpdates(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        List<Column> columns = table.columns();
        int keys = table.keyColumns();
        // a table of keys only has nothing to set, but the count tells whether the key exists
        String values = keys == columns.size()
                ? columns.get(0).name() + " = " + columns.get(0).name()
                : columns.stream().skip(keys).map(c -> c.name() + " = ?").collect(Collectors.joining(", "));
        String where = columns.stream().limit(keys).map(c -> c.name() + " = ?").collect(Collectors.joining(" AND "));
        String sql = "UPDATE " + table.name() + " SET " + values + " WHERE " + where;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    int place = i < keys ? row.length - keys + i + 1 : i - keys + 1;
                    bind(statement, place, columns.get(i), row[i]);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, int place, Column column, @Nullable Object value)
            throws SQLException {
        switch (column.kind()) {
            case TEXT -> statement.setString(place, (String) value);
            case DIGEST -> statement.setBytes(place, (byte[]) value);
            case INT, SMALLINT -> {
                if (value == null) {
                    statement.setNull(place, Types.INTEGER);
                } else {
                    statement.setInt(place, (Integer) value);
                }
            }
            case BIGINT, BOOLEAN, GUID, TIMESTAMP, DATE -> statement.setObject(place, value);
        }
    }
}
