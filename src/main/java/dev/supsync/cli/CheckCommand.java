package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Finding;
import dev.supsync.runtime.SiteCheck;
import dev.supsync.runtime.Sites;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether everything is ready for a synchronization. */
@Command(
        name = "check",
        sortOptions = false,
        description = "Reads the configuration, connects to both ends of every site, and verifies versions, rights and"
                + " scope; changes nothing.",
        footer = {"", "Exit status: 0 all is well, 1 something cannot be reached or used, 2 a mistake in configuration."
        })
final class CheckCommand implements Callable<Integer> {

    private static final int SUBJECT = 22;

    private final Session session;
    private int status;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--site", paramLabel = "CODE", description = "Only this site; all of them if left out.")
    private @Nullable String site;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SupsyncSettings settings;
        try {
            settings = session.settings();
        } catch (SupsyncException e) {
            print(new Finding("configuration", "", e));
            return status;
        }
        Collection<SiteSettings> sites =
                site == null ? settings.sites().values() : List.of(Sites.choose(settings, site, "--site"));
        print(new Finding(
                "configuration",
                settings.file() + ", " + Text.count(settings.sites().size(), "site"),
                null));
        for (SiteSettings each : sites) {
            new SiteCheck(settings, each, this::print).run();
        }
        return status;
    }

    private void print(Finding finding) {
        Terminal terminal = session.terminal();
        SupsyncException error = finding.error();
        String subject = Text.pad(finding.subject(), SUBJECT);
        if (error == null) {
            terminal.line(terminal.styled(Style.GREEN, "ok    ") + "  " + subject + "  " + Text.line(finding.text()));
        } else {
            int wrong = ErrorCode.USAGE.exitStatus();
            status = Math.max(status, error.code().exitStatus() == wrong ? wrong : 1);
            terminal.line(terminal.styled(Style.RED, "failed") + "  " + subject + "  "
                    + error.code().code());
            Errors.print(session, error);
        }
        terminal.flush();
    }
}
