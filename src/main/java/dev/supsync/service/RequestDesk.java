package dev.supsync.service;

import dev.supsync.lease.SiteLease;
import dev.supsync.service.Request.Reason;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where commands leave requests for a site's service, and wait for them. */
public final class RequestDesk {

    private static final Duration POLL = Duration.ofMillis(500);

    private final SiteDatabase database;
    private final RequestStore requests;
    private final Clock clock;

    public RequestDesk(SiteDatabase database, String site, Clock clock) {
        this.database = database;
        this.requests = new RequestStore(database, site);
        this.clock = clock;
    }

    /** Leaves a request; returns its number. */
    public long leave(SyncType type, String by) {
        Instant now = clock.instant();
        return requests.add(type, Reason.PERSON, by, now, now, 0);
    }

    /** Whether a service works for the site at present. */
    public boolean isServed() {
        return SiteLease.service(database).isPresent();
    }

    /** How the run of a request ended; empty until then. */
    public Optional<SyncReport> report(long id) {
        return requests.find(id).map(Request::report);
    }

    /** Waits until the run of a request has ended; empty if this process was asked to stop before. */
    public Optional<SyncReport> await(long id, StopSignal stop) {
        while (!stop.requested()) {
            Optional<SyncReport> report = report(id);
            if (report.isPresent()) {
                return report;
            }
            stop.await(POLL);
        }
        return Optional.empty();
    }
}
