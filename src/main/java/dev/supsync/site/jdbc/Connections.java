package dev.supsync.site.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process to one site database: a pool for all work, and one beside it that waits for nobody. Both
 * open connections when they are needed, and close idle ones.
 */
final class Connections implements AutoCloseable {

    /**
     * What a site of a hierarchy uses at once: a run with its reading thread, the readers of eight transfers to child sites, a
     * service that looks, and one for the short transactions of the threads of all children, which wait for each other.
     */
    static final int MOST = 12;

    /** How long to wait for a connection: less than the 30 seconds after which a silent holder of a lease loses it. */
    static final Duration WAIT = Duration.ofSeconds(20);

    private final HikariConfig config = new HikariConfig();
    private final boolean isServer;
    private final HikariDataSource pool;
    private @Nullable HikariDataSource reserved;

    /**
     * Opens none yet.
     *
     * @param driver connects to the URL
     */
    Connections(SiteUrl url, DataSource driver, @Nullable String username, String password) {
        isServer = !url.embedded();
        config.setDataSource(driver);
        if (username != null) {
            config.setUsername(username);
            config.setPassword(password);
        }
        // HSQLDB refuses the pool's own "not read-only" where the URL says that it is
        config.setReadOnly(url.effective().toLowerCase(Locale.ROOT).contains(";readonly=true"));
        config.setConnectionTimeout(WAIT.toMillis());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        this.pool = open("site", MOST);
    }

    private HikariDataSource open(String name, int most) {
        HikariConfig own = new HikariConfig();
        config.copyStateTo(own);
        own.setPoolName(name);
        own.setMaximumPoolSize(most);
        return isServer ? new Reachable(own) : new HikariDataSource(own);
    }

    /** For all work. */
    HikariDataSource pool() {
        return pool;
    }

    /** One connection, for what must not wait for the others; none once these are closed. */
    synchronized HikariDataSource reserved() {
        HikariDataSource open = reserved;
        if (open == null) {
            if (pool.isClosed()) {
                return pool;
            }
            open = open("site-reserved", 1);
            reserved = open;
        }
        return open;
    }

    /** Cuts them, whatever they are in the middle of. */
    @Override
    public void close() {
        pool.close();
        @Nullable HikariDataSource open;
        synchronized (this) {
            open = reserved;
        }
        if (open != null) {
            open.close();
        }
    }

    /**
     * A pool that says at once that its server is gone. Left to itself it waits the whole time for each statement that follows,
     * and a run that fails has several of them to write.
     */
    private static final class Reachable extends HikariDataSource {

        Reachable(HikariConfig config) {
            super(config);
        }

        @Override
        public Connection getConnection() throws SQLException {
            HikariPoolMXBean state = getHikariPoolMXBean();
            if (!isClosed() && state != null && state.getTotalConnections() == 0) {
                connect().close();
            }
            return super.getConnection();
        }

        private Connection connect() throws SQLException {
            return getUsername() == null
                    ? getDataSource().getConnection()
                    : getDataSource().getConnection(getUsername(), getPassword());
        }
    }
}
