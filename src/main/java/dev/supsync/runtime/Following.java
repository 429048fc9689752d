package dev.supsync.runtime;

import dev.supsync.base.Threads;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.ChildLinks;
import dev.supsync.hierarchy.ChildSite;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what follows the synchronizations of a served site, in threads of its own: the site can be synchronized again meanwhile.
 * Rounds for children overlap; each child is in one of them at a time.
 */
public final class Following implements AutoCloseable {

    private final SiteSettings site;
    private final Clock clock;
    private final SyncListener notes;
    private final StopSignal stop;
    private final StopSignal part;
    private final ExecutorService threads;
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicReference<@Nullable SupsyncException> failure = new AtomicReference<>();
    /** The children that are being sent something, or looked at, by their codes, and the work that they are in. */
    private final Map<String, Work> busy = new ConcurrentHashMap<>();
    /** The runs after which rounds are under way. */
    private final Queue<Long> rounds = new ConcurrentLinkedQueue<>();

    private volatile boolean pointsAreBusy;
    private @Nullable Hold children;

    /**
     * @param notes hears what a person should know, from several threads
     */
    public Following(SiteSettings site, Clock clock, SyncListener notes, StopSignal stop) {
        this.site = site;
        this.clock = clock;
        this.notes = notes;
        this.stop = stop;
        this.part = stop.part(() -> {});
        this.threads = Executors.newCachedThreadPool(work -> new Thread(work, "following-" + site.code()));
    }

    /**
     * Begins with what is to be done now, and returns at once.
     *
     * @param settings with the promotions of the site
     * @param database the site's, open: asked whether there is anything
     * @throws SupsyncException if something cannot be begun, or what was begun before has failed; SITE_BUSY if another process
     *     does it
     */
    public void begin(SupsyncSettings settings, SiteDatabase database) {
        SupsyncException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
        FollowUp followUp = followUp(settings, site, clock, notes, part);
        if (part.requested() || !followUp.isBegun(database)) {
            return;
        }
        if (followUp.isPolicyDue(database)) {
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                followUp.writePolicy(runtime);
            }
        }
        List<ChildSite> due = free(followUp.dueChildren(database));
        if (!due.isEmpty() || followUp.hasFormer(database)) {
            beginRound(settings, followUp, due, new ChildLinks(database).newestRun());
        }
        List<ChildSite> unseen = free(followUp.unseen(database));
        if (!unseen.isEmpty()) {
            withChildren(
                    settings,
                    unseen,
                    (hold, ended) -> followUp.look(
                            hold.runtime.database(), hold.lease, unseen, child -> ended.accept(child.code())));
        }
        beginPoints(settings, followUp, database);
    }

    private void beginRound(SupsyncSettings settings, FollowUp followUp, List<ChildSite> due, Long run) {
        rounds.add(run);
        try {
            withChildren(settings, due, (hold, ended) -> {
                try {
                    followUp.deliver(
                            hold.runtime.database(), hold.lease, due, delivery -> ended.accept(delivery.site()));
                } finally {
                    rounds.remove(run);
                }
            });
        } catch (RuntimeException e) {
            rounds.remove(run);
            throw e;
        }
    }

    /** The requests of the children have gone out by then, but for those that are slow since an earlier run. */
    private void beginPoints(SupsyncSettings settings, FollowUp followUp, SiteDatabase database) {
        long run = new ChildLinks(database).newestRun();
        if (pointsAreBusy
                || rounds.stream().anyMatch(round -> round >= run)
                || followUp.duePoints(database).isEmpty()) {
            return;
        }
        SiteRuntime runtime = SiteRuntime.forWriting(site);
        SiteLease lease;
        try {
            lease = runtime.takePoints(settings.lease());
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
        pointsAreBusy = true;
        start(() -> {
            try (runtime) {
                followUp.synchronizePoints(runtime.database(), lease);
            } finally {
                pointsAreBusy = false;
            }
        });
    }

    private List<ChildSite> free(List<ChildSite> sites) {
        return sites.stream().filter(child -> !busy.containsKey(child.code())).toList();
    }

    private interface Work {
        /**
         * Does it.
         *
         * @param ended hears of each child that it has done with
         */
        void run(Hold hold, Consumer<String> ended);
    }

    private void withChildren(SupsyncSettings settings, List<ChildSite> sites, Work work) {
        Hold hold = hold(settings);
        sites.forEach(child -> busy.put(child.code(), work));
        start(() -> {
            try {
                work.run(hold, code -> busy.remove(code, work));
            } finally {
                release(hold);
                sites.forEach(child -> busy.remove(child.code(), work));
            }
        });
    }

    private void start(Runnable work) {
        working.incrementAndGet();
        threads.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                SupsyncException error = SupsyncException.of(e);
                if (error.code() != ErrorCode.STOPPED) {
                    failure.set(error);
                }
            } finally {
                ended.incrementAndGet();
                working.decrementAndGet();
            }
        });
    }

    /** The site's database and the lease of children, for as long as somebody works under it. */
    private static final class Hold {

        private final SiteRuntime runtime;
        private final SiteLease lease;
        private int users;

        Hold(SiteRuntime runtime, SiteLease lease) {
            this.runtime = runtime;
            this.lease = lease;
        }

        boolean isLost() {
            try {
                runtime.database().inTransaction(() -> {
                    lease.verify();
                    return true;
                });
                return false;
            } catch (SupsyncException e) {
                return true;
            }
        }

        void close() {
            try (runtime) {
                lease.close();
            }
        }
    }

    /** Who works under a lease that was lost ends by it; what is begun from then on needs another one. */
    private synchronized Hold hold(SupsyncSettings settings) {
        Hold hold = children;
        if (hold == null || hold.isLost()) {
            SiteRuntime runtime = SiteRuntime.forWriting(site);
            try {
                hold = new Hold(runtime, runtime.takeChildren(settings.lease()));
            } catch (RuntimeException e) {
                runtime.close();
                throw e;
            }
            children = hold;
        }
        hold.users++;
        return hold;
    }

    private synchronized void release(Hold hold) {
        if (--hold.users == 0) {
            if (hold == children) {
                children = null;
            }
            hold.close();
        }
    }

    /** How much that was begun has ended, well or not: a number that only rises. */
    public long ended() {
        return ended.get();
    }

    /** Whether nothing is under way. */
    public boolean isIdle() {
        return working.get() == 0;
    }

    /**
     * Whether all that follows a site's newest run was done, or tried: for who waits for a service.
     *
     * @param settings with the promotions of the site
     */
    public static boolean isOver(SupsyncSettings settings, SiteSettings site, Clock clock, SiteDatabase database) {
        return followUp(settings, site, clock, SyncListener.SILENT, new StopSignal())
                .isOver(database);
    }

    private static FollowUp followUp(
            SupsyncSettings settings, SiteSettings site, Clock clock, SyncListener notes, StopSignal stop) {
        SiteSettings effective = settings.site(site.code()).orElse(site);
        LoggedRun listener = new LoggedRun(notes, SiteLogs.of(settings, effective, clock), clock);
        return new FollowUp(settings, effective, clock, listener, stop);
    }

    /** Stops what is under way, after the chunks that are being written, and waits for its end. */
    @Override
    public void close() {
        part.request();
        Threads.end(threads, "following-" + site.code());
        stop.end(part);
    }
}
