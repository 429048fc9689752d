package dev.supsync.cabinet;

import java.util.List;

/**
 * A compression unit: a sequence of data blocks, decoded from the first one on.
 *
 * @param parts where the blocks lie; more than one in spanned sets
 */
record Folder(int index, Compression compression, List<Part> parts) {

    /** The blocks of a folder in one cabinet. */
    record Part(Volume volume, long dataOffset, int blocks) {}

    /** The number of blocks, where those split over two cabinets count twice. */
    int blocks() {
        int blocks = 0;
        for (Part part : parts) {
            blocks += part.blocks();
        }
        return blocks;
    }

    /** More than this the blocks cannot stand for. */
    long maximumSize() {
        return (long) blocks() * BlockReader.MAXIMUM_SIZE;
    }
}
