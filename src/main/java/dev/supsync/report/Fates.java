package dev.supsync.report;

import dev.supsync.site.ChangeKind;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets of local numbers by what happened to them. A bit an update: a million of them are some hundred kilobytes.
 */
final class Fates {

    private final Map<Fate, BitSet> sets =
            new TreeMap<>(Comparator.comparing(Fate::kind).thenComparing(Fate::reasons));

    /**
     * What happened.
     *
     * @param reasons why it was expired, as bits; 0 for other changes
     */
    record Fate(ChangeKind kind, int reasons) {}

    /** A range of local numbers, both ends included. */
    record Event(Fate fate, int first, int last) {}

    /** What one run did. */
    static Fates of(Iterable<Event> events) {
        Fates fates = new Fates();
        for (Event event : events) {
            fates.set(event.fate()).set(event.first(), event.last() + 1);
        }
        return fates;
    }

    /**
     * What several runs did together, in their order: what was expired and reinstated again is neither, what was
     * inserted is nothing but inserted, and what was inserted and removed is nothing at all.
     */
    static Fates net(Iterable<Event> events) {
        Net net = new Net();
        for (Event event : events) {
            net.add(event);
        }
        return net.fates();
    }

    /** The numbers by fate, in the order of the kinds. */
    Map<Fate, BitSet> sets() {
        return sets;
    }

    /** How many updates changed so; of several reasons together. */
    Map<ChangeKind, Long> counts() {
        Map<ChangeKind, BitSet> all = new EnumMap<>(ChangeKind.class);
        sets.forEach((fate, numbers) ->
                all.computeIfAbsent(fate.kind(), k -> new BitSet()).or(numbers));
        Map<ChangeKind, Long> counts = new EnumMap<>(ChangeKind.class);
        all.forEach((kind, numbers) -> counts.put(kind, (long) numbers.cardinality()));
        return counts;
    }

    private BitSet set(Fate fate) {
        return sets.computeIfAbsent(fate, k -> new BitSet());
    }

    private void put(Fate fate, BitSet numbers) {
        if (!numbers.isEmpty()) {
            set(fate).or(numbers);
        }
    }

    /** A flag that runs set and clear. */
    private static final class Flag {

        private final BitSet touched = new BitSet();
        private final BitSet before = new BitSet();
        private final BitSet now = new BitSet();

        void change(int first, int last, boolean value) {
            BitSet fresh = new BitSet();
            fresh.set(first, last + 1);
            fresh.andNot(touched);
            if (!value) {
                before.or(fresh);
            }
            touched.or(fresh);
            now.set(first, last + 1, value);
        }

        /** What has the other value now than before. */
        BitSet turned(boolean value) {
            BitSet result = (BitSet) touched.clone();
            if (value) {
                result.andNot(before);
                result.and(now);
            } else {
                result.and(before);
                result.andNot(now);
            }
            return result;
        }
    }

    private static final class Net {

        private final BitSet inserted = new BitSet();
        private final BitSet removed = new BitSet();
        private final BitSet updated = new BitSet();
        private final Flag expired = new Flag();
        private final Flag superseded = new Flag();
        private final Map<Integer, BitSet> reasons = new TreeMap<>();

        void add(Event event) {
            int first = event.first();
            int last = event.last();
            switch (event.fate().kind()) {
                case INSERTED -> inserted.set(first, last + 1);
                case UPDATED -> updated.set(first, last + 1);
                case EXPIRED -> {
                    expired.change(first, last, true);
                    reasons.values().forEach(numbers -> numbers.clear(first, last + 1));
                    reasons.computeIfAbsent(event.fate().reasons(), k -> new BitSet())
                            .set(first, last + 1);
                }
                case REINSTATED -> expired.change(first, last, false);
                case SUPERSEDED -> superseded.change(first, last, true);
                case NO_LONGER_SUPERSEDED -> superseded.change(first, last, false);
                case REMOVED -> removed.set(first, last + 1);
            }
        }

        Fates fates() {
            Fates fates = new Fates();
            BitSet gone = without(removed, inserted);
            fates.put(new Fate(ChangeKind.REMOVED, 0), gone);
            fates.put(new Fate(ChangeKind.INSERTED, 0), without(inserted, removed));
            BitSet other = (BitSet) inserted.clone();
            other.or(removed);
            fates.put(new Fate(ChangeKind.UPDATED, 0), without(updated, other));
            BitSet nowExpired = without(expired.turned(true), other);
            reasons.forEach((bits, numbers) -> {
                BitSet these = (BitSet) nowExpired.clone();
                these.and(numbers);
                fates.put(new Fate(ChangeKind.EXPIRED, bits), these);
            });
            fates.put(new Fate(ChangeKind.REINSTATED, 0), without(expired.turned(false), other));
            fates.put(new Fate(ChangeKind.SUPERSEDED, 0), without(superseded.turned(true), other));
            fates.put(new Fate(ChangeKind.NO_LONGER_SUPERSEDED, 0), without(superseded.turned(false), other));
            return fates;
        }

        private static BitSet without(BitSet numbers, BitSet others) {
            BitSet result = (BitSet) numbers.clone();
            result.andNot(others);
            return result;
        }
    }
}
