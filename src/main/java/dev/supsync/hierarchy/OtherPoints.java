package dev.supsync.hierarchy;

import dev.supsync.error.Durations;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.sync.LicenseTerms;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncListener.Phase;
import dev.supsync.time.Moments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Synchronizes the software update points of a site beside its active one, one after the other: status 6706. One that fails
 * has its own 6703 and its own retry; the site stays as it is.
 */
public final class OtherPoints {

    private static final System.Logger LOG = System.getLogger(OtherPoints.class.getName());

    private final SiteDatabase database;
    private final SiteLease lease;
    private final String site;
    private final Duration retryAfter;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;

    /**
     * @param lease of the further points, held by the caller
     * @param retryAfter how long one that failed waits
     */
    public OtherPoints(
            SiteDatabase database,
            SiteLease lease,
            String site,
            Duration retryAfter,
            Clock clock,
            SyncListener listener,
            StopSignal stop) {
        this.database = database;
        this.lease = lease;
        this.site = site;
        this.retryAfter = retryAfter;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
    }

    /** Those that nobody has tried yet after a run of the site. */
    public static List<PointCatalog> untried(SiteDatabase database, List<PointCatalog> points, long run) {
        Set<String> tried = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        database.each(
                "SELECT SERVER_NAME FROM SUP_POINT WHERE TRIED_RUN >= ?",
                row -> tried.add(row.getString("SERVER_NAME")),
                run);
        return points.stream().filter(p -> !tried.contains(p.server())).toList();
    }

    /**
     * Those that were not synchronized after the site's newest run, and may be tried now: after a new run at once.
     *
     * @param retryAfter how long one that failed waits; none waits longer
     */
    public static List<PointCatalog> due(
            SiteDatabase database, List<PointCatalog> points, Duration retryAfter, Instant now) {
        if (points.isEmpty()) {
            return List.of();
        }
        long run = new ChildLinks(database).newestRun();
        Set<String> done = new TreeSet<>(String.CASE_INSENSITIVE_ORDER); // as SQL Server finds their rows
        database.each("SELECT SERVER_NAME, SYNCED_RUN, TRIED_RUN, NEXT_TRY FROM SUP_POINT", row -> {
            @Nullable Instant next = ChildLinks.instant(row, "NEXT_TRY");
            boolean waits = row.getLong("TRIED_RUN") >= run && !Moments.isOver(next, retryAfter, now);
            if (row.getLong("SYNCED_RUN") >= run || waits) {
                done.add(row.getString("SERVER_NAME"));
            }
        });
        return run == 0
                ? List.of()
                : points.stream().filter(p -> !done.contains(p.server())).toList();
    }

    /**
     * Synchronizes them.
     *
     * @param run the site's run after which they are synchronized
     * @param contentVersion the site's
     * @return those that failed
     * @throws SupsyncException when it was asked to stop, or the site was lost to another run
     */
    public List<String> run(List<PointCatalog> points, long run, int contentVersion) {
        if (points.isEmpty()) {
            return List.of();
        }
        listener.phase(Phase.OTHER_POINTS);
        List<String> failed = new ArrayList<>();
        for (PointCatalog point : points) {
            stop.check();
            if (!synchronize(point, run, contentVersion)) {
                failed.add(point.server());
            }
        }
        return failed;
    }

    private boolean synchronize(PointCatalog point, long run, int version) {
        StatusMessages messages = new StatusMessages(database, site, point.server(), point.source());
        write(() -> messages.write(
                StatusMessage.SYNCHRONIZING_OTHERS, clock.instant(), version, null, List.of(point.server())));
        try {
            Optional<String> difference = point.synchronize(listener, stop);
            int lacking = LicenseTerms.missing(new JdbcSiteStore(database), point.withoutLicenseTerms())
                    .size();
            write(() -> {
                Instant now = clock.instant();
                difference.ifPresent(d -> messages.write(
                        StatusMessage.OUT_OF_SYNC, now, version, null, List.of(point.server(), point.source(), d)));
                messages.state(StatusMessage.ofSuccess(lacking), now, version);
                keep(point.server(), run, run, 0, null);
            });
            difference.ifPresent(d -> listener.note(point.outOfSync(d)));
            return true;
        } catch (RuntimeException | Error e) {
            SupsyncException error = SupsyncException.of(e);
            if (error.code() == ErrorCode.STOPPED || error.code() == ErrorCode.LEASE_LOST) {
                throw error;
            }
            LOG.log(System.Logger.Level.DEBUG, "the software update point was not synchronized", e);
            fail(point, run, messages, error, version);
            return false;
        }
    }

    private void fail(PointCatalog point, long run, StatusMessages messages, SupsyncException error, int version) {
        Instant now = clock.instant();
        String message = "The software update point " + point.server() + " was not synchronized: " + error.getMessage();
        write(() -> {
            messages.write(
                    StatusMessage.FAILED,
                    now,
                    version,
                    error.code().code(),
                    List.of(message, point.source(), error.code().code()));
            List<Integer> before = database.jdbc()
                    .queryForList(
                            "SELECT ATTEMPTS FROM SUP_POINT WHERE SERVER_NAME = ?", Integer.class, point.server());
            List<Long> synced = database.jdbc()
                    .queryForList("SELECT SYNCED_RUN FROM SUP_POINT WHERE SERVER_NAME = ?", Long.class, point.server());
            keep(
                    point.server(),
                    synced.isEmpty() ? 0 : synced.get(0),
                    run,
                    (before.isEmpty() ? 0 : before.get(0)) + 1,
                    now.plus(retryAfter));
        });
        listener.note(Printable.sentence(message) + " It is tried again in " + Durations.words(retryAfter) + ".");
    }

    private void keep(String server, long synced, long tried, int attempts, @Nullable Instant nextTry) {
        Object[] values = {synced, tried, attempts, ChildLinks.utc(nextTry), server};
        int rows = database.jdbc()
                .update(
                        "UPDATE SUP_POINT SET SYNCED_RUN = ?, TRIED_RUN = ?, ATTEMPTS = ?, NEXT_TRY = ? WHERE"
                                + " SERVER_NAME = ?",
                        values);
        if (rows == 0) {
            database.jdbc()
                    .update(
                            "INSERT INTO SUP_POINT (SYNCED_RUN, TRIED_RUN, ATTEMPTS, NEXT_TRY, SERVER_NAME) VALUES"
                                    + " (?, ?, ?, ?, ?)",
                            values);
        }
    }

    private void write(Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
