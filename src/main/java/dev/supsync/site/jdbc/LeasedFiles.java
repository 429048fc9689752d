package dev.supsync.site.jdbc;

import dev.supsync.embedded.FileLease;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Opens connections to files, and with the first one the files. Whoever shares them in this process may do that after their owner
 * has closed them: so each connection is judged when it is open, whichever thread has opened it.
 */
final class LeasedFiles extends DelegatingDataSource {

    private final FileLease lease;

    LeasedFiles(DataSource driver, FileLease lease) {
        super(driver);
        this.lease = lease;
    }

    @Override
    public Connection getConnection() throws SQLException {
        lease.verify();
        return verified(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        lease.verify();
        return verified(super.getConnection(username, password));
    }

    private Connection verified(Connection connection) throws SQLException {
        boolean isHeld = false;
        try {
            lease.verifyOpened();
            isHeld = true;
            return connection;
        } finally {
            if (!isHeld) {
                connection.close();
            }
        }
    }
}
