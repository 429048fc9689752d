package dev.supsync.sync;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.site.Known;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a site knows of all its updates, as far as it takes to recognize what did not change: read once, front to end, in a
 * tenth of the time that lookups would need. Plain arrays, about 50 bytes an update.
 */
final class KnownTable {

    /** Bytes of memory for one update, at most. */
    private static final int BYTES = 64;

    private static final ScopeState[] STATES = ScopeState.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int DEPLOYABLE = 1;
    private static final int LISTED = 2;
    private static final int STATE_SHIFT = 2;
    private static final int DECIDED = 0x40;

    private final UpdateIdMap numbers = new UpdateIdMap();
    private long[] digests = new long[2 * 1024];
    private byte[] kinds = new byte[1024];

    private KnownTable() {}

    /**
     * Reads what a site knows.
     *
     * @param site gives all of it
     * @param size how many records the catalog has
     * @param memory bytes that it may take
     * @return null if so many records may take more than that
     */
    static @Nullable KnownTable read(Consumer<BiConsumer<UpdateId, Known>> site, long size, long memory) {
        if (size * BYTES > memory) {
            return null;
        }
        KnownTable table = new KnownTable();
        site.accept(table::put);
        return table;
    }

    /** What is known of an update: what an unchanged one is asked for, the rest of it is zero. Null if nothing is. */
    @Nullable
    Known find(UpdateId id) {
        int number = numbers.getOrDefault(id, -1);
        if (number < 0) {
            return null;
        }
        Digest source = new Digest(digests[2 * number], digests[2 * number + 1]);
        int kind = kinds[number];
        if ((kind & DECIDED) != 0) {
            return new Known.Decided(0, source, OUTCOMES[kind & ~DECIDED]);
        }
        return new Known.Held(
                0, 0, 0, source, source, (kind & DEPLOYABLE) != 0, (kind & LISTED) != 0, STATES[kind >> STATE_SHIFT]);
    }

    private void put(UpdateId id, Known known) {
        int number = numbers.getOrDefault(id, numbers.size());
        numbers.put(id, number);
        if (number == kinds.length) {
            kinds = Arrays.copyOf(kinds, number + (number >> 1));
            digests = Arrays.copyOf(digests, 2 * kinds.length);
        }
        digests[2 * number] = known.source().high();
        digests[2 * number + 1] = known.source().low();
        kinds[number] = (byte) kind(known);
    }

    private static int kind(Known known) {
        if (known instanceof Known.Held held) {
            return (held.deployable() ? DEPLOYABLE : 0)
                    | (held.listed() ? LISTED : 0)
                    | held.scopeState().ordinal() << STATE_SHIFT;
        }
        return DECIDED | ((Known.Decided) known).outcome().ordinal();
    }
}
