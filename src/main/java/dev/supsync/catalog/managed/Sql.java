package dev.supsync.catalog.managed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements with parameters, one at a time or in batches. */
final class Sql {

    /** As many parameters as one list in a statement has. */
    static final int LIST = 500;

    private Sql() {}

    /** Takes a row. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /**
     * Runs a statement once for each value, in one batch. A NULL has the type of the other values in its place: SQL Server's
     * driver prepares a statement anew, in a round trip of its own, whenever a type changes.
     */
    static int[] each(Connection connection, String sql, Collection<?> values) throws SQLException {
        if (values.isEmpty()) {
            return new int[0];
        }
        Map<Integer, Integer> types = types(values);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object value : values) {
                if (value instanceof @Nullable Object[] row) {
                    for (int i = 0; i < row.length; i++) {
                        bind(statement, i + 1, row[i], types.getOrDefault(i, Types.VARCHAR));
                    }
                } else {
                    bind(statement, value);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** The types of what is not NULL, by its place in the rows. */
    private static Map<Integer, Integer> types(Collection<?> values) {
        Map<Integer, Integer> types = new HashMap<>();
        for (Object value : values) {
            if (value instanceof @Nullable Object[] row) {
                for (int i = 0; i < row.length; i++) {
                    Object found = row[i];
                    if (found != null) {
                        types.computeIfAbsent(i, place -> type(found));
                    }
                }
            }
        }
        return types;
    }

    private static int type(Object value) {
        if (value instanceof Integer) {
            return Types.INTEGER;
        }
        if (value instanceof Long) {
            return Types.BIGINT;
        }
        if (value instanceof Boolean) {
            return Types.BIT;
        }
        if (value instanceof String) {
            return Types.NVARCHAR;
        }
        if (value instanceof LocalDateTime) {
            return Types.TIMESTAMP;
        }
        return value instanceof byte[] || value == Nothing.BINARY ? Types.VARBINARY : Types.VARCHAR;
    }

    static void query(Connection connection, String sql, Row reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** Runs a query for all values, some hundred at a time; it has {@code {list}} where they go. */
    static void queryAll(Connection connection, String sql, Collection<?> values, Row reader) throws SQLException {
        Iterator<?> left = values.iterator();
        while (left.hasNext()) {
            List<Object> part = new ArrayList<>();
            while (left.hasNext() && part.size() < LIST) {
                part.add(left.next());
            }
            Object last = part.get(part.size() - 1);
            while (part.size() < LIST && Integer.bitCount(part.size()) != 1) {
                part.add(last); // few lengths, so that a server keeps few plans
            }
            String marks = String.join(", ", Collections.nCopies(part.size(), "?"));
            query(connection, sql.replace("{list}", marks), reader, part.toArray());
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i], Types.VARCHAR);
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value, int typeOfNull)
            throws SQLException {
        if (value == null) {
            statement.setNull(place, typeOfNull);
        } else if (value == Nothing.BINARY) {
            statement.setNull(place, Types.VARBINARY);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(place, bytes);
        } else if (value instanceof String text) {
            statement.setString(place, text);
        } else {
            statement.setObject(place, value);
        }
    }

    /** A NULL that must say its type. */
    enum Nothing {
        BINARY
    }
}
