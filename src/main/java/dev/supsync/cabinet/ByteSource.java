package dev.supsync.cabinet;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** The bytes of one cabinet file, read by position. */
interface ByteSource extends Closeable {

    long size();

    /** Fills {@code length} bytes of the target; the caller has checked that they lie within {@link #size()}. */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /** A cabinet held in memory. */
    final class Memory implements ByteSource {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) {
            System.arraycopy(bytes, Math.toIntExact(position), target, offset, length);
        }

        @Override
        public void close() {}
    }

    /** A cabinet on disk. Not a channel: an interrupted thread must not close the file under another reader. */
    final class OnDisk implements ByteSource {
        private final RandomAccessFile file;
        private final long size;

        OnDisk(Path path) throws IOException {
            if (!path.getFileSystem().equals(FileSystems.getDefault())) {
                throw new IOException("it lies in a file system of another kind; copy it to a folder");
            }
            file = new RandomAccessFile(path.toFile(), "r");
            try {
                size = file.length();
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            file.seek(position);
            try {
                file.readFully(target, offset, length);
            } catch (EOFException e) {
                throw new IOException("the file became shorter while it was read", e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
