package dev.supsync.service;

import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.Delivery;
import dev.supsync.lease.SiteLease;
import dev.supsync.replication.Sent;
import dev.supsync.runtime.Promotions;
import dev.supsync.runtime.Reports;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.SiteResult.Result;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes the sites below a site through, in this process, after that one's own synchronization: each answers the request that
 * its parent left it, then its own children follow. Siblings wait for nothing of each other. What another supsync runs, or a
 * service, is left its request.
 */
public final class HierarchySync {

    private static final System.Logger LOG = System.getLogger(HierarchySync.class.getName());

    private final SupsyncSettings settings;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;
    /** How many sites are synchronized at once; a site that waits for those below it counts no more. */
    private final Semaphore runs =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /**
     * @param listener hears the notes of all sites, each with its site's code
     */
    public HierarchySync(SupsyncSettings settings, Clock clock, SyncListener listener, StopSignal stop) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Follows a synchronization that succeeded.
     *
     * @param deliveries what it brought to the sites directly below
     * @return how each of these went, in the order of the configuration
     */
    public List<SiteResult> follow(SiteSettings site, List<Delivery> deliveries) {
        return follow(settings, site, deliveries);
    }

    /**
     * Follows an import, as a synchronization is followed. Where a service works for the site, that does it.
     *
     * @return how each of the sites directly below went, in the order of the configuration
     * @throws SupsyncException if another run has the site, or if it cannot be written
     */
    public List<SiteResult> followImport(SiteSettings site) {
        if (isServed(site)) {
            listener.note("The service of site " + site.code() + " takes what was imported to what is below it.");
            return List.of();
        }
        return follow(
                site, new Synchronizer(settings, site, clock, notes(site.code().value()), stop).bringDown());
    }

    /**
     * @param known the configuration with the promotions of the site and of those above it
     */
    private List<SiteResult> follow(SupsyncSettings known, SiteSettings site, List<Delivery> deliveries) {
        List<SiteSettings> children = settings.tree().children(site);
        Map<SiteCode, SiteResult> results = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (SiteSettings child : children) {
            deliveries.stream()
                    .filter(d -> d.site().equals(child.code().value()))
                    .findFirst()
                    .ifPresent(delivery -> {
                        Thread thread = new Thread(
                                () -> results.put(child.code(), follow(known, child, delivery)),
                                "site-" + child.code());
                        thread.start();
                        threads.add(thread);
                    });
        }
        threads.forEach(this::join);
        if (!threads.isEmpty() && !stop.requested()) {
            collectStates(site);
        }
        return children.stream()
                .map(SiteSettings::code)
                .filter(results::containsKey)
                .map(results::get)
                .toList();
    }

    private SiteResult follow(SupsyncSettings known, SiteSettings child, Delivery delivery) {
        String code = child.code().value();
        RunError error = delivery.error();
        if (error != null) {
            Result result = delivery.result() == RunResult.STOPPED ? Result.STOPPED : Result.FAILED;
            return new SiteResult(code, result, null, null, error, List.of());
        }
        Sent sent = delivery.sent();
        if (child.siteDatabase() == null) {
            return new SiteResult(code, Result.SUCCEEDED, null, delivery.contentVersion(), null, List.of());
        }
        try {
            return child.remote()
                    ? new SiteResult(code, Result.REQUESTED, sent, null, null, List.of())
                    : synchronize(known, child, sent);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "the site was not synchronized", e);
            return new SiteResult(code, Result.FAILED, sent, null, RunError.of(Reports.error(e)), List.of());
        }
    }

    private SiteResult synchronize(SupsyncSettings above, SiteSettings configured, @Nullable Sent sent) {
        String code = configured.code().value();
        SupsyncSettings known;
        SiteSettings child;
        Synchronizer synchronizer;
        SyncReport report;
        runs.acquireUninterruptibly(); // before its database is opened, which others may want meanwhile
        try {
            if (isServed(configured)) {
                return new SiteResult(code, Result.REQUESTED, sent, null, null, List.of());
            }
            known = Promotions.of(above, configured);
            child = known.site(configured.code()).orElse(configured);
            synchronizer = new Synchronizer(known, child, clock, notes(code), stop);
            report = synchronizer.full(false);
        } finally {
            runs.release();
        }
        Result result =
                switch (report.result()) {
                    case SUCCEEDED -> Result.SUCCEEDED;
                    case STOPPED -> Result.STOPPED;
                    case FAILED, REFUSED -> Result.FAILED;
                };
        List<SiteResult> below =
                result == Result.SUCCEEDED ? follow(known, child, synchronizer.deliveries()) : List.of();
        return new SiteResult(code, result, sent, report.contentVersion(), report.error(), below);
    }

    /** What the service of a site is about to do need not be done twice. */
    private static boolean isServed(SiteSettings child) {
        return SiteRuntime.withOpen(
                child, database -> SiteLease.service(database).isPresent());
    }

    /** The children's states were those before their runs when they were taken up last. */
    private void collectStates(SiteSettings site) {
        try {
            new Synchronizer(settings, site, clock, notes(site.code().value()), stop).collectStates();
        } catch (SupsyncException e) {
            if (e.code() != ErrorCode.SITE_BUSY) {
                listener.note(
                        "The states of the sites below " + site.code() + " could not be taken up: " + e.getMessage());
            }
        }
    }

    private SyncListener notes(String site) {
        return new SyncListener() {
            @Override
            public void note(String sentence) {
                listener.note("Site " + site + ": " + sentence);
            }
        };
    }

    private void join(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                stop.request(); // the sites' own threads end by it
            }
        }
    }
}
