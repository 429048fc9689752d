package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cleanup.CleanupReport;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what a cleanup removed, or would remove, for the command and for a job file that is run by hand. */
final class CleanupPrinter {

    /** How many of the updates that would go a table lists. */
    static final int SHOWN = 20;

    private static final int LABEL = 18;

    private final Session session;
    private final Terminal terminal;
    private final SyncRunner.Format format;
    private final boolean dryRun;

    CleanupPrinter(Session session, SyncRunner.Format format, boolean dryRun) {
        this.session = session;
        this.terminal = session.terminal();
        this.format = format;
        this.dryRun = dryRun;
    }

    /** Notes how a cleanup ended; returns the exit status. */
    int end(CleanupReport report) {
        session.delivery()
                .done(
                        report.stopped()
                                ? "The cleanup was stopped"
                                : report.withheld() ? "The cleanup removed nothing" : "The cleanup is done");
        return report.stopped() ? ErrorCode.STOPPED.exitStatus() : 0;
    }

    /** Prints the report of one that has ended. */
    void print(SiteSettings site, CleanupReport report) {
        print(site, report, null, List.of());
    }

    /** Takes a row; false when nobody reads any more. */
    interface RowConsumer {
        boolean take(UpdateRow row);
    }

    /** Gives every row. */
    interface Rows {
        void each(RowConsumer consumer);
    }

    void print(SiteSettings site, CleanupReport report, @Nullable Rows rows, List<UpdateRow> first) {
        switch (format) {
            case JSON -> json(site, report, rows);
            case TABLE -> table(site, report, first);
        }
        terminal.flush();
    }

    private void table(SiteSettings site, CleanupReport report, List<UpdateRow> first) {
        terminal.line("Site " + site.code() + ": "
                + (dryRun ? "a cleanup would remove " : "removed ")
                + terminal.styled(Style.BOLD, Text.count(report.updates(), "expired update"))
                + (report.needless() == 0
                        ? ""
                        : ", and " + Text.count(report.needless()) + " that nothing needs any more"));
        line("deployed", report.deployed(), "expired for long, and kept");
        line("needed", report.held(), "expired for long, but needed by an update that stays");
        line("remaining", report.remaining(), report.stopped() ? "asked to stop" : "time was up; the next one goes on");
        CleanupReport.History history = report.history();
        line("runs", history.runs(), "older than retention.runs");
        line("status messages", history.messages(), "older than retention.messages");
        line("notes of jobs", history.jobs(), "older than retention.jobs");
        line("quarantine", history.quarantine(), "not met for longer than retention.quarantine");
        Columns columns = session.columns()
                .left("Expired since", 13, 2)
                .left("Reasons", 16, 1)
                .left("Article", 9, 0)
                .text("Title", Integer.MAX_VALUE, 24);
        if (!first.isEmpty()) {
            terminal.line("");
            terminal.line(terminal.styled(Style.BOLD, columns.heading()));
        }
        for (UpdateRow row : first) {
            Object since = row.value(UpdateColumn.EXPIRED_SINCE);
            String article = row.text(UpdateColumn.ARTICLE_ID);
            terminal.line(columns.row(
                    since instanceof Instant time ? Text.day(time) : "",
                    row.text(UpdateColumn.EXPIRED_REASONS),
                    Articles.label(article),
                    row.text(UpdateColumn.TITLE)));
        }
        if (dryRun && report.updates() > first.size()) {
            terminal.line("  and " + Text.count(report.updates() - first.size()) + " more; --format json lists them");
        }
    }

    private void line(String label, int number, String text) {
        if (number > 0) {
            terminal.line("  " + Text.pad(label, LABEL) + Text.count(number) + " " + text);
        }
    }

    private void json(SiteSettings site, CleanupReport report, @Nullable Rows rows) {
        Json.print(terminal, json -> {
            json.writeStartObject();
            json.writeStringField("site", site.code().value());
            json.writeBooleanField("dryRun", dryRun);
            json.writeBooleanField("stopped", report.stopped());
            json.writeNumberField("updates", report.updates());
            json.writeNumberField("needless", report.needless());
            json.writeNumberField("deployed", report.deployed());
            json.writeNumberField("held", report.held());
            json.writeNumberField("remaining", report.remaining());
            json.writeObjectFieldStart("history");
            json.writeNumberField("runs", report.history().runs());
            json.writeNumberField("messages", report.history().messages());
            json.writeNumberField("jobs", report.history().jobs());
            json.writeNumberField("quarantine", report.history().quarantine());
            json.writeEndObject();
            json.writeBooleanField("withheld", report.withheld());
            if (rows != null) {
                json.writeArrayFieldStart("removed");
                Audience audience = new Audience(terminal);
                rows.each(row -> write(json, row, audience));
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private static boolean write(JsonGenerator json, UpdateRow row, Audience audience) {
        try {
            json.writeStartObject();
            json.writeStringField("id", row.text(UpdateColumn.CI_UNIQUE_ID));
            json.writeStringField("article", row.text(UpdateColumn.ARTICLE_ID));
            json.writeStringField("title", row.text(UpdateColumn.TITLE));
            json.writeStringField("reasons", row.text(UpdateColumn.EXPIRED_REASONS));
            Json.time(json, "expiredSince", (Instant) row.value(UpdateColumn.EXPIRED_SINCE));
            json.writeEndObject();
            return audience.listens();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // a PrintStream throws none
        }
    }
}
