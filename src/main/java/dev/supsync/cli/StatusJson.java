package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.embedded.Holder;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.report.SiteStatus;
import dev.supsync.site.SiteState;
import dev.supsync.status.Counter;
import dev.supsync.status.Run;
import dev.supsync.status.RunResult;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site's status as one JSON object. */
final class StatusJson {

    private StatusJson() {}

    static void print(Terminal terminal, SiteSettings site, Optional<SiteStatus> status) {
        Json.print(terminal, json -> {
            json.writeStartObject();
            json.writeStringField("site", site.code().value());
            json.writeStringField("name", site.name());
            json.writeStringField("type", site.type().name().toLowerCase(Locale.ROOT));
            json.writeStringField(
                    "state",
                    status.map(SiteStatus::condition)
                            .orElse(SiteStatus.Condition.NEVER)
                            .name());
            json.writeNumberField(
                    "contentVersion",
                    status.map(s -> s.state().contentVersion()).orElse(0));
            if (status.isPresent()) {
                details(json, status.get());
            } else {
                nothing(json, site);
            }
            json.writeEndObject();
        });
    }

    /** The same fields for a site that was never synchronized. */
    private static void nothing(JsonGenerator json, SiteSettings site) throws IOException {
        json.writeNullField("database");
        json.writeNullField("lineage");
        json.writeNullField("holder");
        json.writeNullField("catalog");
        json.writeNullField("follows");
        replicating(json, Map.of());
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        json.writeArrayFieldStart("softwareUpdatePoints");
        if (point != null) {
            json.writeStartObject();
            json.writeStringField("server", point.server());
            json.writeNullField("state");
            json.writeNullField("stateTime");
            json.writeNullField("lastSuccessfulSync");
            json.writeNullField("lastError");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNullField("unfinishedRun");
        json.writeArrayFieldStart("runs");
        json.writeEndArray();
        quarantine(json, 0, List.of());
    }

    private static void details(JsonGenerator json, SiteStatus status) throws IOException {
        SiteState state = status.state();
        json.writeStringField("database", status.database());
        json.writeStringField("lineage", state.lineage().toString());
        holder(json, status.holder());
        catalog(json, state);
        follows(json, status.follows());
        replicating(json, status.replicating());
        json.writeArrayFieldStart("softwareUpdatePoints");
        for (SiteStatus.Point point : status.points()) {
            json.writeStartObject();
            json.writeStringField("server", point.server());
            json.writeNumberField("state", point.lastState());
            Json.time(json, "stateTime", point.lastStateTime());
            Json.time(json, "lastSuccessfulSync", point.lastSuccessTime());
            Json.text(json, "lastError", point.lastErrorCode());
            json.writeEndObject();
        }
        json.writeEndArray();
        Run unfinished = status.unfinished().orElse(null);
        if (unfinished == null) {
            json.writeNullField("unfinishedRun");
        } else {
            json.writeNumberField("unfinishedRun", unfinished.id());
        }
        json.writeArrayFieldStart("runs");
        for (Run run : status.runs()) {
            run(json, run, status);
        }
        json.writeEndArray();
        quarantine(json, status.quarantined(), status.quarantine());
    }

    private static void holder(JsonGenerator json, @Nullable Holder holder) throws IOException {
        if (holder == null) {
            json.writeNullField("holder");
            return;
        }
        json.writeObjectFieldStart("holder");
        json.writeStringField("host", holder.host());
        json.writeNumberField("process", holder.pid());
        Json.time(json, "since", holder.since());
        json.writeEndObject();
    }

    private static void catalog(JsonGenerator json, SiteState state) throws IOException {
        if (state.catalogName() == null) {
            json.writeNullField("catalog");
            return;
        }
        UUID server = state.catalogServerId();
        json.writeObjectFieldStart("catalog");
        json.writeStringField("name", state.catalogName());
        Json.text(json, "serverId", server == null ? null : server.toString());
        json.writeEndObject();
    }

    private static void follows(JsonGenerator json, SiteStatus.@Nullable Follows follows) throws IOException {
        if (follows == null) {
            json.writeNullField("follows");
            return;
        }
        json.writeObjectFieldStart("follows");
        json.writeStringField("site", follows.site());
        json.writeBooleanField("byPackages", follows.byPackages());
        json.writeEndObject();
    }

    private static void replicating(JsonGenerator json, Map<String, Instant> sites) throws IOException {
        json.writeArrayFieldStart("replicatingTo");
        for (Map.Entry<String, Instant> site : sites.entrySet()) {
            json.writeStartObject();
            json.writeStringField("site", site.getKey());
            Json.time(json, "since", site.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void run(JsonGenerator json, Run run, SiteStatus status) throws IOException {
        json.writeStartObject();
        runFields(json, run, status);
        json.writeEndObject();
    }

    /** The fields of a run. */
    static void runFields(JsonGenerator json, Run run, SiteStatus status) throws IOException {
        json.writeNumberField("id", run.id());
        json.writeStringField("type", run.type());
        json.writeStringField("result", result(run, status));
        json.writeBooleanField("resumed", run.resumed());
        Integer version = run.contentVersion();
        if (version == null) {
            json.writeNullField("contentVersion");
        } else {
            json.writeNumberField("contentVersion", version);
        }
        json.writeNumberField("categoriesRead", run.counts().get(Counter.CATEGORIES_READ));
        json.writeObjectFieldStart("updates");
        SyncJson.updates(json, run.counts());
        json.writeEndObject();
        Json.time(json, "startedAt", run.startedAt());
        Json.time(json, "endedAt", run.endedAt());
        SyncJson.error(json, run.error());
    }

    private static void quarantine(JsonGenerator json, long count, List<Quarantine.Kept> entries) throws IOException {
        json.writeObjectFieldStart("quarantine");
        json.writeNumberField("count", count);
        json.writeArrayFieldStart("entries");
        for (Quarantine.Kept entry : entries) {
            json.writeStartObject();
            Json.text(
                    json,
                    "updateId",
                    entry.key() == null ? null : entry.key().id().toString());
            if (entry.key() == null) {
                json.writeNullField("revisionNumber");
            } else {
                json.writeNumberField("revisionNumber", entry.key().revisionNumber());
            }
            json.writeStringField("place", entry.place());
            json.writeStringField("reason", entry.reason());
            Json.time(json, "firstSeen", entry.firstSeen());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** How a run ended; RUNNING or INTERRUPTED while it has not. */
    static String result(Run run, SiteStatus status) {
        RunResult result = run.result();
        if (result != null) {
            return result.name();
        }
        boolean last = status.runs().get(0).id() == run.id();
        return last && status.holder() != null ? "RUNNING" : "INTERRUPTED";
    }
}
