package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of updates are offered: the file map of package.xml. The addresses are in a file; 24 bytes for each
 * are in memory outside of the heap, and about 12 in it for finding it.
 */
final class FileLocations implements Closeable {

    /** Most addresses are shorter. */
    private static final int GUESS = 256;

    private final LongColumn high;
    private final LongColumn low;
    private final LongColumn place;
    private final IdTable digests;
    private final SegmentFile addresses;

    FileLocations(LongColumn high, LongColumn low, LongColumn place, IdTable digests, SegmentFile addresses) {
        this.high = high;
        this.low = low;
        this.place = place;
        this.digests = digests;
        this.addresses = addresses;
    }

    /** The address of the file with that digest; null if the map does not hold it. */
    @Nullable
    String url(String digest) throws IOException {
        ByteBuffer key = Hashes.hash(digest);
        int number = digests.find(key.getLong(), key.getLong(), high, low);
        if (number < 0) {
            return null;
        }
        byte[] start = new byte[Integer.BYTES + GUESS];
        int read = addresses.read(place.get(number), start, 0, start.length);
        if (read < Integer.BYTES) {
            throw new IOException("the file of addresses was cut off");
        }
        int length = ByteBuffer.wrap(start).getInt();
        return length <= read - Integer.BYTES
                ? new String(start, Integer.BYTES, length, StandardCharsets.UTF_8)
                : new String(addresses.bytes(place.get(number) + Integer.BYTES, length), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        addresses.close();
    }
}
