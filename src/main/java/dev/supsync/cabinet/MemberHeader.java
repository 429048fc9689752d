package dev.supsync.cabinet;

import java.time.LocalDateTime;

/**
 * What a cabinet says of a member that is written (CFFILE, section 2.3).
 *
 * @param name in UTF-8
 * @param offset where it begins in the uncompressed data of its folder
 * @param folder counted from 0
 */
record MemberHeader(byte[] name, long size, long offset, int folder, LocalDateTime modified) {

    private static final int FIXED = 17;
    private static final int ARCHIVE = 0x20;

    /** The same with another folder, or one of the marks of those that lie in several cabinets. */
    MemberHeader in(int otherFolder) {
        return new MemberHeader(name, size, offset, otherFolder, modified);
    }

    /** Bytes of the header. */
    int length() {
        return FIXED + name.length;
    }

    int attributes() {
        for (byte b : name) {
            if (b < 0) {
                return ARCHIVE | CabinetEntry.NAME_IS_UTF8;
            }
        }
        return ARCHIVE;
    }

    int date() {
        int year = Math.max(1980, Math.min(2107, modified.getYear()));
        return year - 1980 << 9 | modified.getMonthValue() << 5 | modified.getDayOfMonth();
    }

    int time() {
        return modified.getHour() << 11 | modified.getMinute() << 5 | modified.getSecond() / 2;
    }
}
