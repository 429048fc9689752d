package dev.supsync.cli;

import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.explain.CatalogSearch;
import dev.supsync.runtime.ExportSearch;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.runtime.Sites;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds updates in an export. */
@Command(
        name = "search",
        sortOptions = false,
        description =
                "Finds updates in a catalog export, which need not be the catalog of a site; says which of them the"
                        + " site has, if there is a configuration and the site was synchronized.")
final class SearchCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            required = true,
            description = "What wsusutil export wrote: a cabinet, a zip, or a folder.")
    private Path file;

    @Option(names = "--site", paramLabel = "CODE", description = "The site; may be left out if there is only one.")
    private @Nullable String site;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    @Parameters(
            index = "0",
            paramLabel = "TEXT",
            description = "A part of a title in any language and case, an article like KB5066835, or an update ID.")
    private String text;

    @SuppressWarnings("NullAway.Init")
    SearchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (text.isBlank()) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The text to search for is empty.",
                    "Give a part of a title, the number of an article, or an update ID.");
        }
        Optional<SupsyncSettings> settings = session.settingsIfAny();
        Optional<SiteRuntime> runtime = settings.flatMap(this::open);
        try {
            HitPrinter printer =
                    switch (format) {
                        case JSON -> new HitsJson(session.terminal());
                        case TABLE -> new HitsTable(session);
                    };
            new ExportSearch(session.workingDirectory().resolve(file), settings.orElse(null))
                    .each(text, runtime.map(SiteRuntime::database).orElse(null), printer::print);
            printer.end();
        } finally {
            runtime.ifPresent(SiteRuntime::close);
        }
        return 0;
    }

    /** How hits are printed. */
    interface HitPrinter {

        /** Prints one; false when nobody reads any more. */
        boolean print(CatalogSearch.Hit hit);

        /** Prints what comes behind the last. */
        void end();
    }

    /** A site that cannot be asked keeps nobody from searching. */
    private Optional<SiteRuntime> open(SupsyncSettings settings) {
        if (site == null && settings.sites().size() != 1) {
            session.note("There are several sites; name one with --site to see what it has.");
            return Optional.empty();
        }
        try {
            return SiteRuntime.ifSynchronized(Sites.choose(settings, site, "--site"));
        } catch (SupsyncException e) {
            if (e.code() == ErrorCode.USAGE) {
                throw e;
            }
            session.note("What the site has is not shown: " + e.getMessage());
            return Optional.empty();
        }
    }
}
