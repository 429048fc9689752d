package dev.supsync.catalog.export;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that several threads read at any place. */
final class SegmentFile implements Closeable {

    private final Path file;
    private volatile FileChannel channel;
    private volatile boolean closed;

    private SegmentFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SegmentFile open(Path file) throws IOException {
        return new SegmentFile(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Reads at least one byte, or returns -1 at the end of the file. */
    int read(long position, byte[] into, int from, int length) throws IOException {
        while (true) {
            FileChannel current = channel;
            try {
                return current.read(ByteBuffer.wrap(into, from, length), position);
            } catch (ClosedByInterruptException e) {
                throw new SupsyncException(
                        ErrorCode.STOPPED, file + ": reading was interrupted", "Start the command again.", e);
            } catch (ClosedChannelException e) {
                reopen(current);
            }
        }
    }

    /** Reads all of a segment. */
    byte[] bytes(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int read = read(position + done, bytes, done, length - done);
            if (read < 0) {
                throw new EOFException("the file ends before byte " + (position + length));
            }
            done += read;
        }
        return bytes;
    }

    /** A segment as a stream; closing it is not needed. */
    SegmentStream stream(long position, long length) {
        return new SegmentStream(this, position, length);
    }

    /** An interrupt of one thread closes the channel for all of them, so the others open it anew. */
    private synchronized void reopen(FileChannel stale) throws IOException {
        if (closed) {
            throw new IOException("the catalog is closed");
        }
        if (channel == stale) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
