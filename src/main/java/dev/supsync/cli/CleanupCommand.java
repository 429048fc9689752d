package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.cleanup.CleanupReport;
import dev.supsync.cli.Terminal.Style;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateQuery;
import dev.supsync.report.UpdateRow;
import dev.supsync.runtime.Cleaner;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.sync.StopSignal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what has been expired for long. */
@Command(
        name = "cleanup",
        sortOptions = false,
        description = "Removes the updates of a site that have been expired for longer than cleanup.after says, what"
                + " nothing needs any more, and a site's old history. It never removes what is deployed, in an update"
                + " group, or held by an update that stays. It ends after 45 minutes; the next one goes on.")
final class CleanupCommand extends ReadingCommand implements Callable<Integer> {

    private static final int SHOWN = 20;
    private static final int LABEL = 18;

    @Option(names = "--dry-run", description = "Only list what would be removed.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Confirm the time: clean up although the clock is far ahead of when the site was last alive.")
    private boolean force;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    CleanupCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SiteSettings site = site();
        StopSignal stop = new StopSignal();
        Cleaner cleaner = new Cleaner(session().settings(), site, session().clock(), stop, session()::note);
        if (dryRun) {
            preview(site, cleaner);
            return 0;
        }
        try (StopHook hook = StopHook.install(session(), stop, ErrorCode.STOPPED::exitStatus)) {
            CleanupReport report = cleaner.run(force);
            session().delivery().done(report.stopped() ? "The cleanup was stopped" : "The cleanup is done");
            print(site, report, null, List.of());
            int status = report.stopped() ? ErrorCode.STOPPED.exitStatus() : 0;
            hook.ended(status);
            return status;
        }
    }

    private void preview(SiteSettings site, Cleaner cleaner) {
        try (SiteRuntime runtime = open()) {
            BitSet going = new BitSet();
            CleanupReport report = cleaner.preview(runtime, going::set);
            UpdateQuery query = new UpdateQuery(runtime.database());
            List<UpdateRow> first = new ArrayList<>();
            if (format == SyncRunner.Format.TABLE) {
                query.each(going, row -> {
                    first.add(row);
                    return first.size() < SHOWN;
                });
            }
            print(site, report, consumer -> query.each(going, consumer::take), first);
        }
    }

    /** Takes a row; false when nobody reads any more. */
    private interface RowConsumer {
        boolean take(UpdateRow row);
    }

    /** Gives every row. */
    private interface Rows {
        void each(RowConsumer consumer);
    }

    private void print(SiteSettings site, CleanupReport report, @Nullable Rows rows, List<UpdateRow> first) {
        switch (format) {
            case JSON -> json(site, report, rows);
            case TABLE -> table(site, report, first);
        }
        terminal().flush();
    }

    private void table(SiteSettings site, CleanupReport report, List<UpdateRow> first) {
        terminal()
                .line("Site " + site.code() + ": "
                        + (dryRun ? "a cleanup would remove " : "removed ")
                        + terminal().styled(Style.BOLD, Text.count(report.updates(), "expired update"))
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
        Columns columns = session()
                .columns()
                .left("Expired since", 13, 2)
                .left("Reasons", 16, 1)
                .left("Article", 9, 0)
                .text("Title", Integer.MAX_VALUE, 24);
        if (!first.isEmpty()) {
            terminal().line("");
            terminal().line(terminal().styled(Style.BOLD, columns.heading()));
        }
        for (UpdateRow row : first) {
            Object since = row.value(UpdateColumn.EXPIRED_SINCE);
            String article = row.text(UpdateColumn.ARTICLE_ID);
            terminal()
                    .line(columns.row(
                            since instanceof Instant time ? Text.day(time) : "",
                            row.text(UpdateColumn.EXPIRED_REASONS),
                            Articles.label(article),
                            row.text(UpdateColumn.TITLE)));
        }
        if (dryRun && report.updates() > first.size()) {
            terminal().line("  and " + Text.count(report.updates() - first.size()) + " more; --format json lists them");
        }
    }

    private void line(String label, int number, String text) {
        if (number > 0) {
            terminal().line("  " + Text.pad(label, LABEL) + Text.count(number) + " " + text);
        }
    }

    private void json(SiteSettings site, CleanupReport report, @Nullable Rows rows) {
        Json.print(terminal(), json -> {
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
                Audience audience = new Audience(terminal());
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
