package dev.supsync.cabinet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Contents of various kinds, the same for the same seed. */
final class SampleBytes {

    private static final String[] WORDS = {
        "<Update ",
        "UpdateID=\"",
        "\" RevisionNumber=\"",
        "<Title>",
        "</Title>",
        "Security Update for ",
        "Windows ",
        "KB",
        "\r\n",
        "<Prerequisites>",
        "</Prerequisites>",
        "http://download.windowsupdate.com/",
        ".cab",
        "e",
        "t",
        "IsMandatory"
    };

    private SampleBytes() {}

    /** Looks like update metadata: repeats itself at short and long distances. */
    static byte[] text(Random random, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 64);
        while (out.size() < length) {
            if (random.nextInt(6) == 0) {
                out.writeBytes(Long.toHexString(random.nextLong()).getBytes(StandardCharsets.UTF_8));
            } else {
                out.writeBytes(WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        return Arrays.copyOf(out.toByteArray(), length);
    }

    /** Looks like x86 code: calls to a few functions among other bytes. */
    static byte[] code(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            if (random.nextInt(4) == 0 && i + 5 <= length) {
                int relative = random.nextInt(30) * 4_096 - i + (random.nextInt(40) == 0 ? random.nextInt() : 0);
                bytes[i++] = (byte) 0xE8;
                for (int k = 0; k < 4; k++) {
                    bytes[i++] = (byte) (relative >> (8 * k));
                }
            } else {
                bytes[i++] = (byte) (random.nextInt(12) * 17);
            }
        }
        return bytes;
    }

    /** Parts of all kinds, of which some occur again. */
    static byte[] mixed(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            int count = Math.min(1 + random.nextInt(20_000), length - i);
            byte[] part =
                    switch (random.nextInt(5)) {
                        case 0 -> text(random, count);
                        case 1 -> code(random, count);
                        case 2 -> noise(random, count);
                        case 3 -> new byte[count];
                        default -> {
                            int from = i == 0 ? 0 : random.nextInt(i);
                            yield Arrays.copyOfRange(bytes, from, from + count);
                        }
                    };
            System.arraycopy(part, 0, bytes, i, count);
            i += count;
        }
        return bytes;
    }

    static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
