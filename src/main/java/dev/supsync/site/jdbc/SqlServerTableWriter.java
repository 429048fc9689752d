package dev.supsync.site.jdbc;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import dev.supsync.site.jdbc.Table.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * On SQL Server every chunk travels by bulk copy: straight into the table where no key of it exists, otherwise into a
 * temporary table, from which sets are updated and inserted. No MERGE: its races are known, and need HOLDLOCK.
 */
final class SqlServerTableWriter implements TableWriter {

    private static final String STAGE = "#";
    private static final int TIMEOUT_SECONDS = 600;

    private final boolean convertsGuids;

    /**
     * @param convertsGuids whether the server's bulk copy makes GUIDs of the texts that the driver sends; where it does
     *     not, they are staged as texts and cast
     */
    SqlServerTableWriter(boolean convertsGuids) {
        this.convertsGuids = convertsGuids;
    }

    @Override
    public void insert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        if (table.columns().stream().noneMatch(this::isStagedAsText)) {
            bulkCopy(connection, table.name(), table, rows);
            return;
        }
        String stage = stage(connection, table, rows);
        execute(connection, insertFrom(table, stage));
        drop(connection, stage);
    }

    @Override
    public void update(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String stage = stage(connection, table, rows);
        int updated = execute(connection, updateFrom(table, stage));
        drop(connection, stage);
        if (updated != rows.size()) {
            throw new SQLException(
                    rows.size() + " rows of " + table.name() + " should be updated, but " + updated + " have the keys");
        }
    }

    @Override
    public void upsert(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String stage = stage(connection, table, rows);
        if (table.columns().size() > table.keyColumns()) {
            execute(connection, updateFrom(table, stage));
        }
        execute(
                connection,
                insertFrom(table, stage) + " WHERE NOT EXISTS (SELECT 1 FROM " + table.name() + " t WHERE "
                        + onKey(table) + ")");
        drop(connection, stage);
    }

    @Override
    public void deleteByFirstKey(Connection connection, Table table, Collection<?> values) throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        Column key = table.columns().get(0);
        Table keys = new Table(table.name(), 1, key);
        List<Object[]> rows = values.stream().map(v -> new Object[] {v}).toList();
        String stage = stage(connection, keys, rows);
        execute(connection, "DELETE t FROM " + table.name() + " t JOIN " + stage + " s ON " + onKey(keys));
        drop(connection, stage);
    }

    private String updateFrom(Table table, String stage) {
        String values = table.columns().stream()
                .skip(table.keyColumns())
                .map(c -> c.name() + " = " + staged(c))
                .collect(Collectors.joining(", "));
        return "UPDATE t SET " + values + " FROM " + table.name() + " t JOIN " + stage + " s ON " + onKey(table);
    }

    private String insertFrom(Table table, String stage) {
        String columns = table.columns().stream().map(this::staged).collect(Collectors.joining(", "));
        return "INSERT INTO " + table.name() + " (" + table.columnList() + ") SELECT " + columns + " FROM " + stage
                + " s";
    }

    private String onKey(Table table) {
        return table.columns().stream()
                .limit(table.keyColumns())
                .map(c -> "t." + c.name() + " = " + staged(c))
                .collect(Collectors.joining(" AND "));
    }

    private boolean isStagedAsText(Column column) {
        return column.kind() == Table.Kind.GUID && !convertsGuids;
    }

    /** A column's value in the stage, as its table holds it. */
    private String staged(Column column) {
        String value = "s." + column.name();
        return isStagedAsText(column) ? "CAST(" + value + " AS UNIQUEIDENTIFIER)" : value;
    }

    private String empty(Column column) {
        return isStagedAsText(column) ? "CAST(" + column.name() + " AS CHAR(36)) AS " + column.name() : column.name();
    }

    private String stage(Connection connection, Table table, List<Object[]> rows) throws SQLException {
        String stage = STAGE + table.name();
        drop(connection, stage);
        String columns = table.columns().stream().map(this::empty).collect(Collectors.joining(", "));
        execute(connection, "SELECT TOP (0) " + columns + " INTO " + stage + " FROM " + table.name());
        bulkCopy(connection, stage, table, rows);
        return stage;
    }

    private static void drop(Connection connection, String stage) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + stage);
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void bulkCopy(Connection connection, String target, Table table, List<Object[]> rows) throws SQLException {
        SQLServerConnection server = connection.unwrap(SQLServerConnection.class);
        try (SQLServerBulkCopy copy = new SQLServerBulkCopy(server)) {
            SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
            options.setBulkCopyTimeout(TIMEOUT_SECONDS);
            options.setBatchSize(0);
            copy.setBulkCopyOptions(options);
            copy.setDestinationTableName(target);
            for (int i = 1; i <= table.columns().size(); i++) {
                if (target.startsWith(STAGE)) {
                    copy.addColumnMapping(i, i); // just made, in this order; its names may be in another case
                } else {
                    copy.addColumnMapping(i, table.columns().get(i - 1).name());
                }
            }
            copy.writeToServer(new BulkRows(table.columns(), rows));
        }
    }
}
