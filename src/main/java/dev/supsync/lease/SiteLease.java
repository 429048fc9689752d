package dev.supsync.lease;

import dev.supsync.base.Threads;
import dev.supsync.embedded.Holder;
import dev.supsync.error.Durations;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The right to write a site, held by one run at a time. The fencing token rises with every holder, so that one who
 * stalled and comes back cannot write any more. By the database's clock.
 */
public final class SiteLease implements Fence, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SiteLease.class.getName());

    /** For a chunk in flight: a minute is long for a thousand records. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The longest time-out that can be configured. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final String HEARTBEAT = "lease-heartbeat-";

    private final SiteDatabase database;
    private final Kind kind;
    private final long token;
    private final Times times;
    private final ScheduledExecutorService heart;

    /**
     * How a lease is kept.
     *
     * @param timeout how long a silent holder keeps it
     * @param heartbeat how often it is renewed
     */
    private record Times(Duration timeout, Duration heartbeat) {}

    /** What is held: each has a row of its own. */
    private enum Kind {
        /** The right to write a site's updates. */
        RUN(1, "%s is being synchronized"),
        /** The right to be the service that works for a site; the others stand by. */
        SERVICE(2, "%s is being served"),
        /** The right to bring the sites below a site up to date. */
        CHILDREN(3, "The sites below %s are being brought up to date"),
        /** The right to write the catalogs of a site's software update points beside the active one. */
        POINTS(4, "The further software update points of %s are being synchronized");

        private final int id;
        private final String doing;

        Kind(int id, String doing) {
            this.id = id;
            this.doing = doing;
        }

        String doing(SiteDatabase database) {
            return String.format(Locale.ROOT, doing, database.name());
        }
    }

    private SiteLease(SiteDatabase database, Kind kind, long token, Times times, ScheduledExecutorService heart) {
        this.database = database;
        this.kind = kind;
        this.token = token;
        this.times = times;
        this.heart = heart;
    }

    /**
     * Takes the lease, without waiting for another holder's end. Where that end cannot be right, because the database's clock was
     * ahead, it does wait: for the holder's next sign of life, or until there was none for as long as that one's time-out, an hour
     * at most. And it waits for the chunk of a holder whose time is up, a minute at most.
     *
     * @param timeout how long a silent holder keeps it
     * @param heartbeat how often it is renewed, less than half of {@code timeout}
     * @param check runs again and again while it waits for a sign of life; what it throws ends that
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who holds it since when
     */
    public static SiteLease take(SiteDatabase database, Duration timeout, Duration heartbeat, Runnable check) {
        return take(database, Kind.RUN, new Times(timeout, heartbeat), PATIENCE, check);
    }

    /** The same, by a caller whom nobody can stop. */
    public static SiteLease take(SiteDatabase database, Duration timeout, Duration heartbeat) {
        return take(database, timeout, heartbeat, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long to wait for the chunk that a holder whose time is up is still writing
     */
    static SiteLease take(SiteDatabase database, Duration timeout, Duration heartbeat, Duration patience) {
        return take(database, Kind.RUN, new Times(timeout, heartbeat), patience, () -> {});
    }

    /**
     * Takes the lease of the service, without waiting: of several copies one works. It does not keep runs by hand away.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming the copy that works
     */
    public static SiteLease takeService(SiteDatabase database, Duration timeout, Duration heartbeat) {
        return take(database, Kind.SERVICE, new Times(timeout, heartbeat), PATIENCE, () -> {});
    }

    /**
     * Takes the lease of whoever brings the sites below up to date, without waiting. Neither runs nor services keep it away.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who does it
     */
    public static SiteLease takeChildren(SiteDatabase database, Duration timeout, Duration heartbeat) {
        return take(database, Kind.CHILDREN, new Times(timeout, heartbeat), PATIENCE, () -> {});
    }

    /**
     * Takes the lease of whoever synchronizes the software update points beside the active one, without waiting.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who does it
     */
    public static SiteLease takePoints(SiteDatabase database, Duration timeout, Duration heartbeat) {
        return take(database, Kind.POINTS, new Times(timeout, heartbeat), PATIENCE, () -> {});
    }

    /** As {@link #takePoints(SiteDatabase, Duration, Duration)}, beside this one and kept as this one is. */
    public SiteLease takePoints() {
        return takePoints(database, times.timeout(), times.heartbeat());
    }

    private static SiteLease take(SiteDatabase database, Kind kind, Times times, Duration patience, Runnable check) {
        Duration timeout = times.timeout();
        Duration heartbeat = times.heartbeat();
        // the file lock is held already, so whatever the row of an embedded database says is of the dead
        boolean embedded = database.kind() != dev.supsync.site.jdbc.SiteUrl.Kind.SERVER;
        if (!embedded && kind == Kind.RUN) {
            Silence.await(database, kind.id, timeout, heartbeat, check);
        }
        long token = database.inTransaction(() -> take(database, kind, timeout, embedded, patience));
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, HEARTBEAT + kind.id);
            thread.setDaemon(true);
            return thread;
        });
        SiteLease lease = new SiteLease(database, kind, token, times, heart);
        if (!embedded) {
            heart.scheduleWithFixedDelay(
                    () -> lease.beat(database::reserved, timeout),
                    heartbeat.toMillis(),
                    heartbeat.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        return lease;
    }

    /** Ends what the dead have left of an embedded database, before others get it: its file lock proves that they are. */
    public static void forgetDead(SiteDatabase database) {
        database.inTransaction(() -> database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER"));
    }

    /** Who holds the lease of a database on a server, if anyone does. */
    public static Optional<Holder> holder(SiteDatabase database) {
        return holder(database, Kind.RUN);
    }

    /** Which copy of the service works for a site, if one does. */
    public static Optional<Holder> service(SiteDatabase database) {
        return holder(database, Kind.SERVICE);
    }

    /**
     * Who brings the sites below up to date.
     *
     * @param token of the lease under which it does
     */
    public record Follower(Holder holder, long token) {}

    /** Who brings the sites below a site up to date at the moment, if anyone does. */
    public static Optional<Follower> follower(SiteDatabase database) {
        if (database.kind() != dev.supsync.site.jdbc.SiteUrl.Kind.SERVER) {
            return Optional.empty(); // whoever has an embedded database open has its lock: the row is of the dead
        }
        Instant now = database.clock();
        return row(database, Kind.CHILDREN, now).map(row -> new Follower(row.holder(now), row.token()));
    }

    /** An end that cannot be says nothing of whether the holder lives. Whoever takes the lease finds that out. */
    private static Optional<Holder> holder(SiteDatabase database, Kind kind) {
        Instant now = database.clock();
        return row(database, kind, now).map(row -> row.holder(now));
    }

    private static Optional<HolderRow> row(SiteDatabase database, Kind kind, Instant now) {
        return HolderRow.find(database, kind.id, LONGEST).filter(row -> !row.isExpired(now) && !row.isImpossible(now));
    }

    private static long take(SiteDatabase database, Kind kind, Duration timeout, boolean embedded, Duration patience) {
        if (!embedded) {
            refuseIfHeld(database, kind, timeout, false); // at once, whatever a chunk in flight has locked
        }
        // waits for a chunk in flight, and keeps every other taker waiting
        String next = "UPDATE SUP_LEASE SET TOKEN = TOKEN + 1 WHERE LEASE_ID = ?";
        if (database.updateWithin(patience, next, kind.id) < 0) {
            throw new SupsyncException(
                    ErrorCode.SITE_BUSY,
                    "The lease of the last holder of " + database.name()
                            + " has expired, but its connection has not let go" + " of the site within "
                            + Durations.words(patience) + ".",
                    "Run the command again later. If it stays so, end that process, or its session on the database"
                            + " server: it has a transaction open.");
        }
        if (!embedded) {
            refuseIfHeld(database, kind, timeout, true);
        }
        Long token =
                database.jdbc().queryForObject("SELECT TOKEN FROM SUP_LEASE WHERE LEASE_ID = ?", Long.class, kind.id);
        if (token == null) {
            throw new IllegalStateException("the lease has no row");
        }
        Instant now = database.clock();
        database.jdbc().update("DELETE FROM SUP_LEASE_HOLDER WHERE LEASE_ID = ?", kind.id);
        database.jdbc()
                .update(
                        "INSERT INTO SUP_LEASE_HOLDER (LEASE_ID, TOKEN, HOLDER, SINCE, EXPIRES_AT) VALUES (?, ?, ?, ?,"
                                + " ?)",
                        kind.id,
                        token,
                        HolderRow.encode(Holder.current(now), timeout),
                        utc(now),
                        utc(now.plus(timeout)));
        return token;
    }

    /**
     * @param last whether the holder is replaced if this does not refuse
     */
    private static void refuseIfHeld(SiteDatabase database, Kind kind, Duration timeout, boolean last) {
        Instant now = database.clock();
        HolderRow row = HolderRow.find(database, kind.id, timeout).orElse(null);
        if (row == null || row.isExpired(now)) {
            return;
        }
        Silence silence = new Silence(database, kind.id);
        if (!row.isImpossible(now)) {
            silence.forget();
            throw new SupsyncException(
                    ErrorCode.SITE_BUSY,
                    kind.doing(database) + " by " + row.holder(now) + ".",
                    "Wait until it has ended, then run the command again; a holder that died loses the site "
                            + Durations.words(row.timeout()) + " after its last sign of life.");
        }
        if (!silence.isOver(row)) {
            throw new SupsyncException(
                    ErrorCode.SITE_BUSY,
                    silence.sentence(row) + " Its holder is " + row.holder(now) + ".",
                    "Wait: a living holder corrects that with its next sign of life; one that gives none for "
                            + Durations.words(row.timeout()) + " loses the site.");
        }
        if (last) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} Its holder, {1}, has given no sign of life for {2} and is replaced.",
                    silence.sentence(row),
                    row.holder(now),
                    Durations.words(row.timeout()));
        }
    }

    void beat(Supplier<SiteDatabase> reserved, Duration timeout) {
        try {
            SiteDatabase beside = reserved.get();
            int rows = beside.inTransaction(() -> beside.jdbc()
                    .update(
                            "UPDATE SUP_LEASE_HOLDER SET EXPIRES_AT = ? WHERE LEASE_ID = ? AND TOKEN = ?",
                            utc(beside.clock().plus(timeout)),
                            kind.id,
                            token));
            if (rows == 0) {
                LOG.log(System.Logger.Level.WARNING, "Another process has taken {0} over.", database.name());
                heart.shutdown();
            }
        } catch (Throwable e) {
            // the next beat may succeed, and what is thrown here would end them all; the fence of the next chunk tells
            LOG.log(System.Logger.Level.WARNING, "A sign of life could not be written: {0}", e.getMessage());
        }
    }

    /**
     * Fails if somebody else has the lease by now; else nobody takes it before the caller's transaction ends.
     *
     * @throws SupsyncException {@link ErrorCode#LEASE_LOST}
     */
    public void verify() {
        int rows = database.translating(() -> database.jdbc()
                .update("UPDATE SUP_LEASE SET TOKEN = TOKEN WHERE LEASE_ID = ? AND TOKEN = ?", kind.id, token));
        if (rows != 1) {
            throw new SupsyncException(
                    ErrorCode.LEASE_LOST,
                    kind.doing(database) + " by another process now: this one's lease had expired.",
                    "Nothing to do: the other one goes on. If it happens again, look for a machine that stalls, or"
                            + " raise lease.timeout.");
        }
    }

    @Override
    public long token() {
        return token;
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        Threads.end(heart, HEARTBEAT + kind.id);
        try {
            database.inTransaction(() -> database.jdbc()
                    .update("DELETE FROM SUP_LEASE_HOLDER WHERE LEASE_ID = ? AND TOKEN = ?", kind.id, token));
        } catch (SupsyncException e) {
            LOG.log(System.Logger.Level.WARNING, "The lease could not be given back: {0}", e.getMessage());
        }
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
