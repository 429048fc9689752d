package dev.supsync.catalog.susdb;

import dev.supsync.error.SupsyncException;
import dev.supsync.jdbc.DriverOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the statements on it, one at a time. Every statement can be repeated, so it is, once, on a new
 * connection when the old one turns out to be lost, or when it lost a deadlock.
 */
final class Session implements AutoCloseable {

    private static final int DEADLOCK_VICTIM = 1205;
    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private final SusdbConnector connector;
    private final Collection<Session> open;
    private @Nullable Connection connection;
    private boolean closed;

    Session(SusdbConnector connector) {
        this(connector, new ArrayList<>());
    }

    /**
     * A session that can be closed by others.
     *
     * @param open from which it takes itself out when it is closed
     */
    Session(SusdbConnector connector, Collection<Session> open) {
        this.connector = connector;
        this.open = open;
    }

    /** Reads a row; null leaves it out. */
    interface RowMapper<T> {
        @Nullable
        T map(RowReader row) throws SQLException;
    }

    String name() {
        return connector.url().name();
    }

    SusdbDialect dialect() {
        return connector.dialect();
    }

    /**
     * All rows of a query.
     *
     * @param what what is tried, for messages: "read revisions"
     */
    synchronized <T> List<T> rows(String what, String sql, List<?> parameters, RowMapper<T> mapper) {
        if (closed) {
            throw new IllegalStateException("WSUS database " + name() + " is closed already");
        }
        try {
            boolean reused = connection != null;
            try {
                return query(open(), sql, parameters, mapper);
            } catch (SQLException e) {
                if (e.getErrorCode() != DEADLOCK_VICTIM && !(reused && isLost(e))) {
                    throw e;
                }
                disconnect();
                return query(open(), sql, parameters, mapper);
            }
        } catch (SQLException e) {
            if (isLost(e)) {
                disconnect();
            }
            throw SusdbErrors.of(e, connector.url(), what);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.remove(this);
        disconnect();
    }

    private static <T> List<T> query(Connection connection, String sql, List<?> parameters, RowMapper<T> mapper)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                RowReader reader = new RowReader(rows);
                while (rows.next()) {
                    T row = mapper.map(reader);
                    if (row != null) {
                        found.add(row);
                    }
                }
            }
        }
        return found;
    }

    private Connection open() throws SQLException {
        if (connection == null) {
            try {
                connection = connector.open();
            } catch (SQLException e) {
                Optional<SupsyncException> mistake = DriverOptions.mistake(e, "WSUS database " + name());
                if (mistake.isPresent()) {
                    throw mistake.get();
                }
                throw e;
            }
        }
        return connection;
    }

    private boolean isLost(SQLException e) {
        try {
            return SusdbErrors.isLost(e) || (connection != null && connection.isClosed());
        } catch (SQLException closing) {
            e.addSuppressed(closing);
            return true;
        }
    }

    private void disconnect() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                log.debug("closing a connection to {}: {}", name(), e.getMessage());
            }
        }
    }
}
