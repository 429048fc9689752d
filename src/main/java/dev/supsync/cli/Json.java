package dev.supsync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.supsync.error.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON as it is written: a stream, in UTF-8; what could move a terminal's cursor is escaped, too. */
final class Json {

    private static final JsonFactory FACTORY = factory();

    private Json() {}

    /** Writes one value. */
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** Prints one value on one line. */
    static void print(Terminal terminal, Writer writer) {
        try (JsonGenerator json = generator(terminal)) {
            writer.write(json);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a PrintStream throws none
        }
    }

    /** A generator whose end leaves the output open. */
    static JsonGenerator generator(Terminal terminal) throws IOException {
        return FACTORY.createGenerator(terminal.out().printer());
    }

    /** As {@link #generator(Terminal)}, with a line for each element of the outermost array. */
    static JsonGenerator lines(Terminal terminal) throws IOException {
        JsonGenerator json = generator(terminal);
        json.setPrettyPrinter(new Lines());
        return json;
    }

    /** A field that may be null. */
    static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** A time to the second, or null. */
    static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        text(json, name, time == null ? null : Text.iso(time));
    }

    private static JsonFactory factory() {
        JsonFactory factory = JsonFactory.builder()
                .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(com.fasterxml.jackson.core.StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .build();
        factory.setCharacterEscapes(new Unprintable());
        factory.setRootValueSeparator("");
        return factory;
    }

    /** Escapes what is a control character to a terminal but none to JSON. */
    private static final class Unprintable extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private static final int DELETE = 0x7F;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            boolean isWhole = c <= Character.MAX_VALUE && !Character.isSurrogate((char) c);
            String text = Character.toString(c);
            return !isWhole || Printable.of(text).equals(text)
                    ? null
                    : new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }

    /** A line for each element of an array; for arrays of objects without arrays. */
    private static final class Lines extends MinimalPrettyPrinter {

        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator json) throws IOException {
            json.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) throws IOException {
            json.writeRaw(values == 0 ? "]\n" : "\n]\n");
        }
    }
}
