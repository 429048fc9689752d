package dev.supsync.cabinet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The content of one member: a window on the bytes of its folder, of exactly the declared size. */
final class MemberInputStream extends InputStream {

    /** Takes the folder back when the member is closed. */
    @FunctionalInterface
    interface Release {
        void release(FolderStream folder) throws IOException;
    }

    private final CabinetEntry entry;
    private final FolderStream folder;
    private final Release release;
    private long left;
    private boolean closed;

    /** @param folder stands at the beginning of the member */
    MemberInputStream(CabinetEntry entry, FolderStream folder, Release release) {
        this.entry = entry;
        this.folder = folder;
        this.release = release;
        this.left = entry.size();
    }

    @Override
    public int read() throws IOException {
        requireOpen();
        if (left == 0) {
            return -1;
        }
        int value = folder.readByte(entry);
        left--;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        requireOpen();
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = folder.read(target, offset, (int) Math.min(length, left), entry);
        left -= count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        requireOpen();
        if (count <= 0 || left == 0) {
            return 0;
        }
        long skipped = folder.skip(Math.min(count, left), entry);
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        requireOpen();
        return (int) Math.min(left, folder.available());
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the stream of cabinet member \"" + entry.displayName() + "\" is closed");
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            release.release(folder);
        }
    }
}
