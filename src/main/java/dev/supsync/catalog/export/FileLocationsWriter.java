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
import java.util.Arrays;

/** Collects the file map of package.xml: the addresses go to a file. */
final class FileLocationsWriter implements Closeable {

    private final Path file;
    private final DataOutputStream out;
    private final IdTable digests = new IdTable();
    private int count;
    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private long[] place = new long[1024];
    /** A hash of digest and address, for the digests of the updates that have the file. */
    private long[] hashes = new long[1024];

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
            contradictions += hashes[before] == hash ? 0 : 1;
            return;
        }
        ensureRoom();
        high[count] = keyHigh;
        low[count] = keyLow;
        place[count] = end;
        hashes[count] = hash;
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
        return number < 0 ? 0 : hashes[number];
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
        return new FileLocations(
                Arrays.copyOf(high, count),
                Arrays.copyOf(low, count),
                Arrays.copyOf(place, count),
                digests,
                SegmentFile.open(file));
    }

    private void ensureRoom() {
        if (count < high.length) {
            return;
        }
        int room = count + (count >> 1);
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        place = Arrays.copyOf(place, room);
        hashes = Arrays.copyOf(hashes, room);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
