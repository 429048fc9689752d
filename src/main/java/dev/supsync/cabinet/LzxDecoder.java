package dev.supsync.cabinet;

/**
 * LZX ("Microsoft LZX Data Compression Format", [MS-PATCH]): LZ77 with Huffman codes, three remembered offsets and a
 * window of up to 2 MB. Within the data of a folder the state goes on from block to block of the cabinet; each of these
 * holds one frame of 32 KB, the last one possibly less, and begins at a word boundary of the bit stream.
 */
final class LzxDecoder extends BlockDecoder {

    static final int MINIMUM_WINDOW_BITS = 15;
    static final int MAXIMUM_WINDOW_BITS = 21;

    private static final int FRAME = BlockReader.MAXIMUM_SIZE;
    /** Call translation ends after the first GB. */
    private static final int TRANSLATED_FRAMES = 32_768;

    private static final int VERBATIM = 1;
    private static final int ALIGNED = 2;
    private static final int UNCOMPRESSED = 3;

    private final LzxInput in = new LzxInput();
    private final LzxRun run = new LzxRun();
    private final LzxTrees trees;
    private final int windowSize;
    private final int blocks;

    /** The window, and one frame more so that what is written never destroys what may still be referred to. */
    private byte[] window = {};

    private int turn;
    private int position;
    /** How many bytes before {@link #position} are at hand. */
    private int history;

    private int frame;
    private boolean shortFrame;
    private int translationSize;

    private int blockType;
    private int blockLeft;
    /** An uncompressed block of odd length has ended; a byte of padding follows. */
    private boolean paddingDue;

    private byte[] translated = {};
    private byte[] output = {};
    private int outputStart;

    /**
     * @param windowBits the size of the window as a power of two
     * @param blocks how many frames will be decoded at most
     */
    LzxDecoder(int windowBits, int blocks) {
        this.windowSize = 1 << windowBits;
        this.blocks = blocks;
        this.trees = new LzxTrees(LzxRun.positionSlots(windowBits));
    }

    @Override
    void decode(byte[] data, int length, int size) throws BlockFault {
        if (shortFrame) {
            throw new BlockFault("follows a block that stands for less than " + FRAME
                    + " bytes, which in LZX only the last block of a folder may do");
        }
        shortFrame = size < FRAME;
        makeRoom(size);
        in.begin(data, length);
        if (frame == 0) {
            readStreamHeader();
        } else {
            skipPadding();
        }
        int end = position + size;
        for (int to = position; to < end; ) {
            while (blockLeft == 0) {
                readBlockHeader();
            }
            int count = Math.min(blockLeft, end - to);
            if (blockType == UNCOMPRESSED) {
                in.copy(window, to, count);
            } else {
                int reach = history + to - position;
                run.decode(in, trees, blockType == ALIGNED, window, turn, to, to + count, reach, windowSize);
            }
            to += count;
            blockLeft -= count;
        }
        if (blockLeft == 0) {
            skipPadding();
        }
        translate(size);
        history = Math.min(history + size, windowSize);
        position = end == turn ? 0 : end;
        frame++;
    }

    private void makeRoom(int size) {
        if (frame == 0) {
            turn = blocks == 1 ? size : (int) Math.min((long) blocks * FRAME, windowSize + FRAME);
            window = new byte[turn + LzxRun.SLACK];
        }
    }

    /** One bit tells whether calls are translated; if so, a size follows. */
    private void readStreamHeader() {
        if (in.read(1) != 0) {
            int high = in.read(16);
            translationSize = high << 16 | in.read(16);
        }
    }

    private void readBlockHeader() throws BlockFault {
        skipPadding();
        blockType = in.read(3);
        int length = in.read(24);
        in.checkNotOverrun();
        switch (blockType) {
            case VERBATIM -> trees.readMainAndLength(in);
            case ALIGNED -> {
                trees.readAligned(in);
                trees.readMainAndLength(in);
            }
            case UNCOMPRESSED -> {
                in.toBytes();
                run.r0 = in.u4();
                run.r1 = in.u4();
                run.r2 = in.u4();
                paddingDue = (length & 1) != 0;
            }
            default -> throw new BlockFault("holds an LZX block of the unknown type " + blockType);
        }
        in.checkNotOverrun();
        blockLeft = length;
    }

    /** The byte of padding may stand at the end of this frame's data or at the beginning of that of the next. */
    private void skipPadding() {
        if (paddingDue && blockLeft == 0 && in.bytesLeft() > 0) {
            in.next++;
            paddingDue = false;
        }
    }

    /** Calls are translated in a copy: matches refer to what was coded. */
    private void translate(int size) {
        output = window;
        outputStart = position;
        if (translationSize == 0 || frame >= TRANSLATED_FRAMES) {
            return;
        }
        int first = CallTranslation.find(window, position, size);
        if (first < 0) {
            return;
        }
        if (translated.length < size) {
            translated = new byte[size];
        }
        System.arraycopy(window, position, translated, 0, size);
        CallTranslation.undo(translated, first, size, frame * FRAME, translationSize);
        output = translated;
        outputStart = 0;
    }

    @Override
    byte[] output() {
        return output;
    }

    @Override
    int outputStart() {
        return outputStart;
    }
}
