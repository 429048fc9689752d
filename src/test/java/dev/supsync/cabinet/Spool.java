package dev.supsync.cabinet;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the compressed blocks until the headers in front of them are known. */
interface Spool extends Closeable {

    void append(byte[] data, int length) throws IOException;

    byte[] read(long from, int length) throws IOException;

    final class Memory extends ByteArrayOutputStream implements Spool {
        @Override
        public void append(byte[] data, int length) {
            write(data, 0, length);
        }

        @Override
        public byte[] read(long from, int length) {
            byte[] bytes = new byte[length];
            System.arraycopy(buf, (int) from, bytes, 0, length);
            return bytes;
        }

        @Override
        public void close() {}
    }

    final class OnDisk implements Spool {
        private final Path path;
        private final RandomAccessFile file;
        private long end;

        OnDisk(Path folder) throws IOException {
            path = Files.createTempFile(folder, "blocks", ".tmp");
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void append(byte[] data, int length) throws IOException {
            file.seek(end);
            file.write(data, 0, length);
            end += length;
        }

        @Override
        public byte[] read(long from, int length) throws IOException {
            byte[] bytes = new byte[length];
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            file.close();
            Files.deleteIfExists(path);
        }
    }
}
