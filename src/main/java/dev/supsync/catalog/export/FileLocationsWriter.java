package dev.supsync.catalog.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Collects the file map of package.xml: the addresses go to a file. */
final class FileLocationsWriter implements Closeable {

    private final Path file;
    private final DataOutputStream out;
    private final IdTable digests = new IdTable();
    private int count;
    private final LongColumn high = new LongColumn();
    private final LongColumn low = new LongColumn();
    private final LongColumn place = new LongColumn();
    /** A hash of digest and address, for the digests of the updates that have the file. */
    private final LongColumn hashes = new LongColumn();

    private long end;
    private long all;
    private int contradictions;

    FileLocationsWriter(Path file) throws IOException {
        this.file = file;
        out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16));
    }

    /** Adds a file; of two addresses of one file the first stays. */
    void add(String digest, String url) throws IOException {
        ByteBuffer key = Hashes.hash(digest);
        long keyHigh = key.getLong();
        long keyLow = key.getLong();
        long hash = Hashes.hash(digest + ' ' + url).getLong();
        int before = digests.find(keyHigh, keyLow, high, low);
        if (before >= 0) {
            contradictions += hashes.get(before) == hash ? 0 : 1;
            return;
        }
        high.set(count, keyHigh);
        low.set(count, keyLow);
        place.set(count, end);
        hashes.set(count, hash);
        all += hash;
        byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        end += Integer.BYTES + bytes.length;
        digests.put(count++, high, low);
    }

    /** A number that changes with the address of the file; 0 if it has none. */
    long hash(String digest) {
        ByteBuffer key = Hashes.hash(digest);
        int number = digests.find(key.getLong(), key.getLong(), high, low);
        return number < 0 ? 0 : hashes.get(number);
    }

    /** A number that changes with any address. */
    long hashOfAll() {
        return all;
    }

    /** How often a file came with another address than before. */
    int contradictions() {
        return contradictions;
    }

    /** Ends the writing. */
    FileLocations finish() throws IOException {
        out.close();
        return new FileLocations(high, low, place, digests, SegmentFile.open(file));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
