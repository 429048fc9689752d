package dev.supsync.catalog.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** A file of a zip that fails at its end if it is not the one that was packed, and once it is longer than declared:
 * reading a zip checks neither. */
final class VerifiedStream extends FilterInputStream {

    private final String name;
    private final long size;
    private final long sum;
    private final CRC32 crc;
    private long read;

    VerifiedStream(InputStream in, String name, long size, long sum) {
        this(in, name, size, sum, new CRC32());
    }

    private VerifiedStream(InputStream in, String name, long size, long sum, CRC32 crc) {
        super(new CheckedInputStream(in, crc));
        this.name = name;
        this.size = size;
        this.sum = sum;
        this.crc = crc;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        count(count);
        return count;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("what is skipped cannot be verified");
    }

    private void count(int count) throws ZipException {
        if (count >= 0) {
            read += count;
            if (size >= 0 && read > size) {
                throw new ZipException(name + " goes on behind the " + size + " bytes that the zip declares");
            }
        } else if ((size >= 0 && read != size) || (sum >= 0 && crc.getValue() != sum)) {
            throw new ZipException(name + " has " + read + " bytes with the checksum "
                    + Long.toHexString(crc.getValue()) + ", expected " + size + " bytes with " + Long.toHexString(sum));
        }
    }
}
