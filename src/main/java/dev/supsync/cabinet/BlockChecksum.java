package dev.supsync.cabinet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of a data block (CFDATA, section 2.4, field csum): the exclusive or of its little-endian words. */
final class BlockChecksum {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private BlockChecksum() {}

    /** The checksum of the bytes, continued from that of the bytes summed before. */
    static int of(byte[] bytes, int offset, int length, int seed) {
        int sum = seed;
        int i = offset;
        for (int last = offset + (length & ~3); i < last; i += 4) {
            sum ^= (int) INT.get(bytes, i);
        }
        // The bytes left over are taken in the opposite order: the first becomes the highest.
        int rest = 0;
        for (int last = offset + length; i < last; i++) {
            rest = rest << 8 | (bytes[i] & 0xFF);
        }
        return sum ^ rest;
    }
}
