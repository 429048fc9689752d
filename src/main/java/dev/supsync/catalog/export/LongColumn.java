package dev.supsync.catalog.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A growing row of numbers outside of the heap: a million updates would fill most of a small one. Grows without copying.
 * What is not referred to any more is given back when the garbage collector finds out.
 */
final class LongColumn {

    private static final int SHIFT = 13;
    private static final int SEGMENT = 1 << SHIFT;

    private final List<LongBuffer> segments = new ArrayList<>();
    private LongBuffer[] direct = {};

    long get(int place) {
        return direct[place >>> SHIFT].get(place & (SEGMENT - 1));
    }

    /** Sets the number at a place; places need not be set in their order. */
    void set(int place, long value) {
        while (place >>> SHIFT >= direct.length) {
            segments.add(ByteBuffer.allocateDirect(SEGMENT * Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer());
            direct = segments.toArray(LongBuffer[]::new);
        }
        direct[place >>> SHIFT].put(place & (SEGMENT - 1), value);
    }
}
