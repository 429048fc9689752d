package dev.supsync.metadata;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The first 128 bits of a SHA-256: enough to recognize what did not change.
 *
 * @param high the first eight bytes
 * @param low the next eight bytes
 */
public record Digest(long high, long low) {

    /** Takes the first 16 bytes. */
    public static Digest of(byte[] hash) {
        ByteBuffer buffer = ByteBuffer.wrap(hash);
        return new Digest(buffer.getLong(), buffer.getLong());
    }

    /** The 16 bytes, as a database holds them. */
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
