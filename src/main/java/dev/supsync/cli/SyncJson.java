package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.replication.Sent;
import dev.supsync.service.SiteResult;
import dev.supsync.status.Counter;
import dev.supsync.status.RunError;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object on one line: the contract of {@code sync full --format json}. */
final class SyncJson {

    private SyncJson() {}

    static void print(Terminal terminal, SyncReport report) {
        print(terminal, report, List.of());
    }

    /**
     * The same of a hierarchy.
     *
     * @param children the sites below, as far as they were brought anything
     */
    static void print(Terminal terminal, SyncReport report, List<SiteResult> children) {
        Json.print(terminal, json -> write(json, report, children));
        terminal.flush();
    }

    private static void write(JsonGenerator json, SyncReport report, List<SiteResult> children) throws IOException {
        json.writeStartObject();
        Json.text(json, "site", report.site().isEmpty() ? null : report.site());
        json.writeStringField("type", report.type());
        json.writeStringField("result", report.result().name());
        json.writeNumberField("status", report.status());
        json.writeBooleanField("resumed", report.resumed());
        json.writeNumberField("contentVersion", report.contentVersion());
        Tally counts = report.counts();
        json.writeObjectFieldStart("categories");
        json.writeNumberField("read", counts.get(Counter.CATEGORIES_READ));
        json.writeNumberField("inserted", counts.get(Counter.CATEGORIES_INSERTED));
        json.writeNumberField("updated", counts.get(Counter.CATEGORIES_UPDATED));
        json.writeNumberField("unchanged", counts.get(Counter.CATEGORIES_UNCHANGED));
        json.writeEndObject();
        json.writeObjectFieldStart("updates");
        updates(json, counts);
        json.writeEndObject();
        json.writeStringField("startedAt", Text.iso(report.startedAt()));
        json.writeNumberField("durationMillis", report.durationMillis());
        error(json, report.error());
        children(json, children);
        json.writeEndObject();
    }

    /** The field about the sites below one. */
    static void children(JsonGenerator json, List<SiteResult> children) throws IOException {
        json.writeArrayFieldStart("children");
        for (SiteResult child : children) {
            json.writeStartObject();
            json.writeStringField("site", child.site());
            json.writeStringField("result", child.result().name());
            Sent sent = child.sent();
            json.writeObjectFieldStart("sent");
            json.writeNumberField("updates", sent == null ? 0 : sent.updates());
            json.writeNumberField("categories", sent == null ? 0 : sent.categories());
            json.writeNumberField("removed", sent == null ? 0 : sent.removed());
            json.writeEndObject();
            Integer version = child.contentVersion();
            if (version == null) {
                json.writeNullField("contentVersion");
            } else {
                json.writeNumberField("contentVersion", version);
            }
            if (child.error() != null) {
                error(json, child.error());
            }
            children(json, child.children());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The fields of the updates of a run, in their order. */
    static void updates(JsonGenerator json, Tally counts) throws IOException {
        json.writeNumberField("read", counts.get(Counter.READ));
        json.writeNumberField("inScope", counts.get(Counter.IN_SCOPE));
        json.writeNumberField("outOfScope", counts.get(Counter.OUT_OF_SCOPE));
        json.writeNumberField("skipped", counts.get(Counter.SKIPPED));
        json.writeNumberField("inserted", counts.get(Counter.INSERTED));
        json.writeNumberField("updated", counts.get(Counter.UPDATED));
        json.writeNumberField("unchanged", counts.get(Counter.UNCHANGED));
        json.writeNumberField("expired", counts.get(Counter.EXPIRED));
        json.writeNumberField("reinstated", counts.get(Counter.REINSTATED));
        json.writeNumberField("superseded", counts.get(Counter.SUPERSEDED));
        json.writeNumberField("quarantined", counts.get(Counter.QUARANTINED));
        json.writeNumberField("withoutLicenseTerms", counts.get(Counter.WITHOUT_LICENSE_TERMS));
    }

    /** The field about why a run did not succeed. */
    static void error(JsonGenerator json, @Nullable RunError error) throws IOException {
        if (error == null) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.code());
        json.writeStringField("message", Text.printable(error.message()));
        json.writeStringField("remedy", Text.printable(error.remedy()));
        json.writeEndObject();
    }
}
