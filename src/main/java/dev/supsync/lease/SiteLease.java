package dev.supsync.lease;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to write a site, held by one run at a time. The fencing token rises with every holder, so that one who
 * stalled and comes back cannot write any more. By the database's clock.
 */
public final class SiteLease implements Fence, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SiteLease.class.getName());

    private final SiteDatabase database;
    private final long token;
    private final ScheduledExecutorService heart;

    private SiteLease(SiteDatabase database, long token, ScheduledExecutorService heart) {
        this.database = database;
        this.token = token;
        this.heart = heart;
    }

    /**
     * Takes the lease, without waiting for another holder's end.
     *
     * @param timeout how long a silent holder keeps it
     * @param heartbeat how often it is renewed, less than half of {@code timeout}
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who holds it since when
     */
    public static SiteLease take(SiteDatabase database, Duration timeout, Duration heartbeat) {
        // the file lock is held already, so whatever the row of an embedded database says is of the dead
        boolean embedded = database.kind() != dev.supsync.site.jdbc.SiteUrl.Kind.SERVER;
        long token = database.inTransaction(() -> take(database, timeout, embedded));
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "lease-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        SiteLease lease = new SiteLease(database, token, heart);
        if (!embedded) {
            heart.scheduleWithFixedDelay(
                    () -> lease.beat(timeout), heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
        }
        return lease;
    }

    /** Who holds the lease of a database on a server, if anyone does. */
    public static Optional<Holder> holder(SiteDatabase database) {
        Instant now = database.clock();
        return database
                .translating(() -> database.jdbc()
                        .query("SELECT HOLDER, EXPIRES_AT FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 1", (row, number) -> {
                            boolean valid = row.getObject(2, LocalDateTime.class)
                                    .toInstant(ZoneOffset.UTC)
                                    .isAfter(now);
                            return valid ? Optional.of(Holder.read(row.getString(1), now)) : Optional.<Holder>empty();
                        }))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static long take(SiteDatabase database, Duration timeout, boolean embedded) {
        if (!embedded) {
            refuseIfHeld(database, timeout); // at once, whatever a chunk in flight has locked
        }
        // waits for a chunk in flight, and keeps every other taker waiting
        database.jdbc().update("UPDATE SUP_LEASE SET TOKEN = TOKEN + 1 WHERE LEASE_ID = 1");
        if (!embedded) {
            refuseIfHeld(database, timeout);
        }
        Long token = database.jdbc().queryForObject("SELECT TOKEN FROM SUP_LEASE WHERE LEASE_ID = 1", Long.class);
        if (token == null) {
            throw new IllegalStateException("the lease has no row");
        }
        Instant now = database.clock();
        database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER");
        database.jdbc()
                .update(
                        "INSERT INTO SUP_LEASE_HOLDER (LEASE_ID, TOKEN, HOLDER, SINCE, EXPIRES_AT) VALUES (1, ?, ?, ?, ?)",
                        token,
                        Holder.current(now).encode(),
                        utc(now),
                        utc(now.plus(timeout)));
        return token;
    }

    private static void refuseIfHeld(SiteDatabase database, Duration timeout) {
        holder(database).ifPresent(other -> {
            throw new SupsyncException(
                    ErrorCode.SITE_BUSY,
                    database.name() + " is being synchronized by " + other + ".",
                    "Wait until it has ended, then run the command again; a holder that died loses the site "
                            + timeout.toSeconds() + " seconds after its last sign of life.");
        });
    }

    private void beat(Duration timeout) {
        try {
            int rows = database.inTransaction(() -> database.jdbc()
                    .update(
                            "UPDATE SUP_LEASE_HOLDER SET EXPIRES_AT = ? WHERE LEASE_ID = 1 AND TOKEN = ?",
                            utc(database.clock().plus(timeout)),
                            token));
            if (rows == 0) {
                LOG.log(System.Logger.Level.WARNING, "Another run has taken {0} over.", database.name());
                heart.shutdown();
            }
        } catch (SupsyncException e) {
            // the next beat may succeed; if none does, the fence of the next chunk tells
            LOG.log(System.Logger.Level.WARNING, "A sign of life could not be written: {0}", e.getMessage());
        }
    }

    @Override
    public long token() {
        return token;
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            database.inTransaction(() ->
                    database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER WHERE LEASE_ID = 1 AND TOKEN = ?", token));
        } catch (SupsyncException e) {
            LOG.log(System.Logger.Level.WARNING, "The lease could not be given back: {0}", e.getMessage());
        }
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
