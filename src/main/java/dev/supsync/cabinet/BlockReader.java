package dev.supsync.cabinet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data blocks (CFDATA, section 2.4) of one folder in order, verifies their checksums and joins those that are
 * split over cabinets.
 */
final class BlockReader implements Closeable {

    /** {@code cbData} is never larger. */
    static final int MAXIMUM_DATA = 32_768 + 6_144;

    /** {@code cbUncomp} is never larger. */
    static final int MAXIMUM_SIZE = 32_768;

    private static final int HEADER = 8;

    private final Folder folder;
    private final byte[] header = new byte[HEADER + 255];
    private byte[] data = {};
    private int length;
    private int size;

    private int part = -1;
    private int blocksLeft;
    private long position;
    private @Nullable ByteSource source;

    private int block = -1;
    private long blockPosition;
    private String member = "";

    BlockReader(Folder folder) {
        this.folder = folder;
    }

    /** The member for which blocks are read from now on, for messages. */
    void member(CabinetEntry entry) {
        member = entry.displayName();
    }

    /** Reads the next block; false after the last one. */
    boolean next() throws CabinetException {
        length = 0;
        size = 0;
        if (!hasNext()) {
            return false;
        }
        block++;
        readPiece();
        while (size == 0) {
            // Zero means that the block goes on in the next cabinet, which then tells the size of the whole.
            if (blocksLeft > 0 || !hasNext()) {
                throw fault("says that it goes on in a further cabinet, but there is none in which it could");
            }
            readPiece();
        }
        return true;
    }

    /** Holds the block in its first {@link #length()} bytes. */
    byte[] data() {
        return data;
    }

    int length() {
        return length;
    }

    /** How many bytes the block stands for. */
    int size() {
        return size;
    }

    private boolean hasNext() throws CabinetException {
        while (blocksLeft == 0) {
            if (part + 1 == folder.parts().size()) {
                return false;
            }
            close();
            part++;
            Folder.Part current = folder.parts().get(part);
            blocksLeft = current.blocks();
            position = current.dataOffset();
            blockPosition = position;
            source = current.volume().open();
        }
        return true;
    }

    private void readPiece() throws CabinetException {
        CabinetHeader cabinet = volume().header();
        int headerLength = HEADER + cabinet.blockReserve();
        blockPosition = position;
        blocksLeft--;
        read(header, 0, headerLength, cabinet.length());
        int checksum = u2(0) | u2(2) << 16;
        int pieceLength = u2(4);
        size = u2(6);
        if (pieceLength > MAXIMUM_DATA - length) {
            throw fault("holds %d bytes of data, at most %d are allowed", length + pieceLength, MAXIMUM_DATA);
        }
        if (size > MAXIMUM_SIZE) {
            throw fault("stands for %d bytes, at most %d are allowed", size, MAXIMUM_SIZE);
        }
        if (length + pieceLength > data.length) {
            data = Arrays.copyOf(data, folder.blocks() == 1 ? pieceLength : MAXIMUM_DATA);
        }
        read(data, length, pieceLength, cabinet.length());
        verify(checksum, pieceLength, headerLength);
        length += pieceLength;
    }

    /** Zero means that the writer gave no checksum. Some writers leave out the area set aside for applications. */
    private void verify(int expected, int pieceLength, int headerLength) throws CabinetException {
        if (expected == 0) {
            return;
        }
        int sum = BlockChecksum.of(data, length, pieceLength, 0);
        int found = BlockChecksum.of(header, 4, headerLength - 4, sum);
        if (found != expected && BlockChecksum.of(header, 4, 4, sum) != expected) {
            throw fault("has the checksum 0x%08x, its header says 0x%08x", found, expected);
        }
    }

    private void read(byte[] target, int offset, int count, long end) throws CabinetException {
        if (count > end - position) {
            throw fault("needs %d bytes from byte %d on, the cabinet ends at byte %d", count, position, end);
        }
        try {
            if (source == null) {
                throw new IOException("closed");
            }
            source.read(position, target, offset, count);
        } catch (IOException e) {
            throw CabinetException.unreadable(volume().name(), e);
        }
        position += count;
    }

    private int u2(int offset) {
        return (header[offset] & 0xFF) | (header[offset + 1] & 0xFF) << 8;
    }

    private Volume volume() {
        return folder.parts().get(Math.max(part, 0)).volume();
    }

    CabinetException fault(String format, Object... arguments) {
        return CabinetException.damaged(
                volume().name(), "%s %s", place(), String.format(Locale.ROOT, format, arguments));
    }

    CabinetException fault(BlockFault fault) {
        String text = place() + " " + (block < 0 ? "is " : "") + fault.detail();
        return fault.isDamage()
                ? CabinetException.damaged(volume().name(), "%s", text)
                : new CabinetException(CabinetException.printable(volume().name()) + ": " + text);
    }

    private String place() {
        return block < 0
                ? String.format(Locale.ROOT, "member \"%s\": folder %d", member, folder.index())
                : String.format(
                        Locale.ROOT,
                        "member \"%s\": block %d of folder %d at byte %d",
                        member,
                        block,
                        folder.index(),
                        blockPosition);
    }

    @Override
    public void close() throws CabinetException {
        ByteSource open = source;
        source = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw CabinetException.unreadable(volume().name(), e);
            }
        }
    }
}
