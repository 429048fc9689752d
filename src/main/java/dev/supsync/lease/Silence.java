package dev.supsync.lease;

import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a living holder of a lease from a dead one where the database's clock cannot, because it was ahead: a living one writes
 * its row again and again. What was seen is measured by this process's own stopwatch, which no clock moves.
 */
final class Silence {

    private static final System.Logger LOG = System.getLogger(Silence.class.getName());

    /** Whoever stops a run does not wait for the next sign of life of another one. */
    private static final long MOST_PAUSE_MILLIS = 1_000;

    /** The rows that cannot be right, by database and lease, and since when they were seen unchanged. */
    private static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    private record Seen(HolderRow row, long since) {}

    private final SiteDatabase database;
    private final int lease;
    private final String key;

    Silence(SiteDatabase database, int lease) {
        this.database = database;
        this.lease = lease;
        this.key = database.name() + " " + lease;
    }

    /**
     * Where a lease ends at a moment that cannot be: waits until its holder gives a sign of life, which puts that right, or has
     * given none for its time-out.
     *
     * @param timeout of the lease where its row does not tell one
     * @param poll how often to look, and to check
     * @param check throws what ends the waiting
     */
    static void await(SiteDatabase database, int lease, Duration timeout, Duration poll, Runnable check) {
        Silence silence = new Silence(database, lease);
        boolean told = false;
        for (HolderRow row = silence.wrong(timeout);
                row != null && !silence.isOver(row);
                row = silence.wrong(timeout)) {
            if (!told) {
                LOG.log(System.Logger.Level.WARNING, "{0} Waiting for a sign of life.", silence.sentence(row));
                told = true;
            }
            check.run();
            pause(Math.min(Math.min(poll.toMillis(), row.timeout().toMillis()), MOST_PAUSE_MILLIS));
            if (Thread.currentThread().isInterrupted()) {
                return; // and is refused, if the holder may still live
            }
        }
    }

    private @Nullable HolderRow wrong(Duration timeout) {
        return HolderRow.find(database, lease, timeout)
                .filter(row -> row.isImpossible(database.clock()))
                .orElse(null);
    }

    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a holder has written nothing for its whole time-out, as far as this process has looked. */
    boolean isOver(HolderRow row) {
        Seen seen = SEEN.compute(
                key,
                (k, before) -> before != null && before.row.equals(row) ? before : new Seen(row, System.nanoTime()));
        return System.nanoTime() - seen.since >= row.timeout().toNanos();
    }

    /** Forgets what was seen. */
    void forget() {
        SEEN.remove(key);
    }

    /** Why the row cannot be right. */
    String sentence(HolderRow row) {
        return "The lease of " + database.name() + " ends at " + row.expiresAt().truncatedTo(ChronoUnit.SECONDS)
                + ", further ahead than its time-out of " + row.timeout().toSeconds()
                + " seconds: the clock of the database server was ahead.";
    }
}
