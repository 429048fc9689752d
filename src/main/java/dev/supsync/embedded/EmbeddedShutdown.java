package dev.supsync.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of an embedded database, which nobody waits for for ever: HSQLDB 2.7.3's SHUTDOWN can deadlock with the checkpoint that
 * its own log starts in the background. What is committed is on the disk already; without a clean end the next opening replays
 * the log.
 */
public final class EmbeddedShutdown {

    private static final System.Logger LOG = System.getLogger(EmbeddedShutdown.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private @Nullable Thread thread;

    /** Shuts a database without files down. */
    public static void of(Runnable work) {
        new EmbeddedShutdown().run(work);
    }

    /** Shuts a database down; returns when that has ended, or after a minute. */
    void run(Runnable work) {
        Thread started = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.DEBUG, "the embedded database did not shut down cleanly", e);
                    }
                },
                "embedded-shutdown");
        started.setDaemon(true);
        synchronized (this) {
            thread = started;
        }
        started.start();
        if (!await() && !Thread.currentThread().isInterrupted()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The embedded database did not shut down within {0} seconds. Its files stay locked until it has,"
                            + " or until this process ends.",
                    LIMIT.toSeconds());
        }
    }

    /** Waits until it has ended, if it has begun, for a minute at most; false if it has not ended then. */
    boolean await() {
        Thread started;
        synchronized (this) {
            started = thread;
        }
        if (started == null) {
            return true;
        }
        try {
            started.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !started.isAlive();
    }
}
