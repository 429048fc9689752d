package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into a flat map from paths to texts: {@code updates.read}, {@code runs[0].id}. */
final class JsonText {

    private JsonText() {}

    /** The scalars of one value, in their order; whatever is behind it is a mistake. */
    static Map<String, @Nullable String> flat(String text) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            read(parser, "", values);
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
        return values;
    }

    private static void read(JsonParser parser, String path, Map<String, @Nullable String> values) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                read(parser, path.isEmpty() ? name : path + "." + name, values);
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                read(parser, path + "[" + i + "]", values);
            }
        } else {
            values.put(path, token == JsonToken.VALUE_NULL ? null : parser.getText());
        }
    }
}
