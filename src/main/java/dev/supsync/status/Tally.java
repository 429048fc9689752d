package dev.supsync.status;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The counts of a run, or of a part of one. Not for several threads at once. */
public final class Tally {

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);

    /** Counts one. */
    public void count(Counter counter) {
        add(counter, 1);
    }

    /** Counts several. */
    public void add(Counter counter, long number) {
        if (number != 0) {
            counts.merge(counter, number, Long::sum);
        }
    }

    /** Adds all of another tally. */
    public void add(Tally other) {
        other.counts.forEach(this::add);
    }

    /** Sets a count, whatever it was. */
    public void set(Counter counter, long number) {
        counts.put(counter, number);
    }

    /** A count. */
    public long get(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return counts.values().stream().allMatch(number -> number == 0);
    }

    /** All counts as text, to be kept. */
    public String encode() {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Tally decode(String text) {
        Tally tally = new Tally();
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                tally.set(Counter.valueOf(entry.substring(0, equals)), Long.parseLong(entry.substring(equals + 1)));
            }
        }
        return tally;
    }

    @Override
    public String toString() {
        return encode();
    }
}
