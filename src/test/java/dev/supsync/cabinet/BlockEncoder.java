package dev.supsync.cabinet;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Turns the bytes of a folder into the data of its blocks. */
interface BlockEncoder {

    int FRAME = 32_768;

    /** Receives the blocks in order. */
    @FunctionalInterface
    interface Sink {
        void block(byte[] data, int length, int size) throws IOException;
    }

    /** Takes the next 32 KB, or less if they are the last bytes of the folder. */
    void frame(byte[] bytes, int length, Sink sink) throws IOException;

    /** Gives out what was kept back. */
    default void finish(Sink sink) throws IOException {}

    final class Stored implements BlockEncoder {
        @Override
        public void frame(byte[] bytes, int length, Sink sink) throws IOException {
            sink.block(bytes, length, length);
        }
    }

    final class Mszip implements BlockEncoder {
        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        private final byte[] out = new byte[FRAME + 6_144];
        private byte[] history = {};

        @Override
        public void frame(byte[] bytes, int length, Sink sink) throws IOException {
            deflater.reset();
            if (history.length > 0) {
                deflater.setDictionary(history);
            }
            deflater.setInput(bytes, 0, length);
            deflater.finish();
            out[0] = 'C';
            out[1] = 'K';
            int count = 2;
            while (!deflater.finished()) {
                count += deflater.deflate(out, count, out.length - count);
            }
            sink.block(out, count, length);
            history = Arrays.copyOf(bytes, length);
        }

        @Override
        public void finish(Sink sink) {
            deflater.end();
        }
    }
}
