package dev.supsync.metadata;

import java.util.UUID;

/**
 * The identity of an update: a GUID, the same at every server. Its case is mixed inside one catalog, so it is held as a
 * number and printed in lower case.
 */
public record UpdateId(UUID value) implements Comparable<UpdateId> {

    /**
     * Reads a GUID of 32 hexadecimal digits with hyphens, in any case, with or without braces, surrounded by blanks or
     * not.
     *
     * @throws IllegalArgumentException with the text that was found, if it is anything else
     */
    public static UpdateId parse(String text) {
        String guid = text.strip();
        if (guid.length() == 38 && guid.charAt(0) == '{' && guid.charAt(37) == '}') {
            guid = guid.substring(1, 37);
        }
        if (!isGuid(guid)) {
            throw new IllegalArgumentException(
                    XmlErrors.quote(text) + " is not a GUID of the form 8-4-4-4-12 hexadecimal digits");
        }
        return new UpdateId(UUID.fromString(guid));
    }

    /** Whether the text is 36 characters of the form 8-4-4-4-12 hexadecimal digits. */
    public static boolean isGuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean fits = i == 8 || i == 13 || i == 18 || i == 23 ? c == '-' : Character.digit(c, 16) >= 0 && c < 128;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Orders by the bytes of the GUID as they are written. */
    @Override
    public int compareTo(UpdateId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    /** The GUID in lower case. */
    @Override
    public String toString() {
        return value.toString();
    }
}
