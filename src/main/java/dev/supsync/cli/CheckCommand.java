package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.SupsyncException;
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

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--site", paramLabel = "CODE", description = "Only this site; all of them if left out.")
    private @Nullable String site;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CheckRunner checks = new CheckRunner(session);
        SupsyncSettings settings;
        try {
            settings = session.settings();
        } catch (SupsyncException e) {
            return checks.failed("configuration", e);
        }
        Collection<SiteSettings> sites =
                site == null ? settings.sites().values() : List.of(Sites.choose(settings, site, "--site"));
        checks.fine(
                "configuration",
                settings.file() + ", " + Text.count(settings.sites().size(), "site"));
        return checks.run(sites);
    }
}
