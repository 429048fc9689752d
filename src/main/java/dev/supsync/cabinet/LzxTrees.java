package dev.supsync.cabinet;

import java.util.Arrays;

/** The Huffman trees of an LZX block; their code lengths are given as differences to those of the block before. */
final class LzxTrees {

    static final int LITERALS = 256;
    static final int LENGTH_SYMBOLS = 249;
    static final int ALIGNED_SYMBOLS = 8;
    static final int MAIN_INDEX_BITS = 11;
    static final int LENGTH_INDEX_BITS = 10;
    static final int ALIGNED_INDEX_BITS = 7;

    private static final int PRETREE_SYMBOLS = 20;
    private static final int PRETREE_INDEX_BITS = 8;

    private final byte[] mainLengths;
    private final byte[] lengthLengths = new byte[LENGTH_SYMBOLS];
    private final byte[] alignedLengths = new byte[ALIGNED_SYMBOLS];
    private final byte[] pretreeLengths = new byte[PRETREE_SYMBOLS];

    final HuffmanTable main;
    final HuffmanTable length = new HuffmanTable("length tree", LENGTH_SYMBOLS, LENGTH_INDEX_BITS);
    final HuffmanTable aligned = new HuffmanTable("aligned offset tree", ALIGNED_SYMBOLS, ALIGNED_INDEX_BITS);
    private final HuffmanTable pretree = new HuffmanTable("pre-tree", PRETREE_SYMBOLS, PRETREE_INDEX_BITS);

    /** @param positionSlots how many classes of match offsets there are, which depends on the window */
    LzxTrees(int positionSlots) {
        int symbols = LITERALS + 8 * positionSlots;
        mainLengths = new byte[symbols];
        main = new HuffmanTable("main tree", symbols, MAIN_INDEX_BITS);
    }

    /** Reads the aligned offset tree: eight lengths of three bits. */
    void readAligned(LzxInput in) throws BlockFault {
        for (int i = 0; i < ALIGNED_SYMBOLS; i++) {
            alignedLengths[i] = (byte) in.read(3);
        }
        if (!aligned.build(alignedLengths)) {
            throw new BlockFault("has an aligned offset tree without codes");
        }
    }

    /** Reads the main tree, in two parts, and the length tree. */
    void readMainAndLength(LzxInput in) throws BlockFault {
        readLengths(in, mainLengths, 0, LITERALS);
        readLengths(in, mainLengths, LITERALS, mainLengths.length);
        if (!main.build(mainLengths)) {
            throw new BlockFault("has a main tree without codes");
        }
        readLengths(in, lengthLengths, 0, LENGTH_SYMBOLS);
        length.build(lengthLengths);
    }

    /** Reads code lengths, themselves coded by a tree ("Encoding the trees and pre-trees"). */
    private void readLengths(LzxInput in, byte[] lengths, int from, int to) throws BlockFault {
        for (int i = 0; i < PRETREE_SYMBOLS; i++) {
            pretreeLengths[i] = (byte) in.read(4);
        }
        if (!pretree.build(pretreeLengths)) {
            throw new BlockFault("has a pre-tree without codes");
        }
        int i = from;
        while (i < to) {
            int symbol = in.read(pretree);
            if (symbol <= 16) {
                lengths[i] = difference(lengths[i], symbol);
                i++;
                continue;
            }
            int run;
            byte value = 0;
            if (symbol == 17) {
                run = 4 + in.read(4);
            } else if (symbol == 18) {
                run = 20 + in.read(5);
            } else {
                run = 4 + in.read(1);
                int same = in.read(pretree);
                if (same > 16) {
                    throw new BlockFault("repeats the pre-tree symbol " + same + ", only code lengths may be repeated");
                }
                value = difference(lengths[i], same);
            }
            if (run > to - i) {
                throw new BlockFault("gives " + (run - (to - i)) + " more code lengths than there are symbols");
            }
            Arrays.fill(lengths, i, i + run, value);
            i += run;
        }
    }

    private static byte difference(int before, int symbol) {
        int length = before - symbol;
        return (byte) (length < 0 ? length + 17 : length);
    }
}
