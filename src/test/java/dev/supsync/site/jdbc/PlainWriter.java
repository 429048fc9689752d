package dev.supsync.site.jdbc;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a site database by plain JDBC batches and nothing else: what a hand-written loop of a benchmark calls. One
 * connection, statements prepared once, a commit for each batch.
 */
public final class PlainWriter implements AutoCloseable {

    /** Marks an update that the site may hold as superseded. */
    public static final String SUPERSEDE =
            """
            INSERT INTO SUP_UPDATE_STATE (CI_ID, REASONS, EXPIRED_SINCE, IS_SUPERSEDED, DATE_LAST_MODIFIED, CHANGE_NUMBER)
            SELECT CI_ID, 0, NULL, TRUE, DATE_LAST_MODIFIED, ? FROM SUP_UPDATE WHERE UPDATE_ID = ?""";

    private final Connection connection;
    private final Map<Table, PreparedStatement> statements = new LinkedHashMap<>();
    private int nextCiId = 1;
    private long nextChange = 1;

    public PlainWriter(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        prepare(Tables.UPDATE);
        for (Table table : Tables.DETAILS) {
            prepare(table);
        }
        prepare(Tables.DECISION);
    }

    /** Inserts updates with all their details. */
    public void insert(List<UpdateRecord> records, Instant time) throws SQLException {
        UpdateRows rows = new UpdateRows();
        for (UpdateRecord record : records) {
            rows.insert(nextCiId++, record, nextChange++, time);
        }
        insert(Tables.UPDATE, rows.updates());
        for (Map.Entry<Table, List<Object[]>> detail : rows.details().entrySet()) {
            insert(detail.getKey(), detail.getValue());
        }
    }

    /** Inserts a decision on an update that is not written. */
    public void decide(UpdateId id, int revisionNumber, int outcome, Digest source) throws SQLException {
        insert(
                Tables.DECISION,
                List.<Object[]>of(UpdateRows.row(id.value(), revisionNumber, outcome, source.bytes(), nextChange++)));
    }

    /** Marks updates as superseded. */
    public void supersede(Iterable<UpdateId> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUPERSEDE)) {
            for (UpdateId id : ids) {
                statement.setLong(1, nextChange++);
                statement.setObject(2, id.value());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void prepare(Table table) throws SQLException {
        String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
        statements.put(
                table,
                connection.prepareStatement(
                        "INSERT INTO " + table.name() + " (" + table.columnList() + ") VALUES (" + marks + ")"));
    }

    private void insert(Table table, List<Object[]> rows) throws SQLException {
        PreparedStatement statement = statements.get(table);
        if (rows.isEmpty() || statement == null) {
            return;
        }
        for (Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** The rows of one update by table name, for writers with named parameters. */
    public static Map<String, List<Map<String, Object>>> named(
            int ciId, long change, UpdateRecord record, Instant time) {
        UpdateRows rows = new UpdateRows();
        rows.insert(ciId, record, change, time);
        Map<String, List<Map<String, Object>>> named = new LinkedHashMap<>();
        named.put(Tables.UPDATE.name(), named(Tables.UPDATE, rows.updates()));
        rows.details().forEach((table, list) -> named.put(table.name(), named(table, list)));
        return named;
    }

    /** The insert statement of a table with named parameters. */
    public static Map<String, String> namedInserts() {
        Map<String, String> inserts = new LinkedHashMap<>();
        inserts.put(Tables.UPDATE.name(), namedInsert(Tables.UPDATE));
        Tables.DETAILS.forEach(t -> inserts.put(t.name(), namedInsert(t)));
        return inserts;
    }

    private static String namedInsert(Table table) {
        String marks = table.columns().stream().map(c -> ":" + c.name()).collect(Collectors.joining(", "));
        return "INSERT INTO " + table.name() + " (" + table.columnList() + ") VALUES (" + marks + ")";
    }

    private static List<Map<String, Object>> named(Table table, List<Object[]> rows) {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 0; i < row.length; i++) {
                        values.put(table.columns().get(i).name(), row[i]);
                    }
                    return values;
                })
                .toList();
    }
}
