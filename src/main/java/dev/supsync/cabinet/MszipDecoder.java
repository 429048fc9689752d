package dev.supsync.cabinet;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * MSZIP ([MS-MCI]): each block is the signature "CK" and a deflate stream of its own (RFC 1951), whose matches may reach
 * into the 32 KB before the block.
 */
final class MszipDecoder extends BlockDecoder {

    private static final int HISTORY = 32_768;

    private final Inflater inflater = new Inflater(true);
    private final byte[] beyond = new byte[1];
    private final boolean single;
    /** History and output in one array, so that the history of a block lies right before it. */
    private byte[] window = {};

    private int start;
    private int end;

    MszipDecoder(int blocks) {
        single = blocks == 1;
    }

    @Override
    void decode(byte[] data, int length, int size) throws BlockFault {
        if (length < 2 || data[0] != 'C' || data[1] != 'K') {
            throw new BlockFault("does not begin with the MSZIP signature \"CK\"");
        }
        makeRoom(size);
        inflater.reset();
        int history = Math.min(end, HISTORY);
        if (history > 0) {
            inflater.setDictionary(window, end - history, history);
        }
        inflater.setInput(data, 2, length - 2);
        start = end;
        try {
            inflate(size);
        } catch (DataFormatException e) {
            throw new BlockFault("is not valid MSZIP data (" + e.getMessage() + ")");
        }
        end = start + size;
    }

    private void inflate(int size) throws BlockFault, DataFormatException {
        int done = 0;
        while (done < size) {
            int count = inflater.inflate(window, start + done, size - done);
            if (count == 0) {
                throw new BlockFault("inflates to " + done + " bytes, " + size + " were declared");
            }
            done += count;
        }
        if (!inflater.finished() && inflater.inflate(beyond) > 0) {
            throw new BlockFault("inflates to more than the " + size + " bytes declared");
        }
        if (!inflater.finished()) {
            throw new BlockFault("lacks the end of its MSZIP data");
        }
    }

    private void makeRoom(int size) {
        if (window.length == 0) {
            window = new byte[single ? size : 2 * HISTORY];
        }
        if (end + size > window.length) {
            System.arraycopy(window, end - HISTORY, window, 0, HISTORY);
            end = HISTORY;
        }
    }

    @Override
    byte[] output() {
        return window;
    }

    @Override
    int outputStart() {
        return start;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
