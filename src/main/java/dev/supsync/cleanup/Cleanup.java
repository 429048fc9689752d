package dev.supsync.cleanup;

import dev.supsync.lifecycle.Removable;
import dev.supsync.site.Fence;
import dev.supsync.site.LifecycleStore;
import dev.supsync.site.jdbc.JdbcLifecycleStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.Protection;
import dev.supsync.site.jdbc.RemovalStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One cleanup of one site, in batches of {@value #BATCH} updates, each a transaction, for at most 45 minutes. Whatever
 * stops it, the next one finds the rest.
 */
public final class Cleanup {

    /** How long it takes at most, to the end of the batch at hand. */
    static final Duration LIMIT = Duration.ofMinutes(45);

    private static final int BATCH = 100;

    private final SiteDatabase database;
    private final CleanupRules rules;
    private final Clock clock;
    private final RemovalStore store;
    private final LifecycleStore lifecycle;

    public Cleanup(SiteDatabase database, CleanupRules rules, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.store = new RemovalStore(database);
        this.lifecycle = new JdbcLifecycleStore(database);
    }

    /**
     * What a cleanup would remove now. Changes nothing.
     *
     * @param removed hears of the local number of every expired update that would go
     */
    public CleanupReport preview(IntConsumer removed) {
        Candidates candidates = candidates(clock.instant().minus(rules.after()));
        Removable removable = candidates.removable();
        int[] order = removable.order();
        int updates = 0;
        for (int ciId : order) {
            if (!removable.isUnlisted(ciId)) {
                updates++;
                removed.accept(ciId);
            }
        }
        return new CleanupReport(
                updates,
                order.length - updates,
                candidates.deployed(),
                removable.held(),
                0,
                new HistoryPurge(database, rules, clock.instant()).count(),
                false);
    }

    /**
     * Removes it.
     *
     * @param fence held by the caller
     * @param stop whether to stop after the batch at hand
     */
    public CleanupReport run(Fence fence, BooleanSupplier stop) {
        return run(fence, stop, true);
    }

    /** The same, without a search for what nothing needs any more if no update has been expired for long enough. */
    public CleanupReport runBriefly(Fence fence, BooleanSupplier stop) {
        return run(fence, stop, false);
    }

    /** Removes old history only: the updates of a site that follows another one go by that one's removals. */
    public CleanupReport purge(Fence fence, BooleanSupplier stop) {
        Instant now = clock.instant();
        Instant end = now.plus(LIMIT);
        CleanupReport nothing = new CleanupReport(0, 0, 0, 0, 0, CleanupReport.History.NONE, false);
        return end(fence, stop, () -> stop.getAsBoolean() || !clock.instant().isBefore(end), nothing, now);
    }

    private CleanupReport run(Fence fence, BooleanSupplier stop, boolean always) {
        Instant now = clock.instant(); // once: what it says later can be another time
        Instant end = now.plus(LIMIT);
        Instant before = now.minus(rules.after());
        BooleanSupplier enough = () -> stop.getAsBoolean() || !clock.instant().isBefore(end);
        CleanupReport report = new CleanupReport(0, 0, 0, 0, 0, CleanupReport.History.NONE, false);
        if (always || store.anyExpired(before)) {
            report = remove(fence, before, enough);
        }
        return end(fence, stop, enough, report, now);
    }

    private CleanupReport end(
            Fence fence, BooleanSupplier stop, BooleanSupplier enough, CleanupReport report, Instant now) {
        CleanupReport.History history = new HistoryPurge(database, rules, now).run(fence, enough);
        boolean stopped = stop.getAsBoolean();
        if (!stopped) { // one that was asked to stop is made up for
            database.inTransaction(() -> {
                new JdbcSiteStore(database).verify(fence);
                lifecycle.cleanedUp(clock.instant());
                return true;
            });
        }
        return new CleanupReport(
                report.updates(),
                report.needless(),
                report.deployed(),
                report.held(),
                report.remaining(),
                history,
                stopped);
    }

    private CleanupReport remove(Fence fence, Instant before, BooleanSupplier enough) {
        Candidates candidates = candidates(before);
        Removable removable = candidates.removable();
        List<Integer> order = Arrays.stream(removable.order()).boxed().toList();
        Protection protection = new Protection(database);
        int updates = 0;
        int needless = 0;
        int done = 0;
        while (done < order.size() && !enough.getAsBoolean()) {
            List<Integer> batch = order.subList(done, Math.min(order.size(), done + BATCH));
            RemovalStore.Removed removed =
                    database.inTransaction(() -> store.remove(fence, batch, protection, before, clock.instant()));
            updates += removed.listed();
            needless += removed.unlisted();
            done += batch.size();
        }
        return new CleanupReport(
                updates,
                needless,
                candidates.deployed(),
                removable.held(),
                order.size() - done,
                CleanupReport.History.NONE,
                false);
    }

    /**
     * @param deployed how many would be candidates, were they not deployed
     */
    private record Candidates(Removable removable, int deployed) {}

    private Candidates candidates(Instant before) {
        Removable.Builder builder = Removable.builder();
        int[] deployed = {0};
        store.standings(standing -> {
            Instant since = standing.expiredSince();
            boolean isOld = since != null && since.isBefore(before);
            if (!standing.listed()) {
                builder.unlisted(standing.ciId());
            } else if (isOld && !standing.deployed()) {
                builder.mayGo(standing.ciId());
            } else {
                builder.stays(standing.ciId());
                deployed[0] += isOld ? 1 : 0;
            }
        });
        store.needs(builder::needs);
        return new Candidates(builder.build(), deployed[0]);
    }
}
