package dev.supsync.cabinet;

/** Turns the data blocks of one folder, given in order, into the bytes they stand for. */
abstract class BlockDecoder implements AutoCloseable {

    /**
     * Decodes one block.
     *
     * @param data holds the compressed bytes in its first {@code length} bytes
     * @param size how many bytes the block stands for, at most {@link BlockReader#MAXIMUM_SIZE}
     * @throws BlockFault if the data does not stand for exactly that many bytes
     */
    abstract void decode(byte[] data, int length, int size) throws BlockFault;

    /** The array that holds the bytes of the block decoded last, valid until the next one is. */
    abstract byte[] output();

    /** Where those bytes begin in {@link #output()}. */
    abstract int outputStart();

    @Override
    public void close() {}
}
