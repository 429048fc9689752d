package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one table, in one batch. */
final class Rows {

    private final SusdbDialect dialect;
    private final String table;
    private final boolean identity;
    private final String sql;
    private final int columns;
    private final List<Object[]> rows = new ArrayList<>();

    /**
     * @param identity whether the first column is an identity, whose values are given here
     * @param columns separated by blanks
     */
    Rows(SusdbDialect dialect, boolean identity, String table, String columns) {
        String[] names = columns.split(" ");
        this.dialect = dialect;
        this.identity = identity;
        this.table = table;
        this.columns = names.length;
        this.sql = "INSERT INTO dbo." + table + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", Collections.nCopies(names.length, "?")) + ")";
    }

    @SuppressWarnings("NullAway") // a list of arrays with NULLs in them
    void add(@Nullable Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException(table + ": " + values.length + " values for " + sql);
        }
        rows.add(values);
    }

    void flush(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        announce(connection, true);
        Sql.each(connection, sql, rows);
        announce(connection, false);
        rows.clear();
    }

    private void announce(Connection connection, boolean given) throws SQLException {
        Optional<String> statement = identity ? dialect.identities(table, given) : Optional.empty();
        if (statement.isPresent()) {
            try (var direct = connection.createStatement()) {
                direct.execute(statement.get());
            }
        }
    }
}
