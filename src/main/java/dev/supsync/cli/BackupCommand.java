package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.runtime.Backups;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Backs up an embedded site database. */
@Command(
        name = "backup",
        sortOptions = false,
        description =
                "Backs up the embedded database of a site into an archive, as it was at the last commit before. The service"
                        + " may run, and a synchronization write: neither waits. A database on a server is backed up there.",
        footer = {
            "",
            "Exit status: 0 done, 1 failed, 2 usage or configuration, 3 another command has the database open."
        })
final class BackupCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The archive, with a name that ends with .zip; it may not be there already.")
    private Path file;

    @Option(names = "--site", paramLabel = "CODE", description = "The site; the top-level one if left out.")
    private @Nullable String site;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @SuppressWarnings("NullAway.Init")
    BackupCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path target = session.workingDirectory().resolve(file).toAbsolutePath().normalize();
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".zip")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "the backup is a zip archive: expected a name that ends with .zip, found "
                            + Printable.quoted(file.toString()));
        }
        SiteSettings chosen = session.site(site);
        StopSignal stop = new StopSignal();
        try (StopHook hook = StopHook.install(session, stop, ErrorCode.STOPPED::exitStatus)) {
            Backups.Backup backup = Backups.make(chosen, target, stop);
            session.delivery().done("The backup " + Text.line(target.toString()) + " was written");
            print(chosen, backup);
            hook.ended(0);
            return 0;
        }
    }

    private void print(SiteSettings chosen, Backups.Backup backup) {
        Terminal terminal = session.terminal();
        if (format == SyncRunner.Format.JSON) {
            Json.print(terminal, json -> {
                json.writeStartObject();
                json.writeStringField("site", chosen.code().value());
                json.writeStringField("file", backup.file().toString());
                json.writeNumberField("bytes", backup.bytes());
                json.writeNumberField("contentVersion", backup.contentVersion());
                json.writeEndObject();
            });
        } else {
            terminal.line(
                    "Site " + chosen.code() + ": " + Text.line(backup.file().toString()) + "  "
                            + Text.count(backup.bytes()) + " bytes, content version " + backup.contentVersion());
        }
        terminal.flush();
    }
}
