package dev.supsync.cabinet;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Reads little-endian fields one after the other and never beyond the end of the cabinet. */
final class HeaderCursor {

    private static final int BUFFER = 4096;

    private final String file;
    private final ByteSource source;
    private final byte[] buffer;
    private long limit;
    private long bufferStart;
    private int next;
    private int end;

    HeaderCursor(String file, ByteSource source) {
        this.file = file;
        this.source = source;
        this.limit = source.size();
        this.buffer = new byte[(int) Math.min(BUFFER, limit)];
    }

    long position() {
        return bufferStart + next;
    }

    /** Nothing from here on belongs to the cabinet. */
    void limit(long newLimit) {
        limit = newLimit;
        end = (int) Math.min(end, Math.max(next, newLimit - bufferStart));
    }

    void moveTo(long position) {
        bufferStart = position;
        next = 0;
        end = 0;
    }

    void skip(int count, String what) throws CabinetException {
        if (count > limit - position()) {
            throw cutOff(what);
        }
        if (count <= end - next) {
            next += count;
        } else {
            moveTo(position() + count);
        }
    }

    int u1(String what) throws CabinetException {
        if (next == end) {
            fill(what);
        }
        return buffer[next++] & 0xFF;
    }

    int u2(String what) throws CabinetException {
        int low = u1(what);
        return low | u1(what) << 8;
    }

    long u4(String what) throws CabinetException {
        int low = u2(what);
        return low | (long) u2(what) << 16;
    }

    /** The bytes up to a NUL, of which there must be one after at most {@code maximum} bytes. */
    byte[] zeroTerminated(int maximum, String what) throws CabinetException {
        long start = position();
        byte[] bytes = new byte[Math.min(32, maximum)];
        int length = 0;
        for (int b = u1(what); b != 0; b = u1(what)) {
            if (length == maximum) {
                throw CabinetException.damaged(
                        file, "%s at byte %d is longer than the %d bytes allowed", what, start, maximum);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * length, maximum));
            }
            bytes[length++] = (byte) b;
        }
        return Arrays.copyOf(bytes, length);
    }

    String zeroTerminated(int maximum, String what, Charset charset) throws CabinetException {
        return new String(zeroTerminated(maximum, what), charset);
    }

    private void fill(String what) throws CabinetException {
        long position = position();
        int count = (int) Math.min(buffer.length, limit - position);
        if (count <= 0) {
            throw cutOff(what);
        }
        try {
            source.read(position, buffer, 0, count);
        } catch (IOException e) {
            throw CabinetException.unreadable(file, e);
        }
        bufferStart = position;
        next = 0;
        end = count;
    }

    private CabinetException cutOff(String what) {
        return CabinetException.damaged(file, "ends at byte %d, before the end of %s", limit, what);
    }
}
