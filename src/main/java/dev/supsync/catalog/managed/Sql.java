package dev.supsync.catalog.managed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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

    /** Runs a statement once for each value, in one batch. */
    static int[] each(Connection connection, String sql, Collection<?> values) throws SQLException {
        if (values.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Object value : values) {
                if (value instanceof @Nullable Object[] row) {
                    bind(statement, row);
                } else {
                    bind(statement, value);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
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
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(place, Types.VARCHAR);
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
