package dev.supsync.catalog.export;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * Moves over one document: counts the UTF-16 code units of its UTF-8, proves the UTF-8, and digests it. Never moves over
 * a line that begins as the next record does, so that a wrong length costs one record only.
 */
final class DocumentScan {

    /** How a document ended. */
    enum End {
        /** Where the length says. */
        COMPLETE,
        /** Before that, at the line of the next record. */
        NEXT_RECORD,
        /** Before that, at the end of the file. */
        END_OF_FILE
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOPS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final int AHEAD = RecordHeader.LONGEST + 6;

    private final ByteWindow window;
    private final MessageDigest digest;

    /** UTF-16 code units still missing; below zero when the length cuts a character in two. */
    long left;

    /** Where the first byte that is no UTF-8 is; -1 when there is none. */
    long invalidAt;

    /** Continuation bytes that the character begun still needs, and the range of the next one. */
    private int pending;

    private int lowest;
    private int highest;
    private boolean nextRecord;

    DocumentScan(ByteWindow window, MessageDigest digest) {
        this.window = window;
        this.digest = digest;
    }

    /** Moves the window behind a document of so many UTF-16 code units. */
    End read(long length) throws IOException {
        left = length;
        invalidAt = -1;
        pending = 0;
        nextRecord = false;
        while ((left > 0 || pending > 0) && !nextRecord) {
            window.has(AHEAD);
            int stop = window.endOfFile() ? window.end : window.end - AHEAD + 1;
            int from = window.at;
            if (from >= stop) {
                invalidIf(pending > 0, from);
                return End.END_OF_FILE;
            }
            int reached = chunk(window.bytes, from, stop);
            window.at = reached;
            digest.update(window.bytes, from, reached - from);
        }
        return nextRecord ? End.NEXT_RECORD : End.COMPLETE;
    }

    private int chunk(byte[] b, int from, int stop) {
        int i = from;
        while (i < stop && (left > 0 || pending > 0)) {
            if (pending == 0) {
                int plain = plain(b, i, stop);
                left -= plain - i;
                i = plain;
                if (i == stop || left <= 0) {
                    break;
                }
            }
            int c = b[i];
            if (pending > 0) {
                i = continuation(c & 0xFF, i);
            } else if (c < 0) {
                lead(c & 0xFF, i);
                i++;
            } else {
                left--;
                i++;
                if (c == '\n' && RecordHeader.startsAt(b, i, window.end)) {
                    nextRecord = true;
                    break;
                }
            }
        }
        return i;
    }

    /** Moves over ASCII without line feeds, eight bytes at a time. */
    private int plain(byte[] b, int from, int stop) {
        int i = from;
        int last = (int) Math.min(stop - 8L, from + left - 8);
        while (i <= last) {
            long eight = (long) LONGS.get(b, i);
            long lineFeeds = eight ^ LINE_FEEDS;
            if (((eight | ((lineFeeds - ONES) & ~lineFeeds)) & TOPS) != 0) {
                break;
            }
            i += 8;
        }
        return i;
    }

    private int continuation(int c, int i) {
        if (c < lowest || c > highest) {
            invalidIf(true, i);
            pending = 0;
            return i;
        }
        pending--;
        lowest = 0x80;
        highest = 0xBF;
        return i + 1;
    }

    private void lead(int c, int i) {
        lowest = 0x80;
        highest = 0xBF;
        // A stray continuation byte is part of a character that was counted, such as half of a surrogate pair.
        left -= c < 0xC0 ? 0 : 1;
        if (c >= 0xC2 && c <= 0xDF) {
            pending = 1;
        } else if (c >= 0xE0 && c <= 0xEF) {
            pending = 2;
            lowest = c == 0xE0 ? 0xA0 : 0x80;
            highest = c == 0xED ? 0x9F : 0xBF;
        } else if (c >= 0xF0 && c <= 0xF4) {
            pending = 3;
            left--;
            lowest = c == 0xF0 ? 0x90 : 0x80;
            highest = c == 0xF4 ? 0x8F : 0xBF;
        } else {
            invalidIf(true, i);
        }
    }

    private void invalidIf(boolean invalid, int i) {
        if (invalid && invalidAt < 0) {
            invalidAt = window.offset() + (i - window.at);
        }
    }
}
