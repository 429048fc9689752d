package dev.supsync.catalog.export;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A guess at a document from its first bytes, for what would be too slow with the parser: which records need not be
 * asked whether they are categories, and which headers do not belong to their documents.
 */
final class DocumentPrefix {

    /** How much of a document is looked at. */
    static final int SIZE = 8192;

    private static final byte[] UPDATE_ID = ascii("UpdateID");
    private static final byte[] UPDATE_TYPE = ascii("UpdateType");
    private static final byte[][] NO_CATEGORY = {ascii("Software"), ascii("Detectoid"), ascii("Driver")};

    private DocumentPrefix() {}

    /** Whether it may be a category: false is certain, true asks for a look by the parser. */
    static boolean mayBeCategory(byte[] bytes, int from, int end) {
        int value = value(bytes, from, end, UPDATE_TYPE);
        if (value < 0) {
            return true;
        }
        for (byte[] type : NO_CATEGORY) {
            if (value + type.length < end
                    && matches(bytes, value, type)
                    && (bytes[value + type.length] == '"' || bytes[value + type.length] == '\'')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the document plainly names another update than the header, so that the header may be the damaged one. */
    static boolean namesAnother(byte[] bytes, int from, int end, RecordHeader header) {
        int value = value(bytes, from, end, UPDATE_ID);
        if (value < 0 || value + 36 > end) {
            return false;
        }
        String id = new String(bytes, value, 36, StandardCharsets.ISO_8859_1);
        return !id.equalsIgnoreCase(new UUID(header.high, header.low).toString());
    }

    /** Where the value of the first attribute of that name begins; -1 if that is not plain to see. */
    private static int value(byte[] bytes, int from, int end, byte[] name) {
        for (int i = from + 1; i < end - name.length - 2; i++) {
            if (bytes[i] == '!' && bytes[i - 1] == '<') {
                return -1;
            }
            if (bytes[i] == name[0] && bytes[i - 1] <= ' ' && bytes[i - 1] >= 0 && matches(bytes, i, name)) {
                int quote = i + name.length + 1;
                boolean plain = bytes[quote - 1] == '=' && (bytes[quote] == '"' || bytes[quote] == '\'');
                return plain ? quote + 1 : -1;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
