package dev.supsync.embedded;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this program has written into HSQLDB's lock of a database, and is about to write: the milliseconds since 1970 that
 * HSQLDB calls a heartbeat. Both stand in the lock file of supsync before the second one stands in HSQLDB's. So nobody else
 * can have written what is found there and equals one of them.
 *
 * @param written 0 if nothing is written yet
 * @param next 0 if nothing is held
 */
record Beats(long written, long next) {

    static final Beats NONE = new Beats(0, 0);

    private static final Pattern LINE = Pattern.compile("(?m)^heartbeats ([0-9a-f]{16}) ([0-9a-f]{16})$");

    /** Always of the same length, so that it can be written over itself on a full disk. */
    String encode() {
        return String.format("heartbeats %016x %016x", written, next);
    }

    /** What {@link #encode()} wrote, on a line of a text; none where there is no such line. */
    static Beats find(String text) {
        Matcher line = LINE.matcher(text);
        return line.find()
                ? new Beats(Long.parseUnsignedLong(line.group(1), 16), Long.parseUnsignedLong(line.group(2), 16))
                : NONE;
    }

    boolean include(long beat) {
        return beat != 0 && (beat == written || beat == next);
    }

    /** Whether HSQLDB's lock may have been made and not filled. */
    boolean isCreating() {
        return written == 0 && next != 0;
    }
}
