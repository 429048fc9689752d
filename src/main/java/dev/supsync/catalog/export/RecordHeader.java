package dev.supsync.catalog.export;

import dev.supsync.error.Printable;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a record: {@code guid,revision,length,<} with 8 hexadecimal digits for both numbers. The same
 * object is used for one after the other.
 */
final class RecordHeader {

    /** No header is longer: a GUID in braces, two numbers, three commas and the first byte of the document. */
    static final int LONGEST = 58;

    private static final int GUID = 36;
    private static final int NUMBERS = 19;
    private static final byte[] HEX = hex();

    /** The update, as two halves of its GUID. */
    long high;

    long low;
    /** Negative if it is larger than a revision number can be. */
    int revision;
    /** In UTF-16 code units. */
    long length;
    /** Bytes up to the document. */
    int size;

    /** Reads the header at this place; false if there is none. */
    boolean read(byte[] bytes, int at, int end) {
        int guid = at < end && bytes[at] == '{' ? at + 1 : at;
        int numbers = guid == at ? at + GUID : at + GUID + 2;
        if (!isHeader(bytes, at, guid, numbers, end)) {
            return false;
        }
        high = (number(bytes, guid, 8) << 32) | (number(bytes, guid + 9, 4) << 16) | number(bytes, guid + 14, 4);
        low = (number(bytes, guid + 19, 4) << 48) | number(bytes, guid + 24, 12);
        revision = (int) number(bytes, numbers + 1, 8);
        length = number(bytes, numbers + 10, 8);
        size = numbers + NUMBERS - at;
        return true;
    }

    /** Whether a header begins at this place. */
    static boolean startsAt(byte[] bytes, int at, int end) {
        int guid = at < end && bytes[at] == '{' ? at + 1 : at;
        return isHeader(bytes, at, guid, guid == at ? at + GUID : at + GUID + 2, end);
    }

    /** Whether the bytes up to the end are the beginning of a header and no whole one: what a file cut off in it ends with. */
    static boolean isCutOff(byte[] bytes, int at, int end) {
        int guid = at < end && bytes[at] == '{' ? at + 1 : at;
        int numbers = guid == at ? at + GUID : at + GUID + 2;
        if (at == end || end > numbers + NUMBERS) {
            return false;
        }
        for (int i = guid; i < end; i++) {
            if (!fits(bytes[i], i - guid, i - numbers, guid > at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(byte b, int inGuid, int inNumbers, boolean braces) {
        if (inNumbers >= 0) {
            return inNumbers % 9 == 0 ? b == ',' : HEX[b & 0xFF] >= 0;
        }
        if (inGuid == GUID) {
            return braces && b == '}';
        }
        boolean hyphen = inGuid == 8 || inGuid == 13 || inGuid == 18 || inGuid == 23;
        return hyphen ? b == '-' : HEX[b & 0xFF] >= 0;
    }

    /** The update and revision; null if the number is too large. */
    @Nullable
    RevisionKey key() {
        return revision < 0 ? null : new RevisionKey(new UpdateId(new UUID(high, low)), revision);
    }

    private static boolean isHeader(byte[] b, int at, int guid, int numbers, int end) {
        return numbers + NUMBERS < end
                && b[numbers + NUMBERS] == '<'
                && b[numbers] == ','
                && b[numbers + 9] == ','
                && b[numbers + 18] == ','
                && b[guid + 8] == '-'
                && b[guid + 13] == '-'
                && b[guid + 18] == '-'
                && b[guid + 23] == '-'
                && (guid == at || b[guid + GUID] == '}')
                && isHex(b, guid, 8)
                && isHex(b, guid + 9, 4)
                && isHex(b, guid + 14, 4)
                && isHex(b, guid + 19, 4)
                && isHex(b, guid + 24, 12)
                && isHex(b, numbers + 1, 8)
                && isHex(b, numbers + 10, 8);
    }

    private static boolean isHex(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (HEX[bytes[i] & 0xFF] < 0) {
                return false;
            }
        }
        return true;
    }

    private static long number(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = (value << 4) | HEX[bytes[i] & 0xFF];
        }
        return value;
    }

    /** What a line says that is no header. */
    record Broken(@Nullable RevisionKey key, String reason) {}

    /** Finds out what is wrong with a line that is no header, and what of its identity can be read all the same. */
    static Broken explain(byte[] bytes, int at, int end) {
        int stop = at;
        while (stop < end && stop < at + 200 && bytes[stop] != '\n' && bytes[stop] != '<') {
            stop++;
        }
        String text = new String(bytes, at, stop - at, StandardCharsets.UTF_8);
        String[] fields = text.split(",", 4);
        if (fields.length < 2) {
            return new Broken(null, expected("\"" + Printable.line(text, 80) + "\""));
        }
        UpdateId id;
        try {
            id = UpdateId.parse(fields[0]);
        } catch (IllegalArgumentException e) {
            return new Broken(null, expected("the update ID \"" + Printable.line(fields[0], 80) + "\""));
        }
        if (!fields[1].matches("[0-9A-Fa-f]{8}") || Long.parseLong(fields[1], 16) > Integer.MAX_VALUE) {
            // Fewer digits may be the first ones of another number.
            return new Broken(
                    null, expected("the revision number \"" + Printable.line(fields[1], 40) + "\" of update " + id));
        }
        RevisionKey key = new RevisionKey(id, Integer.parseInt(fields[1], 16));
        if (fields.length < 3 || !fields[2].matches("[0-9A-Fa-f]{8}")) {
            String length = fields.length < 3 ? "" : Printable.line(fields[2], 40);
            return new Broken(key, expected("the length \"" + length + "\""));
        }
        return new Broken(key, expected("no \"<\" after the length"));
    }

    private static String expected(String found) {
        return "the line begins with " + found + ", expected \"GUID,revision,length,<\" with 8 hexadecimal digits for"
                + " revision and length";
    }

    private static byte[] hex() {
        byte[] values = new byte[256];
        for (int c = 0; c < values.length; c++) {
            values[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
        }
        return values;
    }
}
