package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Prints a JSON array as it comes, one object a line. */
final class JsonArray {

    private final Terminal terminal;
    private final Audience audience;
    private final JsonGenerator json;

    /** Writes the fields of one object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    JsonArray(Terminal terminal) {
        this.terminal = terminal;
        this.audience = new Audience(terminal);
        try {
            this.json = Json.lines(terminal);
            json.writeStartArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    /** Prints an object; false when nobody reads any more. */
    boolean print(Fields fields) {
        try {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.flush();
            return audience.listens();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the array. */
    void end() {
        try {
            json.writeEndArray();
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.flush();
    }
}
