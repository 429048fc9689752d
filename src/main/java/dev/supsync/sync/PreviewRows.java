package dev.supsync.sync;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.LifecycleRow;
import dev.supsync.site.LifecycleStore.Dated;
import dev.supsync.site.ScopeState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The updates of a site as a run would leave them, by local number: what the flags and the rule for superseded updates
 * depend on, and no more. Plain arrays, about 40 bytes an update.
 */
final class PreviewRows {

    private static final long NEVER = Long.MIN_VALUE;

    /** The categories that are remembered; a bit for each. */
    private final List<UpdateId> asked;

    private final BitSet present = new BitSet();
    private final BitSet listed = new BitSet();
    private final BitSet superseded = new BitSet();
    private long[] high = new long[1];
    private long[] low = new long[1];
    private long[] created = new long[1];
    private long[] since = new long[1];
    private byte[] scopes = new byte[1];
    private byte[] states = new byte[1];
    private byte[] reasons = new byte[1];
    private byte[] categories = new byte[1];

    /**
     * @param asked at most seven categories
     */
    PreviewRows(Collection<UpdateId> asked) {
        this.asked = List.copyOf(asked);
    }

    /** Adds an update, or replaces its flags. */
    void put(LifecycleRow row) {
        int ciId = row.ciId();
        grow(ciId);
        present.set(ciId);
        high[ciId] = row.id().value().getMostSignificantBits();
        low[ciId] = row.id().value().getLeastSignificantBits();
        listed.set(ciId, row.listed());
        superseded.set(ciId, row.superseded());
        scopes[ciId] = (byte) row.scopeState().ordinal();
        states[ciId] = (byte) row.publicationState().ordinal();
        reasons[ciId] = (byte) row.reasons();
        Instant expired = row.expiredSince();
        since[ciId] = expired == null ? NEVER : expired.toEpochMilli();
    }

    /** Sets what the rule depends on. */
    void date(int ciId, Instant creation, Collection<UpdateId> own) {
        grow(ciId);
        created[ciId] = creation.toEpochMilli();
        int bits = 0;
        for (int i = 0; i < asked.size(); i++) {
            bits |= own.contains(asked.get(i)) ? 1 << i : 0;
        }
        categories[ciId] = (byte) bits;
    }

    LifecycleRow get(int ciId) {
        @Nullable Instant expired = since[ciId] == NEVER ? null : Instant.ofEpochMilli(since[ciId]);
        // nothing is written, so it makes no difference whether a row of flags stands
        return new LifecycleRow(
                ciId,
                new UpdateId(new java.util.UUID(high[ciId], low[ciId])),
                listed.get(ciId),
                PublicationState.values()[states[ciId]],
                ScopeState.values()[scopes[ciId]],
                reasons[ciId],
                expired,
                superseded.get(ciId),
                false);
    }

    /** The rows with higher local numbers, at most so many. */
    List<LifecycleRow> after(int ciId, int limit) {
        List<LifecycleRow> rows = new ArrayList<>();
        int next = present.nextSetBit(ciId + 1);
        while (next >= 0 && rows.size() < limit) {
            rows.add(get(next));
            next = present.nextSetBit(next + 1);
        }
        return rows;
    }

    /** Every listed update, with those of the asked categories that are its own. */
    void dated(Consumer<Dated> consumer) {
        for (int ciId = listed.nextSetBit(0); ciId >= 0; ciId = listed.nextSetBit(ciId + 1)) {
            Set<UpdateId> own = new HashSet<>();
            for (int i = 0; i < asked.size(); i++) {
                if ((categories[ciId] & (1 << i)) != 0) {
                    own.add(asked.get(i));
                }
            }
            LifecycleRow row = get(ciId);
            consumer.accept(new Dated(ciId, row.id(), Instant.ofEpochMilli(created[ciId]), row.reasons(), own));
        }
    }

    /** Whether any update has this reason of expiry, which is the highest of all. */
    boolean hasHighestReason(int bit) {
        return present.stream().anyMatch(ciId -> reasons[ciId] >= bit);
    }

    long countListed() {
        return listed.cardinality();
    }

    long countUnexpired() {
        return listed.stream()
                .filter(ciId -> reasons[ciId] == ExpiryReasons.NONE.bits())
                .count();
    }

    private void grow(int ciId) {
        if (ciId < high.length) {
            return;
        }
        int length = Math.max(ciId + 1, Math.max(1 << 10, high.length + (high.length >> 1)));
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        created = Arrays.copyOf(created, length);
        since = Arrays.copyOf(since, length);
        scopes = Arrays.copyOf(scopes, length);
        states = Arrays.copyOf(states, length);
        reasons = Arrays.copyOf(reasons, length);
        categories = Arrays.copyOf(categories, length);
    }
}
