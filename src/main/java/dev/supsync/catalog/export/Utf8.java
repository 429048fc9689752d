package dev.supsync.catalog.export;

import java.nio.charset.StandardCharsets;

/** Texts that are limited in bytes. */
final class Utf8 {

    private Utf8() {}

    /** The text of these bytes, without a character that their end cuts; at most so many bytes of UTF-8. */
    static String text(byte[] bytes, int maxBytes) {
        int end = bytes.length;
        while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] & 0xC0) == 0x80) {
            end--;
        }
        boolean cut = end > 0 && bytes.length - end < sizeOf(bytes[end - 1]) - 1;
        return shorten(new String(bytes, 0, cut ? end - 1 : bytes.length, StandardCharsets.UTF_8), maxBytes);
    }

    /** What cannot be decoded becomes longer: a replacement has three bytes. */
    private static String shorten(String text, int maxBytes) {
        if (text.length() <= maxBytes / 3) {
            return text;
        }
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (size > maxBytes) {
                return text.substring(0, i);
            }
            i += Character.charCount(point);
        }
        return text;
    }

    private static int sizeOf(byte lead) {
        int c = lead & 0xFF;
        return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    }
}
