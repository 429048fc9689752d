package dev.supsync.catalog.export;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of UTF-16LE as UTF-8. What is no character stays no character: halves of surrogate pairs become three bytes
 * that no UTF-8 allows, so that the record they stand in is found.
 */
final class Utf16Reader extends InputStream {

    private static final int UNITS = 1 << 15;

    private final InputStream in;
    private final byte[] units = new byte[2 * UNITS];
    private final byte[] bytes = new byte[3 * UNITS + 4];
    private int at;
    private int end;
    private char high;
    private boolean last;

    Utf16Reader(InputStream in) {
        this.in = in;
    }

    /** How many bytes at the start of a text tell its encoding. */
    static final int START = 4;

    /**
     * Whether these first bytes are those of a text in UTF-16LE: a mark, or two characters of ASCII. One would not do: a text in
     * UTF-8 whose second byte is damaged has lost a record, and not all.
     *
     * @param start the first {@link #START} bytes, or all there are
     */
    static boolean isUtf16(byte[] start) {
        if (start.length >= 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
            return true;
        }
        return start.length >= START && start[0] != 0 && start[1] == 0 && start[2] != 0 && start[3] == 0;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(bytes, at, into, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == end) {
            if (last) {
                return false;
            }
            at = 0;
            end = 0;
            int count = in.readNBytes(units, 0, units.length);
            last = count < units.length;
            for (int i = 0; i + 1 < count; i += 2) {
                put((char) ((units[i] & 0xFF) | (units[i + 1] << 8)));
            }
            if (last) {
                putHalf();
                if (count % 2 == 1) {
                    bytes[end++] = (byte) 0xFF;
                }
            }
        }
        return true;
    }

    private void put(char c) {
        if (high != 0 && Character.isLowSurrogate(c)) {
            int point = Character.toCodePoint(high, c);
            high = 0;
            bytes[end++] = (byte) (0xF0 | (point >> 18));
            bytes[end++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            bytes[end++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            bytes[end++] = (byte) (0x80 | (point & 0x3F));
            return;
        }
        putHalf();
        if (Character.isHighSurrogate(c)) {
            high = c;
        } else {
            putUnit(c);
        }
    }

    private void putHalf() {
        if (high != 0) {
            putUnit(high);
            high = 0;
        }
    }

    private void putUnit(char c) {
        if (c < 0x80) {
            bytes[end++] = (byte) c;
        } else if (c < 0x800) {
            bytes[end++] = (byte) (0xC0 | (c >> 6));
            bytes[end++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[end++] = (byte) (0xE0 | (c >> 12));
            bytes[end++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[end++] = (byte) (0x80 | (c & 0x3F));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
