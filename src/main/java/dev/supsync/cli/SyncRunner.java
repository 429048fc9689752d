package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.OpenSites;
import dev.supsync.runtime.Promotions;
import dev.supsync.runtime.Reports;
import dev.supsync.runtime.Synchronizer;
import dev.supsync.service.HierarchySync;
import dev.supsync.service.SiteResult;
import dev.supsync.status.RunResult;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs a synchronization for a command, and prints one report, however it ends. */
final class SyncRunner {

    /** How the report is printed. */
    enum Format {
        TABLE,
        JSON
    }

    private final Session session;
    private final Format format;
    private final SyncType type;
    private final boolean allowVanished;
    private final boolean force;
    private final Instant startedAt;
    private final AtomicBoolean printed = new AtomicBoolean();
    private volatile String site = "";
    private volatile @Nullable Synchronizer synchronizer;
    private volatile List<SiteResult> children = List.of();

    SyncRunner(Session session, Format format, SyncType type, boolean allowVanished, boolean force) {
        this.session = session;
        this.format = format;
        this.type = type;
        this.allowVanished = allowVanished;
        this.force = force;
        this.startedAt = session.clock().instant();
    }

    /** Whether this command owes its caller a report even when its arguments are wrong. */
    static boolean reportsAtEveryExit(CommandLine command) {
        Object user = command.getCommandSpec().userObject();
        return user instanceof SyncCommand
                || user instanceof SyncCommand.Full
                || user instanceof SyncCommand.Delta
                || user instanceof RunCommand;
    }

    /** What a command that owes a report synchronizes. */
    static SyncType type(CommandLine command) {
        return command.getCommandSpec().userObject() instanceof SyncCommand.Delta ? SyncType.DELTA : SyncType.FULL;
    }

    /** Runs it; returns the exit status. */
    int run(Supplier<SiteSettings> choice) {
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, this::printUnfinished)) {
            SyncReport report = synchronize(choice, stop);
            print(report);
            int status = exitStatus(report);
            hook.ended(status);
            return status;
        }
    }

    /** That of the top-level site; else 1 if a site below failed, or was stopped. */
    private int exitStatus(SyncReport report) {
        int status = Reports.exitStatus(report);
        return status == 0 && children.stream().anyMatch(SiteResult::isFailure) ? 1 : status;
    }

    private SyncReport synchronize(Supplier<SiteSettings> choice, StopSignal stop) {
        try (OpenSites round = OpenSites.round()) {
            SiteSettings named = choice.get();
            site = named.code().value();
            SupsyncSettings settings = Promotions.of(session.settings(), named);
            SiteSettings chosen = settings.site(named.code()).orElse(named);
            try (Progress progress = Progress.of(session)) {
                Synchronizer started = new Synchronizer(settings, chosen, session.clock(), progress, stop);
                synchronizer = started;
                if (force) {
                    started.confirmTime();
                }
                SyncReport report = type == SyncType.DELTA ? started.delta(allowVanished) : started.full(allowVanished);
                if (report.result() == RunResult.SUCCEEDED) {
                    children = new HierarchySync(settings, session.clock(), progress, stop)
                            .follow(chosen, started.deliveries());
                }
                return report;
            }
        } catch (RuntimeException e) {
            SupsyncException error = Reports.error(e);
            if (error.code() == ErrorCode.INTERNAL && session.verbose()) {
                Errors.printTrace(session, error);
            }
            return Reports.failed(
                    type, site, 0, error, startedAt, session.clock().instant());
        }
    }

    private void print(SyncReport report) {
        if (!printed.compareAndSet(false, true)) {
            return;
        }
        SyncPrinter.print(session, format, report, children);
    }

    /** The command did not end in time after it was asked to stop: the process ends without it. */
    private int printUnfinished() {
        Synchronizer started = synchronizer;
        SyncReport report =
                Optional.ofNullable(started).flatMap(Synchronizer::ended).orElseGet(this::unfinished);
        print(report);
        return Reports.exitStatus(report);
    }

    private SyncReport unfinished() {
        SupsyncException error = new SupsyncException(
                ErrorCode.STOPPED,
                "The run was asked to stop, and ended with the process before its chunk was written.",
                "Run the same command again: it continues after the last committed chunk.");
        return Reports.failed(type, site, 0, error, startedAt, session.clock().instant());
    }
}
