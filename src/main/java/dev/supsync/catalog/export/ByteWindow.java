package dev.supsync.catalog.export;

import java.io.IOException;
import java.util.zip.CRC32C;

/** A window that moves over a file from front to end, with a sum of all it has seen. */
final class ByteWindow {

    /** What stays readable before {@link #at}. */
    static final int KEPT = 64;

    private static final int SIZE = 1 << 20;

    private final SegmentFile file;
    private final CRC32C sum = new CRC32C();
    private long loaded;
    private boolean endOfFile;

    /** The bytes from {@link #at} to before {@link #end} are those to read next. */
    final byte[] bytes = new byte[SIZE];

    int at;
    int end;

    ByteWindow(SegmentFile file) {
        this.file = file;
    }

    /** Loads until the window holds so many bytes from {@link #at}; false if the file ends before. */
    boolean has(int count) throws IOException {
        return end - at >= count || load(count);
    }

    /** Where {@link #at} is in the file. */
    long offset() {
        return loaded - (end - at);
    }

    /** Whether the window holds the last byte of the file. */
    boolean endOfFile() {
        return endOfFile;
    }

    /** A checksum of everything loaded. */
    long sum() {
        return sum.getValue();
    }

    private boolean load(int count) throws IOException {
        if (endOfFile) {
            return false;
        }
        int keep = Math.max(0, at - KEPT);
        System.arraycopy(bytes, keep, bytes, 0, end - keep);
        at -= keep;
        end -= keep;
        while (end - at < count) {
            int read = file.read(loaded, bytes, end, bytes.length - end);
            if (read < 0) {
                endOfFile = true;
                return false;
            }
            sum.update(bytes, end, read);
            end += read;
            loaded += read;
        }
        return true;
    }
}
