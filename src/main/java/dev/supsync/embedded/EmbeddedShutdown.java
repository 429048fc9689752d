package dev.supsync.embedded;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Shuts an embedded database down, but not for ever: HSQLDB 2.7.3's SHUTDOWN can deadlock with the checkpoint that its own
 * log starts in the background. What is committed is on the disk already; without a clean end the next opening replays
 * the log.
 */
public final class EmbeddedShutdown {

    private static final System.Logger LOG = System.getLogger(EmbeddedShutdown.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private EmbeddedShutdown() {}

    /** Shuts down; returns when that is done, or after a minute. */
    public static void run(JdbcTemplate jdbc) {
        Thread thread = new Thread(() -> shutdown(jdbc), "site-shutdown");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(LIMIT.toMillis());
            if (thread.isAlive()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The embedded database did not shut down within {0} seconds and is left as it is.",
                        LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void shutdown(JdbcTemplate jdbc) {
        try {
            jdbc.execute("SHUTDOWN");
        } catch (DataAccessException e) {
            LOG.log(System.Logger.Level.DEBUG, "the embedded database did not shut down cleanly", e);
        }
    }
}
