package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.report.UpdateColumn;
import dev.supsync.report.UpdateRow;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Updates as a JSON array, one object a line. */
final class UpdatesJson implements UpdatePrinter {

    private final JsonArray array;

    UpdatesJson(Terminal terminal) {
        this.array = new JsonArray(terminal);
    }

    @Override
    public boolean print(UpdateRow row) {
        return array.print(json -> {
            for (UpdateColumn column : UpdateColumn.values()) {
                write(json, column.title(), row.value(column));
            }
        });
    }

    @Override
    public void end() {
        array.end();
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) throws IOException {
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
