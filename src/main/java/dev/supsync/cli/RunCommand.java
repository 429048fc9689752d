package dev.supsync.cli;

import dev.supsync.config.Configuration;
import dev.supsync.config.JobSettings;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.runtime.Sites;
import java.nio.file.Path;
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

    @SuppressWarnings("NullAway.Init")
    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new SyncRunner(session, format, allowVanished).run(this::site);
    }

    private SiteSettings site() {
        JobSettings job = Configuration.loadJob(session.workingDirectory().resolve(file), session.environment());
        @Nullable SiteCode code = job.site();
        return switch (job.type()) {
            case FULL_SYNC -> Sites.choose(session.settings(), code == null ? null : code.value(), "in " + file);
        };
    }
}
