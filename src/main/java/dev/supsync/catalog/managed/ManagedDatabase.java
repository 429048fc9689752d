package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import dev.supsync.catalog.susdb.SusdbErrors;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbUrl;
import dev.supsync.embedded.DamagedFiles;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileOptions;
import dev.supsync.embedded.FilesKind;
import dev.supsync.embedded.SharedFiles;
import dev.supsync.error.SupsyncException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections that write a catalog of supsync's own, and transactions on them. */
final class ManagedDatabase implements AutoCloseable {

    private static final String KIND = "Catalog";

    private final SusdbSource source;
    private final SusdbUrl url;
    private final @Nullable SharedFiles files;

    private ManagedDatabase(SusdbSource source, SusdbUrl url, @Nullable SharedFiles files) {
        this.source = source;
        this.url = url;
        this.files = files;
    }

    /** Opens a database; one of files is created when it is missing. */
    static ManagedDatabase open(ManagedSource where) {
        SusdbUrl url = new SusdbUrl(where.url());
        if (!url.isFile()) {
            // in memory, whoever connects first decides for all
            String text =
                    url.text().startsWith("jdbc:hsqldb:mem:") ? url.with("hsqldb.tx", "mvcc", url.text()) : url.text();
            return new ManagedDatabase(
                    new SusdbSource(text, where.username(), where.password(), where.documentSize()), url, null);
        }
        SusdbSource source = new SusdbSource(fileUrl(url), where.username(), where.password(), where.documentSize());
        try {
            DatabaseFiles database = DatabaseFiles.of(url.path());
            SharedFiles files = SharedFiles.use(FilesKind.CATALOG, database, () -> {
                DamagedFiles.refuse(database);
                try {
                    return DriverManager.getConnection(source.url(), properties(source, url.dialect()));
                } catch (SQLException e) {
                    throw DamagedFiles.opening(e, database, true);
                }
            });
            return new ManagedDatabase(source, url, files);
        } catch (SQLException e) {
            throw SusdbErrors.connecting(e, KIND, url, "open its files");
        }
    }

    private static String fileUrl(SusdbUrl url) {
        String text = url.text();
        for (Map.Entry<String, String> option : FileOptions.defaults().entrySet()) {
            text = url.with(option.getKey(), option.getValue(), text);
        }
        return FileOptions.underLease(text);
    }

    /** Something done on a connection. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    SusdbDialect dialect() {
        return url.dialect();
    }

    String name() {
        return url.name();
    }

    /** How the reading view gets at the database. */
    SusdbSource susdb() {
        return source;
    }

    /** Whether this opened files that nobody in this process had open, so that whoever wrote them before is gone. */
    boolean isFirst() {
        return files != null && files.isFirst();
    }

    /**
     * A new connection, in autocommit mode.
     *
     * @param what what it is for, for messages: "write updates"
     */
    Connection connect(String what) {
        verify();
        try {
            return DriverManager.getConnection(source.url(), properties(source, url.dialect()));
        } catch (SQLException e) {
            throw SusdbErrors.connecting(e, KIND, url, what);
        }
    }

    /** Fails if another HSQLDB program may have opened the catalog's files. */
    void verify() {
        if (files != null) {
            files.verify();
        }
    }

    /** Does something on a connection of its own, in one transaction. */
    <T> T run(String what, Work<T> work) {
        try (Connection connection = connect(what)) {
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw error(e, what);
        }
    }

    /** Does something in one transaction: it is committed, or rolled back when it throws anything. */
    static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            T result = work.run(connection);
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed && !connection.isClosed()) {
                connection.rollback();
            }
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** The one number that a query gives; 0 for NULL. */
    long number(String what, String sql) {
        return run(what, connection -> {
            long[] found = new long[1];
            Sql.query(connection, sql, row -> found[0] = row.getLong(1));
            return found[0];
        });
    }

    SupsyncException error(SQLException e, String what) {
        return SusdbErrors.of(e, KIND, url, what);
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
        }
    }

    static Properties properties(SusdbSource source, SusdbDialect dialect) {
        SusdbUrl url = new SusdbUrl(source.url());
        Properties properties = new Properties();
        properties.putAll(url.defaults());
        String username = source.username();
        if (username != null) {
            properties.setProperty("user", username);
            String password = source.password();
            properties.setProperty("password", password == null ? "" : password);
        } else if (dialect == SusdbDialect.HSQLDB && !url.sets("user")) {
            properties.setProperty("user", "SA");
            properties.setProperty("password", "");
        }
        return properties;
    }
}
