package dev.supsync.cabinet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bit stream of LZX ("Bitstream" in the LZX description): little-endian words of 16 bits, each read from its highest
 * bit on. Beyond the end of a block it reads zeros; {@link #checkNotOverrun()} tells that afterwards, so that the decoding
 * loop need not ask at each bit.
 */
final class LzxInput {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The fields are open to {@link LzxRun}, which keeps them in local variables while it runs. */
    byte[] data = {};

    int end;
    /** The next byte to take in; passes the end when zeros are read. */
    int next;
    /** The bits taken in and not yet read, from the highest bit of the word down; below them are zeros. */
    long buffer;

    int bits;

    void begin(byte[] block, int length) {
        data = block;
        end = length;
        next = 0;
        buffer = 0;
        bits = 0;
    }

    /** The next 32 bits in the order of the stream, to be taken in when at least 32 bits of room are left. */
    static int word(byte[] data, int next, int end) {
        if (next <= end - 4) {
            return Integer.rotateLeft((int) INT.get(data, next), 16);
        }
        return byteAt(data, next + 1, end) << 24
                | byteAt(data, next, end) << 16
                | byteAt(data, next + 3, end) << 8
                | byteAt(data, next + 2, end);
    }

    private static int byteAt(byte[] data, int index, int end) {
        return index < end ? data[index] & 0xFF : 0;
    }

    /** Sees to it that more than 32 bits are in the buffer. */
    void refill() {
        if (bits <= 32) {
            buffer |= (word(data, next, end) & 0xFFFF_FFFFL) << (32 - bits);
            bits += 32;
            next += 4;
        }
    }

    /** Reads 1 to 32 bits. */
    int read(int count) {
        refill();
        int value = (int) (buffer >>> (64 - count));
        buffer <<= count;
        bits -= count;
        return value;
    }

    /** Reads one symbol. */
    int read(HuffmanTable table) throws BlockFault {
        refill();
        int entry = table.find(buffer);
        if (entry == 0) {
            throw new BlockFault("uses a Huffman tree that has no codes");
        }
        int length = entry & HuffmanTable.LENGTH;
        buffer <<= length;
        bits -= length;
        return entry >>> HuffmanTable.SYMBOL_SHIFT;
    }

    /**
     * Leaves the bit stream at a word boundary and goes on with bytes: one to sixteen bits are passed over, so at a
     * boundary a whole word (uncompressed blocks, [MS-PATCH]).
     */
    void toBytes() {
        refill();
        int padding = bits & 15;
        bits -= padding == 0 ? 16 : padding;
        next -= bits / 8;
        buffer = 0;
        bits = 0;
    }

    /** The number of bytes left, when the stream stands at a byte. */
    int bytesLeft() {
        return end - next;
    }

    /** Reads a little-endian number of four bytes. */
    int u4() throws BlockFault {
        if (bytesLeft() < 4) {
            throw overrun();
        }
        int value = (int) INT.get(data, next);
        next += 4;
        return value;
    }

    /** Copies bytes as they are. */
    void copy(byte[] target, int offset, int length) throws BlockFault {
        if (bytesLeft() < length) {
            throw overrun();
        }
        System.arraycopy(data, next, target, offset, length);
        next += length;
    }

    void checkNotOverrun() throws BlockFault {
        if (8L * next - bits > 8L * end) {
            throw overrun();
        }
    }

    private BlockFault overrun() {
        return new BlockFault("ends after " + end + " bytes of data, before all it stands for is decoded");
    }
}
