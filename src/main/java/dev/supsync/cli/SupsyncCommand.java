package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: without a command it says what there is. */
@Command(
        name = "supsync",
        description = "Keeps the software-update metadata of sites in step with WSUS.",
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SyncCommand.class,
            ImportCommand.class,
            RunCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            RunsCommand.class,
            UpdatesCommand.class,
            CategoriesCommand.class,
            ExplainCommand.class,
            PreviewCommand.class,
            CleanupCommand.class,
            DeploymentsCommand.class,
            BackupCommand.class,
            ExportCommand.class,
            ImportPackageCommand.class,
            KeysCommand.class,
            SearchCommand.class,
            DiffCommand.class,
            RepairCommand.class,
            PromoteCommand.class,
            CheckCommand.class,
            HelpCommand.class
        },
        footer = {"", "Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 already running, 143 stopped."})
final class SupsyncCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    SupsyncCommand(Session session) {
        this.session = session;
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration; without it ./supsync.yml, then ./sample-data/supsync.yml.")
    void config(Path file) {
        session.config(file);
    }

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours, also on a terminal.")
    void noColor(boolean value) {
        session.noColor(value);
    }

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens inside, and print stack traces.")
    void verbose(boolean value) {
        session.verbose(value);
    }

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ErrorCode.USAGE.exitStatus();
    }
}
