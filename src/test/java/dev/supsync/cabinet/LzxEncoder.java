package dev.supsync.cabinet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * An LZX encoder for tests: not a good compressor, but one that uses all of the format: the three kinds of block in any
 * lengths, repeated offsets, near and far matches and call translation, as a seed decides.
 */
final class LzxEncoder implements BlockEncoder {

    static final int VERBATIM = 1;
    static final int ALIGNED = 2;
    static final int UNCOMPRESSED = 3;

    /**
     * What to produce.
     *
     * @param kinds the kinds of block to choose from
     * @param maximumBlock no block is longer
     * @param translation the size given for call translation, 0 for none
     */
    record Settings(int windowBits, long seed, int[] kinds, int maximumBlock, int translation) {
        static Settings plain(int windowBits) {
            return new Settings(windowBits, 1, new int[] {VERBATIM, ALIGNED}, 4 * FRAME, 0);
        }

        static Settings mixed(int windowBits, long seed, int translation) {
            int maximum = seed % 3 == 0 ? 3_000 : seed % 3 == 1 ? 50_000 : 400_000;
            return new Settings(windowBits, seed, new int[] {VERBATIM, ALIGNED, UNCOMPRESSED}, maximum, translation);
        }
    }

    private final Settings settings;
    private final Random random;
    private final LzxMatchFinder finder;
    private final LzxTokens tokens;
    private final LzxBits bits = new LzxBits();
    private final int[] recent = {1, 1, 1};
    private int[] recentAtBlock = {1, 1, 1};

    private int frames;
    private boolean headerWritten;
    private int kind;
    private int target;
    private int collected;
    private byte[] raw = new byte[FRAME];

    private int frameEmitted;
    private int lastFrame;

    LzxEncoder(Settings settings) {
        this.settings = settings;
        random = new Random(settings.seed());
        finder = new LzxMatchFinder(1 << settings.windowBits());
        tokens = new LzxTokens(LzxRun.positionSlots(settings.windowBits()));
        beginBlock();
    }

    @Override
    public void frame(byte[] bytes, int length, Sink sink) throws IOException {
        byte[] frame = Arrays.copyOf(bytes, length);
        if (settings.translation() != 0 && frames < 32_768) {
            translate(frame, frames * FRAME, settings.translation());
        }
        frames++;
        lastFrame = length;
        int index = finder.append(frame, length);
        int end = index + length;
        while (index < end) {
            int limit = Math.min(end - index, target - collected);
            int used = kind == UNCOMPRESSED ? limit : token(index, limit);
            for (int i = 0; i < used; i++) {
                finder.insert(index + i);
                if (collected + i == raw.length) {
                    raw = Arrays.copyOf(raw, 2 * raw.length);
                }
                raw[collected + i] = finder.at(index + i);
            }
            index += used;
            collected += used;
            if (collected == target) {
                emitBlock(sink, false);
            }
        }
    }

    @Override
    public void finish(Sink sink) throws IOException {
        emitBlock(sink, true);
    }

    private void beginBlock() {
        kind = settings.kinds()[random.nextInt(settings.kinds().length)];
        target = 1 + random.nextInt(settings.maximumBlock());
        collected = 0;
        tokens.clear();
        recentAtBlock = recent.clone();
    }

    /** Adds a literal or a match and gives its length. */
    private int token(int index, int limit) {
        int best = 0;
        int slot = 0;
        for (int i = 0; i < 3; i++) {
            int length = finder.matchLength(index, recent[i], limit);
            if (length > best || (length >= 2 && random.nextInt(16) == 0)) {
                best = length;
                slot = i;
            }
        }
        finder.find(index, limit, random.nextInt(8) == 0);
        if (finder.length > best + 1) {
            tokens.match(finder.length, finder.offset);
            recent[2] = recent[1];
            recent[1] = recent[0];
            recent[0] = finder.offset;
            return finder.length;
        }
        if (best >= 2) {
            int offset = recent[slot];
            recent[slot] = recent[0];
            recent[0] = offset;
            tokens.repeat(best, slot);
            return best;
        }
        tokens.literal(finder.at(index));
        return 1;
    }

    private void emitBlock(Sink sink, boolean last) throws IOException {
        if (!headerWritten) {
            headerWritten = true;
            bits.write(settings.translation() == 0 ? 0 : 1, 1);
            if (settings.translation() != 0) {
                bits.write(settings.translation() >>> 16, 16);
                bits.write(settings.translation() & 0xFFFF, 16);
            }
        }
        if (collected > 0) {
            bits.write(kind, 3);
            bits.write(collected, 24);
            if (kind == UNCOMPRESSED) {
                bits.alignAlways();
                for (int offset : recentAtBlock) {
                    bits.writeInt(offset);
                }
                for (int i = 0; i < collected; i++) {
                    bits.writeByte(raw[i]);
                    if (i + 1 == collected && (collected & 1) != 0) {
                        bits.writeByte(0);
                    }
                    emitted(1, sink);
                }
            } else {
                tokens.writeTrees(bits, kind == ALIGNED);
                for (int i = 0; i < tokens.count(); i++) {
                    emitted(tokens.write(bits, i), sink);
                }
            }
        }
        if (last && frameEmitted > 0) {
            flush(lastFrame, sink);
        }
        beginBlock();
    }

    private void emitted(int count, Sink sink) throws IOException {
        frameEmitted += count;
        if (frameEmitted == FRAME) {
            flush(FRAME, sink);
        }
    }

    private void flush(int size, Sink sink) throws IOException {
        bits.align();
        sink.block(bits.bytes(), bits.length(), size);
        bits.clear();
        frameEmitted = 0;
    }

    /** Makes the targets of calls absolute. */
    static void translate(byte[] frame, int frameStart, int size) {
        for (int i = 0; i < frame.length - 10; i++) {
            if (frame[i] != (byte) 0xE8) {
                continue;
            }
            int position = frameStart + i;
            int relative = (frame[i + 1] & 0xFF)
                    | (frame[i + 2] & 0xFF) << 8
                    | (frame[i + 3] & 0xFF) << 16
                    | frame[i + 4] << 24;
            if (relative >= -position && relative < size) {
                int absolute = relative < size - position ? relative + position : relative - size;
                for (int k = 0; k < 4; k++) {
                    frame[i + 1 + k] = (byte) (absolute >> (8 * k));
                }
            }
            i += 4;
        }
    }
}
