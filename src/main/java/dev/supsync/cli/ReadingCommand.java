package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.runtime.SiteRuntime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that read one site share. */
abstract class ReadingCommand {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(names = "--site", paramLabel = "CODE", description = "The site; may be left out if there is only one.")
    private @Nullable String site;

    ReadingCommand(Session session) {
        this.session = session;
    }

    final Session session() {
        return session;
    }

    final Terminal terminal() {
        return session.terminal();
    }

    final SiteSettings site() {
        return session.site(site);
    }

    /** Opens the site's database as the last run left it. */
    final SiteRuntime open() {
        return SiteRuntime.forReading(site());
    }
}
