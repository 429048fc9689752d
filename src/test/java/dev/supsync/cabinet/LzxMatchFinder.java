package dev.supsync.cabinet;

import java.util.Arrays;

/** Finds earlier occurrences of the bytes at a position, by chains of equal hashes. */
final class LzxMatchFinder {

    private static final int HASH_BITS = 16;
    private static final int CHAIN = 12;
    static final int MAXIMUM_MATCH = 257;

    private final int window;
    private final int[] head = new int[1 << HASH_BITS];
    private final int[] before;
    /** The bytes, of which the first is that at {@link #start}. */
    private final byte[] text;

    private long start;
    private int end;

    int length;
    int offset;

    LzxMatchFinder(int window) {
        this.window = window;
        before = new int[window];
        text = new byte[2 * window + 4 * BlockEncoder.FRAME];
        Arrays.fill(head, -1);
    }

    /** Appends bytes and gives the index at which they begin. */
    int append(byte[] bytes, int count) {
        if (end + count > text.length) {
            int shift = end - window;
            System.arraycopy(text, shift, text, 0, window);
            end = window;
            start += shift;
        }
        System.arraycopy(bytes, 0, text, end, count);
        end += count;
        return end - count;
    }

    byte at(int index) {
        return text[index];
    }

    /** How long the match with the bytes that many back is. */
    int matchLength(int index, int back, int limit) {
        if (back <= 0 || back > index || back > window - 3) {
            return 0;
        }
        int count = 0;
        int maximum = Math.min(limit, MAXIMUM_MATCH);
        while (count < maximum && text[index + count] == text[index + count - back]) {
            count++;
        }
        return count;
    }

    /** Looks for the longest match, or for the farthest one of the chain. */
    void find(int index, int limit, boolean farthest) {
        length = 0;
        if (limit < 3) {
            return;
        }
        int absolute = (int) (start + index);
        int candidate = head[hash(index)];
        for (int i = 0; i < CHAIN && candidate >= 0; i++) {
            int back = absolute - candidate;
            if (back > window - 3 || back > index) {
                return;
            }
            int found = matchLength(index, back, limit);
            if (found >= 3 && (found > length || farthest)) {
                length = found;
                offset = back;
            }
            int next = before[candidate & (window - 1)];
            candidate = next < candidate ? next : -1;
        }
    }

    void insert(int index) {
        if (index + 3 > end) {
            return;
        }
        int absolute = (int) (start + index);
        int hash = hash(index);
        before[absolute & (window - 1)] = head[hash];
        head[hash] = absolute;
    }

    private int hash(int index) {
        int value = (text[index] & 0xFF) | (text[index + 1] & 0xFF) << 8 | (text[index + 2] & 0xFF) << 16;
        return (value * 0x9E3779B1) >>> (32 - HASH_BITS);
    }
}
