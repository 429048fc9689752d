package dev.supsync.site.jdbc;

import dev.supsync.embedded.DamagedFiles;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.EmbeddedShutdown;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.jdbc.DriverOptions;
import dev.supsync.metadata.UpdateId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The connections of one site database, and the right to open the files of an embedded one. */
public final class SiteDatabase implements AutoCloseable {

    /** Every read fetches by this many rows. */
    private static final int FETCH_SIZE = 1_000;

    private final SiteUrl url;
    private final SiteDialect dialect;
    private final Connections connections;
    private final boolean isOwner;
    private final DataSource dataSource;
    private final JdbcTransactionManager transactionManager;
    private final JdbcTemplate jdbc;
    private final @Nullable FileLease lease;

    private SiteDatabase(
            SiteUrl url,
            SiteDialect dialect,
            Connections connections,
            boolean isOwner,
            DataSource dataSource,
            @Nullable FileLease lease) {
        this.url = url;
        this.dialect = dialect;
        this.connections = connections;
        this.isOwner = isOwner;
        this.dataSource = dataSource;
        this.transactionManager = new JdbcTransactionManager(dataSource);
        this.jdbc = new JdbcTemplate(dataSource);
        this.jdbc.setFetchSize(FETCH_SIZE);
        this.lease = lease;
    }

    /**
     * Connects; creates an embedded database that does not exist.
     *
     * @throws SupsyncException if the server cannot be reached, or refuses the login; {@link ErrorCode#SITE_BUSY} if another
     *     program has the files of an embedded one
     */
    public static SiteDatabase open(String url, @Nullable String username, String password) {
        SiteUrl site = SiteUrl.of(url);
        DatabaseFiles files = site.files().orElse(null);
        if (files == null) {
            return open(site, username, password, null);
        }
        FileLease lease = FileLease.take(FilesKind.SITE, files);
        try {
            return open(site, username, password, lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /**
     * Connects.
     *
     * @param lease the right to open the files, if it is for files
     */
    static SiteDatabase open(SiteUrl site, @Nullable String username, String password, @Nullable FileLease lease) {
        DataSource driver = new UrlDriver(site.effective());
        if (lease != null) {
            driver = new LeasedFiles(driver, lease);
        }
        SiteDialect dialect = connect(site, driver, username, password);
        Connections connections = new Connections(site, driver, username, password);
        return new SiteDatabase(site, dialect, connections, true, leased(connections.pool(), lease), lease);
    }

    private static DataSource leased(DataSource source, @Nullable FileLease lease) {
        return lease == null ? source : new LeasedConnections(source, lease);
    }

    /** The same database through connections that come another way; closing it is left to this one. */
    public SiteDatabase through(UnaryOperator<DataSource> way) {
        return new SiteDatabase(url, dialect, connections, false, way.apply(dataSource), lease);
    }

    /**
     * The same database through a connection that all other work leaves alone, for what must not wait, however busy the process
     * is: the sign of life of a lease. Closing it is left to this one.
     */
    public SiteDatabase reserved() {
        return new SiteDatabase(url, dialect, connections, false, leased(connections.reserved(), lease), lease);
    }

    /** The database for messages: no user and no password. */
    public String name() {
        return url.name();
    }

    /** Where connections come from. */
    public DataSource dataSource() {
        return dataSource;
    }

    /** The transactions that everything in this database takes part in. */
    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    /** Statements in the caller's transaction, if there is one. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Runs work in a transaction; failures come as {@link SupsyncException}. */
    public <T> T inTransaction(Supplier<T> work) {
        return translating(() -> {
            T result = new TransactionTemplate(transactionManager).execute(status -> work.get());
            if (result == null) {
                throw new IllegalStateException("the work in a transaction returned nothing");
            }
            return result;
        });
    }

    /** Runs a read or a write; failures come as {@link SupsyncException} that names the database. */
    public <T> T translating(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw SiteErrors.translate(url, e);
        }
    }

    /** A GUID as a parameter of a statement. */
    public Object parameter(UUID guid) {
        return dialect.parameter(guid);
    }

    /** The error that an exception of this database means to a person. */
    public SupsyncException translate(Throwable failure) {
        return SiteErrors.translate(url, failure);
    }

    /** The time by the database's own clock, which all processes that use it share. */
    public Instant clock() {
        return translating(() -> {
            OffsetDateTime now = jdbc.queryForObject(dialect.clockQuery(), OffsetDateTime.class);
            if (now == null) {
                throw new IllegalStateException("the database's clock gave no time");
            }
            return now.toInstant();
        });
    }

    /**
     * Runs an update that waits only so long for what others have locked.
     *
     * @param limit whole seconds, at least one
     * @return the rows updated; -1 if the time was up, after which the transaction is of no use
     */
    public int updateWithin(Duration limit, String sql, Object... parameters) {
        return translating(() -> dialect.updateWithin(jdbc, limit, sql, parameters));
    }

    /** A boolean as this database's SQL writes it. */
    public String literal(boolean value) {
        return dialect.literal(value);
    }

    /** The end of an ordered query that limits its rows to the first ones. */
    public String first(int rows) {
        return dialect.first(rows);
    }

    /** The pattern of {@code LIKE ? ESCAPE '!'} for texts that contain this one. */
    public String containing(String text) {
        return dialect.containing(text);
    }

    /**
     * A condition on a row {@code u} of SUP_UPDATE: that it has an article, given twice as a parameter by its {@link
     * dev.supsync.metadata.Article#name()}.
     */
    public String hasArticle() {
        return """
                (%s = ? OR EXISTS (
                    SELECT 1 FROM SUP_UPDATE_ARTICLE a WHERE a.CI_ID = u.CI_ID AND a.KIND = 1 AND %s = ?))"""
                .formatted(dialect.lowerCase("u.ARTICLE_ID"), dialect.lowerCase("a.ARTICLE"));
    }

    /** A GUID of a row; null when the column is. */
    public @Nullable UUID guid(ResultSet row, String column) throws SQLException {
        return dialect.guid(row, column);
    }

    /** An update ID of a row, in a column that is never null. */
    public UpdateId updateId(ResultSet row, String column) throws SQLException {
        UUID guid = dialect.guid(row, column);
        if (guid == null) {
            throw new SQLException(column + " is null");
        }
        return new UpdateId(guid);
    }

    /** A value of a row, by its place from 1, of the Java type that its kind names. */
    public @Nullable Object value(ResultSet row, int place, Table.Kind kind) throws SQLException {
        return dialect.value(row, place, kind);
    }

    /** Gives every row of a query to a consumer, as it comes; failures come as {@link SupsyncException}. */
    public void each(String sql, RowConsumer consumer, Object... parameters) {
        translating(() -> {
            jdbc.query(sql, (ResultSet row) -> consumer.accept(row), parameters);
            return true;
        });
    }

    /**
     * The same for a query about updates or categories by their identities: a page of them at a time.
     *
     * @param sqlEndingWithIn ends with {@code IN (} and has no other parameters
     */
    public void each(String sqlEndingWithIn, Collection<UpdateId> ids, RowConsumer consumer) {
        InList.pages(this, ids, (marks, parameters) -> each(sqlEndingWithIn + marks + ")", consumer, parameters));
    }

    /** The same by local numbers. */
    public void eachNumber(String sqlEndingWithIn, Collection<Integer> numbers, RowConsumer consumer) {
        InList.pages(numbers, (marks, parameters) -> each(sqlEndingWithIn + marks + ")", consumer, parameters));
    }

    /** Takes one row. */
    public interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    /** Where the database runs. */
    public SiteUrl.Kind kind() {
        return url.kind();
    }

    SiteDialect dialect() {
        return dialect;
    }

    @Nullable
    FileLease lease() {
        return lease;
    }

    SiteUrl url() {
        return url;
    }

    /** Work on the connection of the caller's transaction. */
    public void write(SqlWork work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("a site database is only written in a transaction");
            }
            work.run(connection, dialect.writer());
        } catch (SQLException e) {
            throw SiteErrors.translate(url, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** Something that writes tables. */
    public interface SqlWork {
        void run(Connection connection, TableWriter writer) throws SQLException;
    }

    /** Whether another HSQLDB program may have opened the files of an embedded one, so that it has to be closed. */
    public boolean areFilesLost() {
        return lease != null && !lease.isHeld();
    }

    /** Cuts the connections to a server, whatever they are in the middle of; leaves an embedded database as it is. */
    public void abort() {
        if (isOwner && !url.embedded()) {
            connections.close();
        }
    }

    /** Closes all connections, and an embedded database with them. */
    @Override
    public void close() {
        if (!isOwner) {
            return;
        }
        if (!url.embedded()) {
            connections.close();
        } else if (lease != null) {
            lease.closeAfter(connections::close);
        } else {
            EmbeddedShutdown.of(() -> {
                try (connections) {
                    jdbc.execute("SHUTDOWN");
                }
            });
        }
    }

    /** Connects once, not through the pool, which would wait and hide the cause. */
    private static SiteDialect connect(SiteUrl url, DataSource driver, @Nullable String username, String password) {
        try {
            if (url.files().isPresent()) {
                DamagedFiles.refuse(url.files().get());
            }
        } catch (SQLException e) {
            throw SiteErrors.translate(url, e);
        }
        try (Connection connection =
                username == null ? driver.getConnection() : driver.getConnection(username, password)) {
            if (connection.isReadOnly() && !url.embedded()) {
                throw new SupsyncException(
                        ErrorCode.SITE_UNREACHABLE,
                        url.name() + " can only be read.",
                        "supsync writes the site database: name one that it may write.");
            }
            return SiteDialect.of(url.effective()).on(connection);
        } catch (SQLException e) {
            SQLException failure = url.files()
                    .map(files -> DamagedFiles.opening(e, files, true))
                    .orElse(e);
            throw DriverOptions.mistake(e, url.name()).orElseGet(() -> SiteErrors.translate(url, failure));
        }
    }
}
