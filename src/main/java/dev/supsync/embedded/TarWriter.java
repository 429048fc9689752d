package dev.supsync.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A tar archive of plain files, compressed, as every tar reads it: ustar, with sizes of 8 GB and more in GNU's way. */
final class TarWriter implements AutoCloseable {

    private static final int BLOCK = 512;
    private static final int BUFFER = 1 << 16;
    private static final int NAME = 100;
    private static final int SIZE_FIELD = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final long MOST_OCTAL = 077777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) throws IOException {
        this.out = new GZIPOutputStream(out, BUFFER);
    }

    void add(String name, long size, Instant modified, InputStream in, Runnable stopCheck) throws IOException {
        out.write(header(name, size, modified));
        byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            stopCheck.run();
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException(name + " ends " + left + " bytes before its end");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private static byte[] header(String name, long size, Instant modified) throws IOException {
        byte[] header = new byte[BLOCK];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME) {
            throw new IOException("the name " + name + " is too long for an archive");
        }
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        octal(header, 100, 8, 0600); // mode
        octal(header, 108, 8, 0); // user
        octal(header, 116, 8, 0); // group
        size(header, 124, size);
        octal(header, 136, SIZE_FIELD, Math.max(0, modified.getEpochSecond()));
        Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_LENGTH, (byte) ' ');
        header[156] = '0'; // a plain file
        text(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        octal(header, CHECKSUM_AT, CHECKSUM_LENGTH - 1, sum);
        return header;
    }

    private static void size(byte[] header, int at, long size) {
        if (size <= MOST_OCTAL) {
            octal(header, at, SIZE_FIELD, size);
            return;
        }
        header[at] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            header[at + SIZE_FIELD - 1 - i] = (byte) (size >>> (Byte.SIZE * i));
        }
    }

    private static void octal(byte[] header, int at, int length, long value) {
        String digits = Long.toOctalString(value);
        text(header, at, "0".repeat(length - 1 - digits.length()) + digits + '\0');
    }

    private static void text(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** Ends the archive. */
    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        }
    }
}
