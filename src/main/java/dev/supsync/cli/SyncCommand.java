package dev.supsync.cli;

import dev.supsync.service.SyncType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Synchronizations. */
@Command(name = "sync", description = "Synchronizes a site.", subcommands = SyncCommand.Full.class)
final class SyncCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SyncCommand() {}

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "what to synchronize is missing: full");
    }

    /** A full synchronization. */
    @Command(
            name = "full",
            sortOptions = false,
            description = "Brings a site's database in step with the whole catalog of its software update point. A run"
                    + " that was stopped or killed is continued by the same command.")
    static final class Full implements Callable<Integer> {

        private final Session session;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--site", paramLabel = "CODE", description = "The site; may be left out if there is only one.")
        private @Nullable String site;

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        @Option(
                names = "--allow-vanished",
                description = "Let any number of updates expire that have vanished from the catalog or were declined.")
        private boolean allowVanished;

        @Mixin
        private RequestOptions requests = new RequestOptions();

        Full(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if (requests.given()) {
                RequestRunner request = new RequestRunner(session, format, SyncType.FULL);
                return requests.isWaiting()
                        ? request.await(() -> session.site(site))
                        : request.leave(() -> session.site(site));
            }
            return new SyncRunner(session, format, allowVanished).run(() -> session.site(site));
        }
    }
}
