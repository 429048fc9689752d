package dev.supsync.error;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The text of a file that people write: UTF-8. The byte-order mark that Windows' editors put before it is no part of it;
 * what they call Unicode is UTF-16, and refused.
 */
public final class TextFile {

    private static final char MARK = '\uFEFF';

    private TextFile() {}

    /** A file that is not text in UTF-8; the message says how that shows, such as "it is UTF-16, not UTF-8". */
    public static final class NotUtf8Exception extends CharacterCodingException {

        private static final long serialVersionUID = 1L;

        private final String why;
        private final int line;
        private final int column;

        private NotUtf8Exception(String why, String before) {
            this.why = why;
            this.line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            this.column = before.length() - before.lastIndexOf('\n');
        }

        @Override
        public String getMessage() {
            return why;
        }

        /** Where it shows, from 1. */
        public int line() {
            return line;
        }

        /** Where in the line it shows, from 1. */
        public int column() {
            return column;
        }
    }

    /** A file that is larger than what is read of its kind. */
    public static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        private TooLargeException(int largest) {
            super(String.format(Locale.ROOT, "it is larger than %,d bytes", largest));
        }
    }

    /**
     * Reads a file.
     *
     * @param largest bytes
     * @throws NotUtf8Exception if it is not text in UTF-8
     * @throws TooLargeException if it has more bytes
     */
    public static String read(Path file, int largest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largest);
            if (in.read() >= 0) {
                throw new TooLargeException(largest);
            }
            return decode(bytes);
        }
    }

    /** Whether text begins as editors write UTF-16. */
    public static boolean isUtf16(byte[] bytes) {
        return startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF);
    }

    private static String decode(byte[] bytes) throws NotUtf8Exception {
        if (isUtf16(bytes)) {
            throw new NotUtf8Exception("it is UTF-16, not UTF-8; save the file as UTF-8", "");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw new NotUtf8Exception(
                    String.format(
                            Locale.ROOT,
                            "found the byte 0x%02X, which is not UTF-8; save the file as UTF-8",
                            bytes[in.position()]),
                    text);
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw new NotUtf8Exception(
                    "found a zero byte, as of UTF-16; save the file as UTF-8", text.substring(0, zero));
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
