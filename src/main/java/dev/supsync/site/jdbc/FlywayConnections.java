package dev.supsync.site.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The connections of one use of Flyway. Before Flyway gives one back, it sets its schema back. When that fails, as it does on a full
 * disk, where HSQLDB cannot log it, Flyway keeps the connection and says nothing.
 */
final class FlywayConnections extends DelegatingDataSource implements AutoCloseable {

    private final List<Connection> given = new ArrayList<>();

    FlywayConnections(DataSource connections) {
        super(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        given.add(connection);
        return connection;
    }

    /**
     * Gives back what Flyway kept.
     *
     * @throws SQLException why it did, if the reason is still there
     */
    @Override
    public void close() throws SQLException {
        @Nullable SQLException reason = null;
        for (Connection connection : given) {
            try (connection) {
                if (!connection.isClosed()) {
                    connection.setSchema(connection.getSchema());
                }
            } catch (SQLException e) {
                reason = e;
            }
        }
        if (reason != null) {
            throw reason;
        }
    }
}
