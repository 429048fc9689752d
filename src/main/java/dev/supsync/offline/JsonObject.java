package dev.supsync.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small JSON object, read whole: texts, whole numbers, objects and arrays of objects. */
final class JsonObject {

    private static final int DEPTH = 5;
    private static final int LONGEST = 4_096;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(LONGEST)
                    .build())
            .build();

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Reads one object; nothing may follow it. */
    static JsonObject parse(byte[] bytes) throws IOException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is no JSON object");
            }
            JsonObject root = object(json);
            if (json.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
            return root;
        }
    }

    String text(String name) throws IOException {
        String text = textOrNull(name);
        if (text == null) {
            throw new IOException("it has no text \"" + name + "\"");
        }
        return text;
    }

    @Nullable
    String textOrNull(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** A whole number from 0 to a highest one. */
    long number(String name, long highest) throws IOException {
        if (!(fields.get(name) instanceof Long number) || number < 0 || number > highest) {
            throw new IOException("its \"" + name + "\" is no number from 0 to " + highest);
        }
        return number;
    }

    JsonObject object(String name) throws IOException {
        if (!(fields.get(name) instanceof JsonObject object)) {
            throw new IOException("it has no object \"" + name + "\"");
        }
        return object;
    }

    List<JsonObject> objects(String name) throws IOException {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw new IOException("it has no list \"" + name + "\"");
        }
        List<JsonObject> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            objects.add((JsonObject) element);
        }
        return objects;
    }

    private static JsonObject object(JsonParser json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            fields.put(name, value(json, json.nextToken(), name));
        }
        return new JsonObject(fields);
    }

    private static Object value(JsonParser json, JsonToken token, String name) throws IOException {
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case START_OBJECT -> object(json);
            case START_ARRAY -> {
                List<JsonObject> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    if (next != JsonToken.START_OBJECT) {
                        throw new IOException("the list \"" + name + "\" holds something that is no object");
                    }
                    list.add(object(json));
                }
                yield list;
            }
            default -> throw new IOException("its \"" + name + "\" is no text, number, object or list");
        };
    }
}
