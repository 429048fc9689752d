package dev.supsync.cabinet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decodes runs of literals and matches into the window: the inner loop of LZX. */
final class LzxRun {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Bytes behind the window that copying in steps of eight may touch. */
    static final int SLACK = 8;

    private static final int POSITION_SLOTS = 50;
    private static final int[] EXTRA_BITS = new int[POSITION_SLOTS];
    private static final int[] BASE = new int[POSITION_SLOTS];

    static {
        int base = 0;
        for (int slot = 0; slot < POSITION_SLOTS; slot++) {
            EXTRA_BITS[slot] = slot < 4 ? 0 : Math.min(slot / 2 - 1, 17);
            BASE[slot] = base;
            base += 1 << EXTRA_BITS[slot];
        }
    }

    private static final int MAIN_SHIFT = 64 - LzxTrees.MAIN_INDEX_BITS;
    private static final int LENGTH_SHIFT = 64 - LzxTrees.LENGTH_INDEX_BITS;
    private static final int ALIGNED_SHIFT = 64 - LzxTrees.ALIGNED_INDEX_BITS;
    private static final int MINIMUM_MATCH = 2;
    private static final int LONG_MATCH = 7;

    /** The three offsets used last, kept over blocks. */
    int r0 = 1;

    int r1 = 1;
    int r2 = 1;

    /** The number of position slots of a window. */
    static int positionSlots(int windowBits) {
        int slot = 0;
        while (slot < POSITION_SLOTS && BASE[slot] < 1 << windowBits) {
            slot++;
        }
        return slot;
    }

    /**
     * Decodes until the window is filled from {@code start} to {@code end}; the last match must end right there.
     *
     * @param window as many bytes as {@code turn}, where it goes on at its beginning, and {@link #SLACK} more
     * @param reach how many bytes before {@code start} a match may refer to
     * @param maximumOffset the size of the window; it is smaller by a frame than {@code turn} if {@code turn} is reached
     *     at all, so that bytes written ahead never fall on bytes to which a match may still refer
     */
    void decode(
            LzxInput in,
            LzxTrees trees,
            boolean aligned,
            byte[] window,
            int turn,
            int start,
            int end,
            int reach,
            int maximumOffset)
            throws BlockFault {
        short[] mainTable = trees.main.table();
        short[] lengthTable = trees.length.table();
        short[] alignedTable = trees.aligned.table();
        byte[] data = in.data;
        int dataEnd = in.end;
        int next = in.next;
        long buffer = in.buffer;
        int bits = in.bits;
        int position = start;
        while (position < end) {
            if (bits <= 32) {
                buffer |= (LzxInput.word(data, next, dataEnd) & 0xFFFF_FFFFL) << (32 - bits);
                bits += 32;
                next += 4;
            }
            int entry = mainTable[(int) (buffer >>> MAIN_SHIFT)];
            if (entry < 0) {
                entry = mainTable[~entry + HuffmanTable.secondIndex(buffer, LzxTrees.MAIN_INDEX_BITS)];
            }
            buffer <<= entry & HuffmanTable.LENGTH;
            bits -= entry & HuffmanTable.LENGTH;
            int symbol = (entry >>> HuffmanTable.SYMBOL_SHIFT) - LzxTrees.LITERALS;
            if (symbol < 0) {
                window[position++] = (byte) symbol;
                continue;
            }
            int length = symbol & LONG_MATCH;
            if (length == LONG_MATCH) {
                entry = lengthTable[(int) (buffer >>> LENGTH_SHIFT)];
                if (entry < 0) {
                    entry = lengthTable[~entry + HuffmanTable.secondIndex(buffer, LzxTrees.LENGTH_INDEX_BITS)];
                }
                if (entry == 0) {
                    throw new BlockFault("uses its length tree, which has no codes");
                }
                buffer <<= entry & HuffmanTable.LENGTH;
                bits -= entry & HuffmanTable.LENGTH;
                length += entry >>> HuffmanTable.SYMBOL_SHIFT;
            }
            length += MINIMUM_MATCH;
            int slot = symbol >>> 3;
            int offset;
            if (slot > 2) {
                if (bits <= 32) {
                    buffer |= (LzxInput.word(data, next, dataEnd) & 0xFFFF_FFFFL) << (32 - bits);
                    bits += 32;
                    next += 4;
                }
                int extra = EXTRA_BITS[slot];
                offset = BASE[slot] - 2;
                if (aligned && extra >= 3) {
                    extra -= 3;
                    offset += (int) (buffer >>> 1 >>> (63 - extra)) << 3;
                    buffer <<= extra;
                    entry = alignedTable[(int) (buffer >>> ALIGNED_SHIFT)];
                    offset += entry >>> HuffmanTable.SYMBOL_SHIFT;
                    buffer <<= entry & HuffmanTable.LENGTH;
                    bits -= extra + (entry & HuffmanTable.LENGTH);
                } else {
                    offset += (int) (buffer >>> 1 >>> (63 - extra));
                    buffer <<= extra;
                    bits -= extra;
                }
                r2 = r1;
                r1 = r0;
                r0 = offset;
            } else if (slot == 0) {
                offset = r0;
            } else if (slot == 1) {
                offset = r1;
                r1 = r0;
                r0 = offset;
            } else {
                offset = r2;
                r2 = r0;
                r0 = offset;
            }
            if (length > end - position) {
                throw new BlockFault(
                        "has a match of " + length + " bytes where at most " + (end - position) + " may follow");
            }
            if (offset <= 0 || offset > maximumOffset || offset > reach + position - start) {
                throw new BlockFault("refers " + (offset & 0xFFFF_FFFFL) + " bytes back, allowed are 1 to "
                        + Math.min(maximumOffset, reach + position - start));
            }
            copy(window, turn, position, offset, length);
            position += length;
        }
        in.next = next;
        in.buffer = buffer;
        in.bits = bits;
        in.checkNotOverrun();
    }

    private static void copy(byte[] window, int turn, int position, int offset, int length) {
        int from = position - offset;
        if (from < 0) {
            from += turn;
        }
        int end = position + length;
        if (offset >= 8 && from + length <= turn) {
            for (int to = position; to < end; to += 8, from += 8) {
                LONG.set(window, to, (long) LONG.get(window, from));
            }
            return;
        }
        for (int to = position; to < end; to++) {
            window[to] = window[from++];
            if (from == turn) {
                from = 0;
            }
        }
    }
}
