package dev.supsync.cabinet;

import dev.supsync.cabinet.CabinetWriter.Packing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;

/** Writes the blocks of one folder (CFDATA, section 2.4), each of 32 KB but the last. */
final class FolderWriter {

    private static final int BLOCK = 32_768;
    private static final int MOST_BLOCKS = 0xFFFF;
    private static final int BLOCK_HEADER = 8;

    /** Where members may end: cabinets hold these as signed numbers at the reading side. */
    private static final long MOST_BYTES = 0x7FFF_8000L;

    /** Deflate adds 5 bytes for each 16 KB at worst; the signature takes two. */
    private static final int SPARE = 6_144;

    private final String name;
    private final Packing packing;
    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] block = new byte[BLOCK];
    private byte[] packed = {};
    private int filled;
    private long size;
    private int blocks;
    private long length;
    private boolean ended;

    /** @param name the cabinet, for messages */
    FolderWriter(String name, Packing packing, OutputStream out) {
        this.name = name;
        this.packing = packing;
        this.out = out;
    }

    /** Uncompressed bytes so far. */
    long size() {
        return size;
    }

    int blocks() {
        return blocks;
    }

    /** Bytes of the blocks with their headers. */
    long length() {
        return length;
    }

    int type() {
        return packing.type();
    }

    void write(byte[] bytes, int from, int count) throws IOException {
        if (size + count > MOST_BYTES) {
            throw new CabinetException(name + ": a folder of a cabinet holds at most " + MOST_BYTES
                    + " bytes: begin another one, or another cabinet");
        }
        size += count;
        int at = from;
        for (int left = count; left > 0; ) {
            int part = Math.min(left, BLOCK - filled);
            System.arraycopy(bytes, at, block, filled, part);
            filled += part;
            at += part;
            left -= part;
            if (filled == BLOCK) {
                block();
            }
        }
    }

    /** Writes what is left; once. */
    void end() throws IOException {
        if (!ended) {
            if (filled > 0) {
                block();
            }
            close();
        }
    }

    void close() {
        ended = true;
        deflater.end();
    }

    private void block() throws IOException {
        if (blocks == MOST_BLOCKS) {
            throw new CabinetException(name + ": a folder of a cabinet has at most " + MOST_BLOCKS + " blocks");
        }
        if (packing == Packing.STORED) {
            put(block, filled);
        } else {
            int count = deflate();
            put(packed, count);
        }
        blocks++;
        filled = 0;
    }

    private int deflate() {
        if (packed.length == 0) {
            packed = new byte[BLOCK + SPARE];
        }
        deflater.setInput(block, 0, filled);
        deflater.finish();
        packed[0] = 'C';
        packed[1] = 'K';
        int count = 2;
        while (!deflater.finished()) {
            count += deflater.deflate(packed, count, packed.length - count);
        }
        // A reader keeps the block as history for the next one.
        deflater.reset();
        deflater.setDictionary(block, 0, filled);
        return count;
    }

    private void put(byte[] data, int count) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(BLOCK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(4, (short) count).putShort(6, (short) filled);
        int sum = BlockChecksum.of(data, 0, count, 0);
        header.putInt(0, BlockChecksum.of(header.array(), 4, 4, sum));
        out.write(header.array());
        out.write(data, 0, count);
        length += BLOCK_HEADER + count;
    }
}
