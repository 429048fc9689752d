package dev.supsync.cabinet;

import java.util.Locale;

/** The field {@code typeCompress} of a folder (section 2.2): the method and, for LZX, the size of the window. */
record Compression(int type) {

    private static final int METHOD = 0xF;
    private static final int STORED = 0;
    private static final int MSZIP = 1;
    private static final int QUANTUM = 2;
    private static final int LZX = 3;

    /**
     * A decoder for one folder.
     *
     * @param blocks how many blocks the folder has; small folders get small buffers
     * @throws BlockFault if the method is none that can be read
     */
    BlockDecoder newDecoder(int blocks) throws BlockFault {
        return switch (type & METHOD) {
            case STORED -> new StoredDecoder();
            case MSZIP -> new MszipDecoder(blocks);
            case LZX -> new LzxDecoder(windowBits(), blocks);
            case QUANTUM ->
                throw new BlockFault(
                        "compressed with Quantum, which supsync does not read; write it anew with makecab's LZX or"
                                + " MSZIP",
                        false);
            default ->
                throw new BlockFault(
                        String.format(
                                Locale.ROOT,
                                "compressed with method %d (0x%04x), known are 0 (stored), 1 (MSZIP) and 3 (LZX)",
                                type & METHOD,
                                type),
                        true);
        };
    }

    private int windowBits() throws BlockFault {
        int bits = (type >>> 8) & 0x1F;
        if (bits < LzxDecoder.MINIMUM_WINDOW_BITS || bits > LzxDecoder.MAXIMUM_WINDOW_BITS) {
            throw new BlockFault(
                    String.format(
                            Locale.ROOT,
                            "compressed with LZX and a window of 2^%d bytes, allowed are 2^%d to 2^%d",
                            bits,
                            LzxDecoder.MINIMUM_WINDOW_BITS,
                            LzxDecoder.MAXIMUM_WINDOW_BITS),
                    true);
        }
        return bits;
    }
}
