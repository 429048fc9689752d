package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the content of a record, value by value, each with its length, so that no two contents look alike. */
final class ContentDigest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2_048);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Adds a value by its text; null is different from the empty text. */
    ContentDigest add(@Nullable Object value) {
        try {
            if (value == null) {
                out.writeInt(-1);
            } else {
                byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
    }

    /** Adds a list with its length. */
    ContentDigest addAll(List<?> values) {
        add(values.size());
        values.forEach(this::add);
        return this;
    }

    Digest digest() {
        return Digests.of(bytes.toByteArray());
    }
}
