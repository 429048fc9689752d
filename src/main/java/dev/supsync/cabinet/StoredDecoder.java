package dev.supsync.cabinet;

/** Folders that are not compressed. */
final class StoredDecoder extends BlockDecoder {

    private byte[] output = {};

    @Override
    void decode(byte[] data, int length, int size) throws BlockFault {
        if (length != size) {
            throw new BlockFault("is stored in " + length + " bytes but says that it stands for " + size);
        }
        output = data;
    }

    @Override
    byte[] output() {
        return output;
    }

    @Override
    int outputStart() {
        return 0;
    }
}
