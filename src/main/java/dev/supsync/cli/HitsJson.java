package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.explain.CatalogSearch;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Found updates as a JSON array, one object a line. */
final class HitsJson implements SearchCommand.HitPrinter {

    private final Terminal terminal;
    private final Audience audience;
    private final JsonGenerator json;

    HitsJson(Terminal terminal) {
        this.terminal = terminal;
        this.audience = new Audience(terminal);
        try {
            this.json = Json.lines(terminal);
            json.writeStartArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    @Override
    public boolean print(CatalogSearch.Hit hit) {
        try {
            json.writeStartObject();
            json.writeStringField("id", hit.name().id().toString());
            json.writeNumberField("revisionNumber", hit.revisionNumber());
            json.writeStringField("article", hit.name().article());
            json.writeStringField("title", hit.name().title());
            json.writeStringField("classification", hit.classification());
            Json.time(json, "created", hit.created());
            json.writeBooleanField("expired", hit.expired());
            Boolean inSite = hit.inSite();
            if (inSite == null) {
                json.writeNullField("inSite");
            } else {
                json.writeBooleanField("inSite", inSite);
            }
            json.writeEndObject();
            json.flush();
            return audience.listens();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            json.writeEndArray();
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.flush();
    }
}
