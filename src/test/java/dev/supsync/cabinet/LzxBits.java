package dev.supsync.cabinet;

import java.util.Arrays;

/** Writes the bit stream of LZX: words of 16 bits, little-endian, filled from the highest bit on. */
final class LzxBits {

    private byte[] bytes = new byte[2 * BlockEncoder.FRAME];
    private int length;
    private int word;
    private int used;

    void write(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            word = word << 1 | ((value >>> bit) & 1);
            if (++used == 16) {
                writeByte(word);
                writeByte(word >> 8);
                word = 0;
                used = 0;
            }
        }
    }

    void align() {
        if (used > 0) {
            write(0, 16 - used);
        }
    }

    /** Before an uncompressed block: at a boundary a whole word is written. */
    void alignAlways() {
        write(0, 16 - used);
    }

    void writeByte(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) value;
    }

    void writeInt(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            writeByte(value >> shift);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
