package dev.supsync.cabinet;

import java.util.Arrays;

/**
 * A canonical Huffman code as a table: indexed by the next bits of the stream it gives symbol and code length at once.
 * Codes longer than the index lead to a second table.
 */
final class HuffmanTable {

    /** No code is longer. */
    static final int MAXIMUM_LENGTH = 16;

    /** An entry is the symbol shifted by this, and the code length in the bits below. */
    static final int SYMBOL_SHIFT = 5;

    static final int LENGTH = (1 << SYMBOL_SHIFT) - 1;

    private static final int COMPLETE = 1 << MAXIMUM_LENGTH;

    private final String name;
    private final int indexBits;
    /** Entries; negative ones are the complement of where the second table begins; 0 stands for no code. */
    private final short[] table;

    private final int[] count = new int[MAXIMUM_LENGTH + 2];
    private final short[] ordered;

    /**
     * @param name what the format calls it, for messages
     * @param symbols the number of symbols
     * @param indexBits codes up to this length are found at once
     */
    HuffmanTable(String name, int symbols, int indexBits) {
        this.name = name;
        this.indexBits = indexBits;
        // Each second table serves at least two symbols, since the code is complete.
        int second = indexBits == MAXIMUM_LENGTH ? 0 : (symbols / 2) << (MAXIMUM_LENGTH - indexBits);
        table = new short[(1 << indexBits) + second];
        ordered = new short[symbols];
    }

    /** Where the entries begin, for {@link LzxRun}. */
    short[] table() {
        return table;
    }

    int indexBits() {
        return indexBits;
    }

    /** The entry for the bits at the top of the buffer. */
    int find(long buffer) {
        int entry = table[(int) (buffer >>> (64 - indexBits))];
        return entry >= 0 ? entry : table[~entry + secondIndex(buffer, indexBits)];
    }

    /** The index into a second table: the bits behind those of the first up to the longest code. */
    static int secondIndex(long buffer, int indexBits) {
        return (int) (buffer << indexBits >>> (64 - MAXIMUM_LENGTH + indexBits));
    }

    /**
     * Builds the table.
     *
     * @param lengths the code lengths of the symbols, 0 for those that do not occur
     * @return false if no symbol has a code
     * @throws BlockFault if the lengths do not make up a complete code
     */
    boolean build(byte[] lengths) throws BlockFault {
        int symbols = ordered.length;
        Arrays.fill(count, 0);
        for (int symbol = 0; symbol < symbols; symbol++) {
            count[lengths[symbol] + 1]++;
        }
        int unused = count[1];
        if (unused == symbols) {
            Arrays.fill(table, 0, 1 << indexBits, (short) 0);
            return false;
        }
        int space = 0;
        for (int length = 1; length <= MAXIMUM_LENGTH; length++) {
            space += count[length + 1] << (MAXIMUM_LENGTH - length);
        }
        if (space != COMPLETE) {
            throw new BlockFault("has a broken " + name + ": its code lengths make up " + space + " of " + COMPLETE
                    + " possible codes");
        }
        for (int length = 1; length <= MAXIMUM_LENGTH; length++) {
            count[length + 1] += count[length];
        }
        for (int symbol = 0; symbol < symbols; symbol++) {
            ordered[count[lengths[symbol]]++] = (short) symbol;
        }
        fill(lengths, unused);
        return true;
    }

    /** Goes through the symbols by length and number, that is, in the order of their codes. */
    private void fill(byte[] lengths, int first) {
        int nextFree = 1 << indexBits;
        int secondBits = MAXIMUM_LENGTH - indexBits;
        int prefix = -1;
        int code = 0;
        for (int i = first; i < ordered.length; i++) {
            int symbol = ordered[i];
            int length = lengths[symbol];
            short entry = (short) (symbol << SYMBOL_SHIFT | length);
            int width = 1 << (MAXIMUM_LENGTH - length);
            if (length <= indexBits) {
                int from = code >>> secondBits;
                Arrays.fill(table, from, from + (width >>> secondBits), entry);
            } else {
                if (code >>> secondBits != prefix) {
                    prefix = code >>> secondBits;
                    table[prefix] = (short) ~nextFree;
                    nextFree += 1 << secondBits;
                }
                int from = ~table[prefix] + (code & ((1 << secondBits) - 1));
                Arrays.fill(table, from, from + width, entry);
            }
            code += width;
        }
    }
}
