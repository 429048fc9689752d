package dev.supsync.cabinet;

import java.util.Arrays;

/** The literals and matches of one LZX block, and the trees that code them. */
final class LzxTokens {

    private static final int LITERALS = 256;
    private static final int LENGTHS = 249;

    private static final int[] BASE = new int[52];

    static {
        for (int slot = 1; slot < BASE.length; slot++) {
            BASE[slot] = BASE[slot - 1] + (1 << extraBits(slot - 1));
        }
    }

    private final int[] mainFrequencies;
    private final int[] lengthFrequencies = new int[LENGTHS];
    private final int[] alignedFrequencies = new int[8];
    private byte[] mainLengths;
    private byte[] lengthLengths = new byte[LENGTHS];

    /** The length of each match, 0 for literals. */
    private int[] lengths = new int[1024];
    /** The byte, or the position slot in the upper and the footer in the lower bits. */
    private long[] values = new long[1024];

    private int count;
    private boolean aligned;
    private HuffmanCode main = new HuffmanCode(new int[2], 16);
    private HuffmanCode length = main;
    private HuffmanCode alignedCode = main;

    LzxTokens(int slots) {
        mainFrequencies = new int[LITERALS + 8 * slots];
        mainLengths = new byte[mainFrequencies.length];
    }

    void clear() {
        count = 0;
        Arrays.fill(mainFrequencies, 0);
        Arrays.fill(lengthFrequencies, 0);
        Arrays.fill(alignedFrequencies, 0);
    }

    int count() {
        return count;
    }

    void literal(byte value) {
        add(0, value & 0xFF);
        mainFrequencies[value & 0xFF]++;
    }

    void repeat(int matchLength, int slot) {
        match(matchLength, slot, 0);
    }

    void match(int matchLength, int offset) {
        int formatted = offset + 2;
        int slot = 3;
        while (base(slot + 1) <= formatted) {
            slot++;
        }
        match(matchLength, slot, formatted - base(slot));
    }

    private void match(int matchLength, int slot, int footer) {
        add(matchLength, (long) slot << 32 | footer);
        mainFrequencies[mainSymbol(matchLength, slot)]++;
        if (matchLength >= 9) {
            lengthFrequencies[matchLength - 9]++;
        }
        if (extraBits(slot) >= 3) {
            alignedFrequencies[footer & 7]++;
        }
    }

    private void add(int matchLength, long value) {
        if (count == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        lengths[count] = matchLength;
        values[count++] = value;
    }

    void writeTrees(LzxBits bits, boolean alignedBlock) {
        aligned = alignedBlock;
        main = new HuffmanCode(mainFrequencies, 16);
        if (aligned) {
            alignedCode = new HuffmanCode(alignedFrequencies, 7);
            for (byte codeLength : alignedCode.lengths) {
                bits.write(codeLength, 3);
            }
        }
        writeLengths(bits, mainLengths, main.lengths, 0, LITERALS);
        writeLengths(bits, mainLengths, main.lengths, LITERALS, mainLengths.length);
        mainLengths = main.lengths;
        byte[] none = new byte[LENGTHS];
        boolean used = Arrays.stream(lengthFrequencies).anyMatch(f -> f > 0);
        if (used) {
            length = new HuffmanCode(lengthFrequencies, 16);
            none = length.lengths;
        }
        writeLengths(bits, lengthLengths, none, 0, LENGTHS);
        lengthLengths = none;
    }

    /** Writes a token and gives the number of bytes that it stands for. */
    int write(LzxBits bits, int index) {
        int matchLength = lengths[index];
        if (matchLength == 0) {
            main.write(bits, (int) values[index]);
            return 1;
        }
        int slot = (int) (values[index] >>> 32);
        int footer = (int) values[index];
        main.write(bits, mainSymbol(matchLength, slot));
        if (matchLength >= 9) {
            length.write(bits, matchLength - 9);
        }
        int extra = extraBits(slot);
        if (slot < 3) {
            return matchLength;
        }
        if (aligned && extra >= 3) {
            bits.write(footer >> 3, extra - 3);
            alignedCode.write(bits, footer & 7);
        } else {
            bits.write(footer, extra);
        }
        return matchLength;
    }

    private static int mainSymbol(int matchLength, int slot) {
        return LITERALS + slot * 8 + Math.min(matchLength - 2, 7);
    }

    private static void writeLengths(LzxBits bits, byte[] before, byte[] now, int from, int to) {
        int[] symbols = new int[3 * (to - from)];
        int written = 0;
        for (int i = from; i < to; ) {
            int run = 1;
            while (i + run < to && now[i + run] == now[i]) {
                run++;
            }
            int same = (before[i] - now[i] + 17) % 17;
            if (now[i] == 0 && run >= 20) {
                run = Math.min(run, 51);
                symbols[written++] = 18 | (run - 20) << 8;
            } else if (now[i] == 0 && run >= 4) {
                run = Math.min(run, 19);
                symbols[written++] = 17 | (run - 4) << 8;
            } else if (run >= 4) {
                run = Math.min(run, 5);
                symbols[written++] = 19 | (run - 4) << 8;
                symbols[written++] = same;
            } else {
                run = 1;
                symbols[written++] = same;
            }
            i += run;
        }
        int[] frequencies = new int[20];
        for (int i = 0; i < written; i++) {
            frequencies[symbols[i] & 0xFF]++;
        }
        HuffmanCode pretree = new HuffmanCode(frequencies, 15);
        for (byte codeLength : pretree.lengths) {
            bits.write(codeLength, 4);
        }
        for (int i = 0; i < written; i++) {
            int symbol = symbols[i] & 0xFF;
            pretree.write(bits, symbol);
            if (symbol >= 17) {
                bits.write(symbols[i] >> 8, symbol == 17 ? 4 : symbol == 18 ? 5 : 1);
            }
        }
    }

    private static int extraBits(int slot) {
        return slot < 4 ? 0 : Math.min(slot / 2 - 1, 17);
    }

    private static int base(int slot) {
        return BASE[slot];
    }
}
