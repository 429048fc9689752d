package dev.supsync.cabinet;

import java.io.Closeable;

/** The uncompressed bytes of one folder from its beginning on, decoded block by block. */
final class FolderStream implements Closeable {

    private final Folder folder;
    private final BlockReader blocks;
    private final BlockDecoder decoder;
    private byte[] output = {};
    private int next;
    private int end;
    private long position;
    private boolean failed;
    private boolean closed;

    /** @param entry the member read first, for messages */
    FolderStream(Folder folder, CabinetEntry entry) throws CabinetException {
        this.folder = folder;
        blocks = new BlockReader(folder);
        blocks.member(entry);
        try {
            decoder = folder.compression().newDecoder(folder.blocks());
        } catch (BlockFault e) {
            throw blocks.fault(e);
        }
    }

    /** Whether the member can be read without beginning anew. */
    boolean canReach(CabinetEntry entry) {
        return !failed && !closed && entry.folder() == folder.index() && entry.offset() >= position;
    }

    /** Goes forward to the beginning of a member. */
    void moveTo(CabinetEntry entry) throws CabinetException {
        blocks.member(entry);
        long left = entry.offset() - position;
        while (left > 0) {
            fill(entry);
            int count = (int) Math.min(left, end - next);
            advance(count);
            left -= count;
        }
    }

    /** Copies at least one byte and at most {@code length}, all from one block. */
    int read(byte[] target, int offset, int length, CabinetEntry entry) throws CabinetException {
        fill(entry);
        int count = Math.min(length, end - next);
        System.arraycopy(output, next, target, offset, count);
        advance(count);
        return count;
    }

    int readByte(CabinetEntry entry) throws CabinetException {
        fill(entry);
        int value = output[next] & 0xFF;
        advance(1);
        return value;
    }

    /** Skips at least one byte and at most {@code length}, all from one block. */
    long skip(long length, CabinetEntry entry) throws CabinetException {
        fill(entry);
        int count = (int) Math.min(length, end - next);
        advance(count);
        return count;
    }

    /** How many bytes are decoded already. */
    int available() {
        return end - next;
    }

    private void advance(int count) {
        next += count;
        position += count;
    }

    /** Sees to it that a byte is at hand. */
    private void fill(CabinetEntry entry) throws CabinetException {
        if (next < end) {
            return;
        }
        if (closed) {
            throw new CabinetException("the reader of the cabinet with member \"" + entry.displayName()
                    + "\" is closed; read its members before");
        }
        if (failed) {
            throw blocks.fault("was found damaged before");
        }
        failed = true;
        if (!blocks.next()) {
            throw blocks.fault(
                    "is the last one, the data ends at %d uncompressed bytes, the member was to end at %d",
                    position, entry.end());
        }
        try {
            decoder.decode(blocks.data(), blocks.length(), blocks.size());
        } catch (BlockFault e) {
            throw blocks.fault(e);
        }
        failed = false;
        output = decoder.output();
        next = decoder.outputStart();
        end = next + blocks.size();
    }

    @Override
    public void close() throws CabinetException {
        closed = true;
        next = 0;
        end = 0;
        decoder.close();
        blocks.close();
    }
}
