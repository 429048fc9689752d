package dev.supsync.catalog.susdb;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A digest over values of a row. Each goes in with its length, so that no two rows look the same put together. */
final class RowDigest {

    private final MessageDigest hash;

    RowDigest() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a value as the text it has; a GUID counts the same in any case and type. */
    RowDigest add(@Nullable Object value) {
        if (value == null) {
            hash.update(ByteBuffer.allocate(4).putInt(-1).array());
            return this;
        }
        String text = value.toString();
        boolean guid = value instanceof UUID || UpdateId.isGuid(text);
        byte[] bytes = (guid ? text.toLowerCase(Locale.ROOT) : text).getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        hash.update(bytes);
        return this;
    }

    Digest digest() {
        return Digest.of(hash.digest());
    }
}
