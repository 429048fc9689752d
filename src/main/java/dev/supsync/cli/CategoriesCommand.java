package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.metadata.CategoryType;
import dev.supsync.report.SiteCategories;
import dev.supsync.runtime.SiteRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the categories of a site. */
@Command(
        name = "categories",
        sortOptions = false,
        description = "Shows the tree of products and the classifications: what can be selected, what is, and what is"
                + " new since the successful run before the last.")
final class CategoriesCommand extends ReadingCommand implements Callable<Integer> {

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    CategoriesCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        List<SiteCategories.Entry> entries;
        try (SiteRuntime runtime = open()) {
            entries = SiteCategories.read(runtime.database()).entries();
        }
        switch (format) {
            case JSON -> write(entries);
            case TABLE -> print(entries);
        }
        return 0;
    }

    private void print(List<SiteCategories.Entry> entries) {
        boolean classifications = false;
        for (SiteCategories.Entry entry : entries) {
            if (!classifications && entry.type() == CategoryType.UPDATE_CLASSIFICATION) {
                classifications = true;
                terminal().line("");
            }
            String title = Text.line(entry.title());
            terminal()
                    .line((entry.selected() ? terminal().styled(Style.GREEN, "[x] ") : "[ ] ")
                            + "  ".repeat(entry.depth())
                            + (entry.selected() ? terminal().styled(Style.BOLD, title) : title)
                            + terminal().styled(Style.FAINT, "  " + entry.type().text() + " " + entry.id())
                            + (entry.expired() ? "  expired" : "")
                            + (entry.isNew() ? terminal().styled(Style.YELLOW, "  NEW") : ""));
        }
        long selected = entries.stream().filter(SiteCategories.Entry::selected).count();
        long fresh = entries.stream().filter(SiteCategories.Entry::isNew).count();
        session()
                .terminal()
                .closing(Text.count(entries.size()) + (entries.size() == 1 ? " category, " : " categories, ")
                        + Text.count(selected) + " selected, " + Text.count(fresh) + " new");
    }

    private void write(List<SiteCategories.Entry> entries) {
        try (JsonGenerator json = Json.lines(terminal())) {
            json.writeStartArray();
            for (SiteCategories.Entry entry : entries) {
                json.writeStartObject();
                json.writeStringField("id", entry.id().toString());
                json.writeStringField("type", entry.type().text());
                Json.text(json, "parent", entry.parent().map(Object::toString).orElse(null));
                json.writeStringField("title", entry.title());
                json.writeBooleanField("selected", entry.selected());
                json.writeBooleanField("new", entry.isNew());
                json.writeBooleanField("expired", entry.expired());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }
}
