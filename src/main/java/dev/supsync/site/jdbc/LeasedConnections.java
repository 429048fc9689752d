package dev.supsync.site.jdbc;

import dev.supsync.embedded.FileLease;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to files, for as long as no other HSQLDB program can have opened these: each transaction begins with that look. */
final class LeasedConnections extends DelegatingDataSource {

    private final FileLease lease;

    LeasedConnections(DataSource pool, FileLease lease) {
        super(pool);
        this.lease = lease;
    }

    @Override
    public Connection getConnection() throws SQLException {
        lease.verify();
        return super.getConnection();
    }
}
