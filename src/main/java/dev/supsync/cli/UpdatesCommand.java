package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Article;
import dev.supsync.report.UpdateFilter;
import dev.supsync.report.UpdateQuery;
import dev.supsync.runtime.SiteRuntime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the updates of a site. */
@Command(
        name = "updates",
        sortOptions = false,
        description = "Lists the updates of a site that are not expired. Several options narrow the list together.")
final class UpdatesCommand extends ReadingCommand implements Callable<Integer> {

    /** How the rows are printed. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Option(
            names = "--product",
            paramLabel = "TEXT|GUID",
            description = "Of a product, family or company, and all below it: its GUID, its title, or a part of that.")
    private @Nullable String product;

    @Option(
            names = "--classification",
            paramLabel = "TEXT|GUID",
            description = "Of a classification: its GUID, its title, or a part of that.")
    private @Nullable String classification;

    @Option(
            names = "--kb",
            paramLabel = "KB",
            description = "Of a knowledge base article, with or without the letters KB.")
    private @Nullable String article;

    @Option(names = "--expired", description = "Expired ones, instead of those that are not.")
    private boolean expired;

    @Option(names = "--superseded", description = "Only superseded ones.")
    private boolean superseded;

    @Option(names = "--text", paramLabel = "TEXT", description = "With this in a title or description, in any case.")
    private @Nullable String text;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table (default), csv or json; the latter two have the columns of v_UpdateInfo.")
    private Format format = Format.TABLE;

    @Option(
            names = "--raw",
            description = "In csv, no apostrophe before a text that a spreadsheet would take for a formula.")
    private boolean raw;

    UpdatesCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (raw && format != Format.CSV) {
            throw new SupsyncException(
                    ErrorCode.USAGE, "--raw is given without --format csv.", "Only CSV is changed for spreadsheets.");
        }
        Article of = article == null ? null : Articles.parse(article, "--kb");
        UpdateFilter filter = new UpdateFilter(product, classification, of, expired, superseded, text);
        try (SiteRuntime runtime = open()) {
            UpdateQuery query = new UpdateQuery(runtime.database());
            UpdatePrinter printer =
                    switch (format) {
                        case TABLE -> new UpdatesTable(session());
                        case CSV -> new UpdatesCsv(terminal(), raw);
                        case JSON -> new UpdatesJson(terminal());
                    };
            query.each(filter, printer::print);
            printer.end();
            if (of != null && !query.isKnown(of)) {
                session().note("No update of the site has the article " + of + ".");
            }
        }
        return 0;
    }
}
