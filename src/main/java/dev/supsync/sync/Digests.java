package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of bytes, and of digests. */
final class Digests {

    private Digests() {}

    static Digest of(byte[] bytes) {
        return Digest.of(sha256().digest(bytes));
    }

    /** What a revision was read as: its raw record, under this scope. */
    static Digest combine(Digest first, Digest second) {
        ByteBuffer buffer = ByteBuffer.allocate(32);
        buffer.putLong(first.high()).putLong(first.low()).putLong(second.high()).putLong(second.low());
        return of(buffer.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
