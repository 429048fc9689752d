package dev.supsync.cli;

import dev.supsync.cleanup.CleanupReport;
import dev.supsync.config.Configuration;
import dev.supsync.config.JobSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Cleaner;
import dev.supsync.runtime.Sites;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a job file at once, whatever its schedule says. */
@Command(name = "run", sortOptions = false, description = "Runs a job file at once, whatever its schedule says.")
final class RunCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The job file, for example jobs/nightly-full-sync.yml.")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @Option(
            names = "--allow-vanished",
            description = "Let any number of updates expire that have vanished from the catalog or were declined.")
    private boolean allowVanished;

    @Option(
            names = "--force",
            description =
                    "Confirm the time: let updates expire and go although the clock is far ahead of when the site was"
                            + " last alive.")
    private boolean force;

    @SuppressWarnings("NullAway.Init")
    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        @Nullable JobSettings job = null;
        try {
            job = load();
        } catch (SupsyncException e) {
            // read again below, where every end has its report
        }
        JobSettings.JobType type = job == null ? JobSettings.JobType.FULL_SYNC : job.type();
        return switch (type) {
            case FULL_SYNC -> synchronize(SyncType.FULL);
            case DELTA_SYNC -> synchronize(SyncType.DELTA);
            case HEALTH_CHECK -> check();
            case CLEANUP -> cleanUp(site(load()));
        };
    }

    private int synchronize(SyncType type) {
        return new SyncRunner(session, format, type, allowVanished, force).run(() -> site(load()));
    }

    private int check() {
        if (force || allowVanished) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    (force ? "--force" : "--allow-vanished") + " means nothing for a job of type health-check.",
                    "Leave it out.");
        }
        return new CheckRunner(session).run(List.of(site(load())));
    }

    private int cleanUp(SiteSettings site) {
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            CleanupReport report =
                    new Cleaner(session.settings(), site, session.clock(), stop, session::note).run(force);
            CleanupPrinter printer = new CleanupPrinter(session, format, false);
            int status = printer.end(report);
            printer.print(site, report);
            hook.ended(status);
            return status;
        }
    }

    private JobSettings load() {
        return Configuration.loadJob(session.workingDirectory().resolve(file), session.environment());
    }

    private SiteSettings site(JobSettings job) {
        return Sites.of(session.settings(), job);
    }
}
