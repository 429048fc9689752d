package dev.supsync.catalog.susdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one table, in batches. */
final class SusdbTable {

    private static final int BATCH = 1_000;
    private static final Set<String> BINARY = Set.of("RootElementXmlCompressed", "FileDigest", "AdditionalHash");

    private final Connection connection;
    private final SusdbLayout layout;
    private final SusdbDialect dialect;
    private final String name;
    private final boolean identity;
    private final List<String> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /**
     * @param identity whether the first column is an identity, whose values are given here
     * @param columns separated by blanks
     */
    SusdbTable(
            Connection connection,
            SusdbLayout layout,
            SusdbDialect dialect,
            boolean identity,
            String name,
            String columns) {
        this.connection = connection;
        this.layout = layout;
        this.dialect = dialect;
        this.identity = identity;
        this.name = name;
        this.columns = Arrays.asList(columns.split(" "));
    }

    void add(@Nullable Object... values) throws SQLException {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(name + ": " + values.length + " values for " + columns);
        }
        rows.add(values);
        if (rows.size() >= BATCH) {
            flush();
        }
    }

    void flush() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        identityInsert("ON");
        String sql = "INSERT INTO dbo." + name + " (" + String.join(", ", columns) + ") VALUES ("
                + RevisionIds.marks(columns.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    bind(statement, i, layout.value(row[i], dialect));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
        identityInsert("OFF");
        rows.clear();
    }

    private void bind(PreparedStatement statement, int i, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(i + 1, BINARY.contains(columns.get(i)) ? Types.VARBINARY : Types.VARCHAR);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(i + 1, bytes);
        } else if (value instanceof String text) {
            statement.setString(i + 1, text);
        } else {
            statement.setObject(i + 1, value);
        }
    }

    private void identityInsert(String state) throws SQLException {
        if (identity && dialect == SusdbDialect.SQL_SERVER) {
            try (var statement = connection.createStatement()) {
                statement.execute("SET IDENTITY_INSERT dbo." + name + " " + state);
            }
        }
    }
}
