package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Updates as a JSON array, one object a line. */
final class UpdatesJson implements UpdatePrinter {

    private final Terminal terminal;
    private final Audience audience;
    private final JsonGenerator json;

    UpdatesJson(Terminal terminal) {
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
    public boolean print(UpdateRow row) {
        try {
            json.writeStartObject();
            for (UpdateColumn column : UpdateColumn.values()) {
                write(column.title(), row.value(column));
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

    private void write(String name, @Nullable Object value) throws IOException {
        if (value instanceof Instant time) {
            Json.time(json, name, time);
        } else if (value instanceof Long number) {
            json.writeNumberField(name, number);
        } else if (value instanceof Boolean flag) {
            json.writeBooleanField(name, flag);
        } else {
            Json.text(json, name, value == null ? null : value.toString());
        }
    }
}
