package dev.supsync.cabinet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that wait in a file until a cabinet is put together. The file is written and read through one descriptor, so that
 * nothing that takes its place is read.
 */
final class SpoolFile implements Closeable {

    private final Path path;
    private final FileChannel channel;

    private SpoolFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes an empty one in the place of what a killed process left there, or of a link, which is not followed. */
    static SpoolFile create(Path path) throws IOException {
        return new SpoolFile(path, createNew(path));
    }

    /** Makes an empty file in the place of what is there; where that is a link, what it points to stays as it is. */
    static FileChannel createNew(Path path) throws IOException {
        Files.deleteIfExists(path);
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Appends. */
    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    /** All bytes from the first one; to be left open. */
    InputStream input() throws IOException {
        return Channels.newInputStream(channel.position(0));
    }

    /** Fills a buffer with the bytes from a place on. */
    void read(long at, ByteBuffer buffer) throws IOException {
        long place = at;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, place);
            if (read < 0) {
                throw new IOException(path + " ends at byte " + place);
            }
            place += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
