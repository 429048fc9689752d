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

    static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
