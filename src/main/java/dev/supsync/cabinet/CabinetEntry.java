package dev.supsync.cabinet;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A member of a cabinet (CFFILE, section 2.3).
 *
 * @param name the name as stored; it may hold separators, {@code ..} and control characters, see {@link #displayName()}
 * @param size the declared size in bytes; reading the member never yields more
 * @param folder the compression unit that holds it, counted over all cabinets of a set from 0
 * @param offset where it begins in the uncompressed data of that folder
 * @param attributes the attribute bits as stored
 * @param modified the local time of its last change, or null if the cabinet holds none that exists in the calendar
 */
public record CabinetEntry(
        String name, long size, int folder, long offset, int attributes, @Nullable LocalDateTime modified) {

    /** {@code _A_NAME_IS_UTF}: the name is UTF-8. */
    static final int NAME_IS_UTF8 = 0x80;

    /** The name for messages and logs: control and formatting characters are replaced by a question mark. */
    public String displayName() {
        return CabinetException.printable(name);
    }

    /** Where the member ends in the uncompressed data of its folder. */
    long end() {
        return offset + size;
    }

    /** The time of a DOS date and time (sections 2.3, fields date and time), or null if there is no such time. */
    static @Nullable LocalDateTime dosTime(int date, int time) {
        try {
            return LocalDateTime.of(
                    1980 + (date >>> 9),
                    (date >>> 5) & 0xF,
                    date & 0x1F,
                    time >>> 11,
                    (time >>> 5) & 0x3F,
                    (time & 0x1F) * 2);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
