package dev.supsync.catalog.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Part of a file as a stream. */
final class SegmentStream extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final SegmentFile file;
    private final byte[] buffer;
    private int at;
    private int end;
    private long position;
    private long left;
    private @Nullable IOException failure;

    SegmentStream(SegmentFile file, long position, long length) {
        this.file = file;
        this.position = position;
        left = length;
        buffer = new byte[(int) Math.min(BUFFER, length)];
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        int read = load();
        position += read;
        left -= read;
        at = 0;
        end = read;
        return true;
    }

    private int load() throws IOException {
        try {
            int read = file.read(position, buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the file ends before byte " + (position + left));
            }
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Why reading failed, whatever a parser made of it; null if it did not. */
    @Nullable
    IOException failure() {
        return failure;
    }
}
