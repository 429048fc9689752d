package dev.supsync.service;

import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The service: a thread for each site, until it is asked to stop. */
public final class Service {

    private final List<Thread> threads;
    private final StopSignal stop;

    /**
     * @param jobs with their schedules; a site without any still answers requests
     */
    public Service(
            SupsyncSettings settings,
            Collection<SiteSettings> sites,
            Map<SiteCode, List<Job>> jobs,
            Clock clock,
            StopSignal stop) {
        this.stop = stop;
        this.threads = sites.stream()
                .map(site -> new Thread(
                        new SiteService(settings, site, jobs.getOrDefault(site.code(), List.of()), clock, stop),
                        "service-" + site.code()))
                .toList();
    }

    /** Serves; returns when it was asked to stop, and all runs have ended and all databases are closed. */
    public void run() {
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
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
