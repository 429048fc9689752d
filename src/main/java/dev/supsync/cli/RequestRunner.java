package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Following;
import dev.supsync.runtime.Promotions;
import dev.supsync.runtime.Reports;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.service.RequestDesk;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Leaves a synchronization to the service, and waits for its end if that is wanted. */
final class RequestRunner {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Set<ErrorCode> PASSING =
            Set.of(ErrorCode.SITE_BUSY, ErrorCode.SITE_UNREACHABLE, ErrorCode.SITE_FAILED);

    private final Session session;
    private final SyncRunner.Format format;
    private final SyncType type;

    RequestRunner(Session session, SyncRunner.Format format, SyncType type) {
        this.session = session;
        this.format = format;
        this.type = type;
    }

    /** Leaves a request; returns the exit status. */
    int leave(Supplier<SiteSettings> choice) {
        SiteSettings site = choice.get();
        try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
            RequestDesk desk = desk(site, runtime);
            long id = desk.leave(type, person());
            session.delivery().done("Request " + id + " was left");
            print(site, id);
            noteIfNobodyServes(site, desk);
        }
        return 0;
    }

    /** Leaves a request and waits for the end of its run; returns that run's exit status. */
    int await(Supplier<SiteSettings> choice) {
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            SyncReport report = report(choice, stop);
            SyncPrinter.print(session, format, report, List.of());
            int status = Reports.exitStatus(report);
            hook.ended(status);
            return status;
        }
    }

    private SyncReport report(Supplier<SiteSettings> choice, StopSignal stop) {
        String code = "";
        try {
            SiteSettings site = choice.get();
            code = site.code().value();
            long id;
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                RequestDesk desk = desk(site, runtime);
                id = desk.leave(type, person());
                session.terminal().message("Request " + id + " for site " + site.code() + "; waiting for its end");
                noteIfNobodyServes(site, desk);
            }
            return await(site, id, stop);
        } catch (RuntimeException e) {
            return Reports.failed(
                    type,
                    code,
                    0,
                    Reports.error(e),
                    session.clock().instant(),
                    session.clock().instant());
        }
    }

    /** A database that only one process can open is let go between two looks, for the service to open it. */
    private SyncReport await(SiteSettings site, long id, StopSignal stop) {
        Optional<SyncReport> report = Optional.empty();
        while (!stop.requested()) {
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                RequestDesk desk = desk(site, runtime);
                report = runtime.isExclusive() ? desk.report(id) : desk.await(id, stop);
                if (report.filter(r -> isOver(site, r, runtime, desk)).isPresent()) {
                    return report.get();
                }
            } catch (SupsyncException e) {
                if (!PASSING.contains(e.code())) {
                    throw e; // else a service ends, or another one begins
                }
            }
            stop.await(POLL);
        }
        if (report.isPresent()) {
            return report.get();
        }
        throw new SupsyncException(
                ErrorCode.STOPPED,
                "The waiting for request " + id + " was ended; the request stays.",
                "\"supsync status\" shows how its run went.");
    }

    /** The sites below follow a run that has succeeded; if no service is there any more, the next one sees to that. */
    private boolean isOver(SiteSettings site, SyncReport report, SiteRuntime runtime, RequestDesk desk) {
        return report.result() != RunResult.SUCCEEDED
                || !desk.isServed()
                || Following.isOver(
                        Promotions.of(session.settings(), site, runtime.database()),
                        site,
                        session.clock(),
                        runtime.database());
    }

    private RequestDesk desk(SiteSettings site, SiteRuntime runtime) {
        return new RequestDesk(runtime.database(), site.code().value(), session.clock());
    }

    private void print(SiteSettings site, long id) {
        switch (format) {
            case JSON ->
                Json.print(session.terminal(), json -> {
                    json.writeStartObject();
                    json.writeNumberField("request", id);
                    json.writeStringField("site", site.code().value());
                    json.writeStringField("type", type.name());
                    json.writeEndObject();
                });
            case TABLE ->
                session.terminal()
                        .line("Request " + id + ": " + type.name().toLowerCase(Locale.ROOT)
                                + " synchronization of site " + site.code());
        }
        session.terminal().flush();
    }

    private void noteIfNobodyServes(SiteSettings site, RequestDesk desk) {
        if (!desk.isServed()) {
            session.note("no service serves site " + site.code() + " at present; the request is kept until one does");
        }
    }

    private static String person() {
        return System.getProperty("user.name", "unknown");
    }
}
