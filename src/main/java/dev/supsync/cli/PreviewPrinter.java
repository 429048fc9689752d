package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateQuery;
import dev.supsync.report.UpdateRow;
import dev.supsync.status.Counter;
import dev.supsync.status.Tally;
import dev.supsync.sync.PreviewReport;
import dev.supsync.sync.PreviewReport.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Prints what a synchronization would do. */
final class PreviewPrinter {

    private static final int LABEL = 18;
    private static final int SHOWN = 20;

    private final Session session;
    private final Terminal terminal;

    PreviewPrinter(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    void table(SiteSettings site, PreviewReport report, UpdateQuery query) {
        Tally t = report.counts();
        terminal.line("Site " + site.code() + ": a full synchronization would "
                + terminal.styled(
                        Style.BOLD,
                        "insert " + n(t, Counter.INSERTED) + ", update " + n(t, Counter.UPDATED) + " and expire "
                                + n(t, Counter.EXPIRED))
                + " updates; nothing was written");
        line(
                "updates",
                n(t, Counter.READ) + " read: " + n(t, Counter.IN_SCOPE) + " in scope, " + n(t, Counter.OUT_OF_SCOPE)
                        + " out of scope, " + n(t, Counter.SKIPPED) + " skipped");
        line(
                "  in scope",
                n(t, Counter.INSERTED) + " inserted, " + n(t, Counter.UPDATED) + " updated, " + n(t, Counter.UNCHANGED)
                        + " unchanged");
        line(
                "  known before",
                n(t, Counter.EXPIRED) + " expired, " + n(t, Counter.REINSTATED) + " reinstated, "
                        + n(t, Counter.SUPERSEDED) + " superseded");
        if (t.get(Counter.QUARANTINED) > 0) {
            line("unreadable", terminal.styled(Style.YELLOW, n(t, Counter.QUARANTINED)));
        }
        figures("Classification", report.classifications());
        figures("Product", report.products());
        titles("Would expire", report.expired(), query);
        titles("Would not be expired any more", report.reinstated(), query);
        terminal.flush();
    }

    private void figures(String label, List<Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        terminal.line("");
        Columns columns = session.columns()
                .right("Inserted", 9, 1)
                .right("Updated", 9, 2)
                .right("Expired", 9, 0)
                .right("Reinstated", 10, 3)
                .text(label, Integer.MAX_VALUE, 24);
        terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        for (Figure figure : figures) {
            terminal.line(columns.row(
                    Text.count(figure.inserted()),
                    Text.count(figure.updated()),
                    Text.count(figure.expired()),
                    Text.count(figure.reinstated()),
                    figure.title()));
        }
    }

    private void titles(String label, BitSet updates, UpdateQuery query) {
        if (updates.isEmpty()) {
            return;
        }
        terminal.line("");
        terminal.line(terminal.styled(Style.BOLD, label + ":"));
        List<UpdateRow> first = new ArrayList<>();
        query.each(updates, row -> {
            first.add(row);
            return first.size() < SHOWN;
        });
        for (UpdateRow row : first) {
            terminal.line("  " + Text.line(row.text(UpdateColumn.TITLE)));
        }
        if (updates.cardinality() > first.size()) {
            terminal.line(
                    "  and " + Text.count(updates.cardinality() - first.size()) + " more; --format json lists them");
        }
    }

    void json(SiteSettings site, PreviewReport report, UpdateQuery query) {
        Json.print(terminal, json -> {
            json.writeStartObject();
            json.writeStringField("site", site.code().value());
            json.writeStringField("type", "FULL");
            json.writeBooleanField("dryRun", true);
            json.writeObjectFieldStart("updates");
            SyncJson.updates(json, report.counts());
            json.writeEndObject();
            figures(json, "classifications", report.classifications());
            figures(json, "products", report.products());
            updates(json, "expired", report.expired(), query);
            updates(json, "reinstated", report.reinstated(), query);
            json.writeEndObject();
        });
        terminal.flush();
    }

    private static void figures(JsonGenerator json, String name, List<Figure> figures) throws IOException {
        json.writeArrayFieldStart(name);
        for (Figure figure : figures) {
            json.writeStartObject();
            json.writeStringField("id", figure.id().toString());
            json.writeStringField("title", figure.title());
            json.writeNumberField("inserted", figure.inserted());
            json.writeNumberField("updated", figure.updated());
            json.writeNumberField("expired", figure.expired());
            json.writeNumberField("reinstated", figure.reinstated());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void updates(JsonGenerator json, String name, BitSet updates, UpdateQuery query) throws IOException {
        json.writeArrayFieldStart(name);
        Audience audience = new Audience(terminal);
        query.each(updates, row -> write(json, row, audience));
        json.writeEndArray();
    }

    private static boolean write(JsonGenerator json, UpdateRow row, Audience audience) {
        try {
            json.writeStartObject();
            json.writeStringField("id", row.text(UpdateColumn.CI_UNIQUE_ID));
            json.writeStringField("article", row.text(UpdateColumn.ARTICLE_ID));
            json.writeStringField("title", row.text(UpdateColumn.TITLE));
            json.writeEndObject();
            return audience.listens();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    private void line(String label, String value) {
        terminal.line("  " + Text.pad(label, LABEL) + value);
    }

    private static String n(Tally tally, Counter counter) {
        return Text.count(tally.get(counter));
    }
}
