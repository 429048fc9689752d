package dev.supsync.catalog.susdb;

import dev.supsync.embedded.DamagedFiles;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FilesInUse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;

/**
 * Opens connections that only read. A SQL Server that allows snapshots is read by them, so that WSUS never waits for
 * supsync; any other with short statements. HSQLDB's files are opened so that not a byte of them changes.
 */
final class SusdbConnector {

    /** {@code SQLServerConnection.TRANSACTION_SNAPSHOT}. */
    private static final int SNAPSHOT = 4096;

    private final SusdbUrl url;
    private final String text;
    private final boolean isAttached;
    private final Properties properties = new Properties();

    SusdbConnector(SusdbSource source) {
        this(source, false);
    }

    private SusdbConnector(SusdbSource source, boolean attached) {
        this.url = new SusdbUrl(source.url());
        this.isAttached = attached;
        this.text = attached ? url.text() : unwritten(url);
        properties.putAll(url.defaults());
        if (url.dialect() == SusdbDialect.HSQLDB && source.username() == null) {
            propose("user", "SA");
            propose("password", "");
        }
        if (source.username() != null) {
            properties.setProperty("user", source.username());
            properties.setProperty("password", source.password() == null ? "" : source.password());
        }
    }

    /** For files that this process has open already: a connection's properties change nothing about them any more. */
    static SusdbConnector attached(SusdbSource source) {
        return new SusdbConnector(source, true);
    }

    SusdbUrl url() {
        return url;
    }

    private static String unwritten(SusdbUrl url) {
        return url.isFile()
                ? url.with("shutdown", "true", url.with("ifexists", "true", url.with("readonly", "true", url.text())))
                : url.text();
    }

    SusdbDialect dialect() {
        return url.dialect();
    }

    /** A new connection in autocommit mode. */
    Connection open() throws SQLException {
        Connection connection = !isAttached && url.isFile()
                ? openFiles(DatabaseFiles.of(url.path()))
                : DriverManager.getConnection(text, properties);
        try {
            connection.setReadOnly(true);
            connection.setAutoCommit(true);
            if (dialect() == SusdbDialect.SQL_SERVER) {
                connection.setTransactionIsolation(
                        allowsSnapshots(connection) ? SNAPSHOT : Connection.TRANSACTION_READ_COMMITTED);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection openFiles(DatabaseFiles files) throws SQLException {
        FilesInUse.refuse(files);
        DamagedFiles.refuse(files);
        try {
            return DriverManager.getConnection(text, properties);
        } catch (SQLException e) {
            throw DamagedFiles.opening(e, files, false);
        }
    }

    private void propose(String name, String value) {
        if (!url.sets(name)) {
            properties.setProperty(name, value);
        }
    }

    private static boolean allowsSnapshots(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT snapshot_isolation_state_desc FROM sys.databases WHERE database_id = DB_ID()")) {
            return rows.next() && "ON".equals(String.valueOf(rows.getString(1)).toUpperCase(Locale.ROOT));
        }
    }
}
