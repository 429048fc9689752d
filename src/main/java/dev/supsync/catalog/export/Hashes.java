package dev.supsync.catalog.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Hashes of this package. */
final class Hashes {

    /** Differs from run to run, so that no file can be made whose IDs all meet in one place. */
    private static final long SEED = new SecureRandom().nextLong();

    private Hashes() {}

    /** Spreads a GUID over an int; only for tables in memory. */
    static int mix(long high, long low) {
        long mixed = (high ^ SEED) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32) ^ low) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
        return (int) (mixed >>> 32);
    }

    /** The SHA-256 of a text, ready to be read. */
    static ByteBuffer hash(String text) {
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
