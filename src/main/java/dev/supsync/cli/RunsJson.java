package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.report.RunChange;
import dev.supsync.report.RunFigures;
import dev.supsync.report.RunHistory;
import dev.supsync.report.RunReport;
import dev.supsync.report.SiteCategories;
import dev.supsync.report.SiteStatus;
import dev.supsync.site.ChangeKind;
import dev.supsync.status.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs as JSON: a list of them, one, or two compared. */
final class RunsJson {

    private RunsJson() {}

    static void print(Terminal terminal, SiteStatus status) {
        try (JsonGenerator json = Json.lines(terminal)) {
            json.writeStartArray();
            for (Run run : status.runs()) {
                json.writeStartObject();
                StatusJson.runFields(json, run, status);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    static void show(Terminal terminal, SiteStatus status, RunReport report, RunHistory history) {
        Json.print(terminal, json -> {
            json.writeStartObject();
            StatusJson.runFields(json, report.run(), status);
            news(json, report);
            json.writeObjectFieldStart("changed");
            counts(json, report.changed());
            json.writeEndObject();
            figures(json, "classifications", report.figures(), true);
            figures(json, "products", report.figures(), false);
            json.writeArrayFieldStart("changes");
            Audience audience = new Audience(terminal);
            history.changes(report.run().id(), change -> change(json, change, audience));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static void diff(Terminal terminal, SiteStatus status, RunReport from, RunReport to, RunHistory history) {
        long after = from.run().id();
        long upTo = to.run().id();
        Json.print(terminal, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("from");
            StatusJson.runFields(json, from.run(), status);
            json.writeEndObject();
            json.writeObjectFieldStart("to");
            StatusJson.runFields(json, to.run(), status);
            json.writeEndObject();
            json.writeNumberField("runsNotKept", history.missingBetween(after, upTo));
            differences(json, "classifications", from, to, true);
            differences(json, "products", from, to, false);
            json.writeObjectFieldStart("changed");
            counts(json, history.countBetween(after, upTo));
            json.writeEndObject();
            json.writeArrayFieldStart("changes");
            Audience audience = new Audience(terminal);
            history.changesBetween(after, upTo, change -> change(json, change, audience));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void news(JsonGenerator json, RunReport report) throws IOException {
        json.writeArrayFieldStart("newCategories");
        for (SiteCategories.Entry entry : report.news()) {
            json.writeStartObject();
            json.writeStringField("id", entry.id().toString());
            json.writeStringField("type", entry.type().text());
            json.writeStringField("title", entry.title());
            json.writeBooleanField("selected", entry.selected());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void figures(JsonGenerator json, String name, List<RunFigures> figures, boolean classifications)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (RunFigures figure : figures) {
            if (figure.isClassification() == classifications) {
                json.writeStartObject();
                json.writeStringField("id", figure.id().toString());
                json.writeStringField("title", figure.title());
                counts(json, figure.counts());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void differences(
            JsonGenerator json, String name, RunReport from, RunReport to, boolean classifications) throws IOException {
        json.writeArrayFieldStart(name);
        for (RunsTable.Pair pair : RunsTable.pairs(from, to, classifications)) {
            json.writeStartObject();
            json.writeStringField("id", pair.id().toString());
            json.writeStringField("title", pair.title());
            json.writeObjectFieldStart("from");
            counts(json, pair.from().map(RunFigures::counts).orElse(Map.of()));
            json.writeEndObject();
            json.writeObjectFieldStart("to");
            counts(json, pair.to().map(RunFigures::counts).orElse(Map.of()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, Map<ChangeKind, Long> counts) throws IOException {
        for (ChangeKind kind : ChangeKind.values()) {
            json.writeNumberField(
                    key(kind), Optional.ofNullable(counts.get(kind)).orElse(0L));
        }
    }

    private static boolean change(JsonGenerator json, RunChange change, Audience audience) {
        try {
            json.writeStartObject();
            json.writeStringField("change", key(change.kind()));
            json.writeStringField("id", change.id().toString());
            json.writeNumberField("revisionNumber", change.revisionNumber());
            json.writeStringField("article", change.article());
            json.writeStringField("title", change.title());
            json.writeArrayFieldStart("reasons");
            if (!change.reasons().isEmpty()) {
                for (String reason : change.reasons().names().split(",", -1)) {
                    json.writeString(reason);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            return audience.listens();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(ChangeKind kind) {
        return kind == ChangeKind.NO_LONGER_SUPERSEDED
                ? "noLongerSuperseded"
                : kind.name().toLowerCase(Locale.ROOT);
    }
}
