package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.sync.SyncType;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Synchronizations. */
@Command(
        name = "sync",
        description = "Synchronizes a site.",
        subcommands = {SyncCommand.Full.class, SyncCommand.Delta.class})
final class SyncCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SyncCommand() {}

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "what to synchronize is missing: full or delta");
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

        @Option(
                names = "--force",
                description =
                        "Confirm the time: let updates expire and go although the clock is far ahead of when the site"
                                + " was last alive.")
        private boolean force;

        @Option(names = "--dry-run", description = "Only show what would change; write nothing.")
        private boolean dryRun;

        @Mixin
        private RequestOptions requests = new RequestOptions();

        Full(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            if (dryRun && requests.given()) {
                throw new SupsyncException(
                        ErrorCode.USAGE,
                        "--dry-run is given together with a request to the service.",
                        "A dry run happens here and now: leave out --request and --wait.");
            }
            if (dryRun) {
                return new PreviewRunner(session, format, allowVanished).run(session.topSite(site));
            }
            return start(session, site, format, requests, SyncType.FULL, allowVanished, force);
        }
    }

    /** A delta synchronization. */
    @Command(
            name = "delta",
            sortOptions = false,
            description = "Brings to a site's database what is new or revised in the catalog since the last"
                    + " synchronization. It runs as a full synchronization when something is due that it would miss:"
                    + " the site's first run, changed products, classifications, languages or supersedence rules, and"
                    + " a catalog that was replaced or restored.",
            footer = {
                "",
                "Left to the next full synchronization, because a delta does not look at them: updates that were",
                "declined or removed at the source, or undeclined without a new revision; updates that are no longer",
                "superseded; unreadable records that can be read by now; and what came into scope or fell out of it"
                        + " because",
                "the source moved a product to another family."
            })
    static final class Delta implements Callable<Integer> {

        private final Session session;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--site", paramLabel = "CODE", description = "The site; may be left out if there is only one.")
        private @Nullable String site;

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        @Option(names = "--allow-vanished", description = "As of a full synchronization, should this run as one.")
        private boolean allowVanished;

        @Option(
                names = "--force",
                description =
                        "Confirm the time: let updates expire and go although the clock is far ahead of when the site"
                                + " was last alive.")
        private boolean force;

        @Mixin
        private RequestOptions requests = new RequestOptions();

        Delta(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return start(session, site, format, requests, SyncType.DELTA, allowVanished, force);
        }
    }

    private static int start(
            Session session,
            @Nullable String site,
            SyncRunner.Format format,
            RequestOptions requests,
            SyncType type,
            boolean allowVanished,
            boolean force) {
        if (requests.given() && force) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "--force is given together with a request to the service.",
                    "A person confirms the time here and now: leave out --request and --wait, or run \"supsync cleanup"
                            + " --force\" first.");
        }
        if (requests.given() && allowVanished) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "--allow-vanished is given together with a request to the service.",
                    "Only a person decides that, here and now: leave out --request and --wait.");
        }
        if (requests.given()) {
            RequestRunner request = new RequestRunner(session, format, type);
            return requests.isWaiting()
                    ? request.await(() -> session.topSite(site))
                    : request.leave(() -> session.topSite(site));
        }
        return new SyncRunner(session, format, type, allowVanished, force).run(() -> session.topSite(site));
    }
}
