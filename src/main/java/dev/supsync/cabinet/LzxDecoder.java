package dev.supsync.cabinet;

/** LZX, to follow. */
final class LzxDecoder extends BlockDecoder {

    static final int MINIMUM_WINDOW_BITS = 15;
    static final int MAXIMUM_WINDOW_BITS = 21;

    LzxDecoder(int windowBits, int blocks) throws BlockFault {
        throw new BlockFault("compressed with LZX (window 2^" + windowBits + ", " + blocks + " blocks)", false);
    }

    @Override
    void decode(byte[] data, int length, int size) {}

    @Override
    byte[] output() {
        return new byte[0];
    }

    @Override
    int outputStart() {
        return 0;
    }
}
