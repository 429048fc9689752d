package dev.supsync.samples;

import dev.supsync.metadata.UpdateId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Numbers that look random and follow from a seed, a purpose and an index alone: any update of a catalog can be made
 * without those before it, and the same again.
 */
record Chance(long seed) {

    /** What a number is for; new ones go to the end, or all catalogs change. */
    enum For {
        UPDATE,
        CHILD,
        DETECTOID,
        UNKNOWN,
        EULA,
        FILE,
        SIZE,
        BUNDLE,
        REVISION,
        EXPIRED,
        FATE,
        ADDED,
        LANGUAGES,
        TIME,
        CVE,
        DRIVER,
        RELATION
    }

    private static final long STEP = 0x9E3779B97F4A7C15L;

    long number(For purpose, long index) {
        return mix(mix(seed + (purpose.ordinal() + 1) * STEP) + index * STEP);
    }

    /** From 0 to less than the bound. */
    int below(int bound, For purpose, long index) {
        return (int) Math.floorMod(number(purpose, index), (long) bound);
    }

    /** A GUID of version 4. */
    UpdateId id(For purpose, long index) {
        long high = number(purpose, index);
        long low = mix(high ^ STEP);
        return new UpdateId(new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63)));
    }

    /** Bytes as a hash has them. */
    byte[] bytes(int length, For purpose, long index) {
        ByteBuffer bytes = ByteBuffer.allocate(length + 7);
        long number = number(purpose, index);
        while (bytes.position() < length) {
            bytes.putLong(number);
            number = mix(number + STEP);
        }
        return Arrays.copyOf(bytes.array(), length);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The finisher of SplitMix64. */
    private static long mix(long number) {
        long z = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
