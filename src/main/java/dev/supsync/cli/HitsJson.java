package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.explain.CatalogSearch;
import java.io.IOException;

/** Found updates as a JSON array, one object a line. */
final class HitsJson implements SearchCommand.HitPrinter {

    private final JsonArray array;

    HitsJson(Terminal terminal) {
        this.array = new JsonArray(terminal);
    }

    @Override
    public boolean print(CatalogSearch.Hit hit) {
        return array.print(json -> write(json, hit));
    }

    @Override
    public void end() {
        array.end();
    }

    private static void write(JsonGenerator json, CatalogSearch.Hit hit) throws IOException {
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
    }
}
