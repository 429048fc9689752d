package dev.supsync.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every so many days at one time of the day, or every so many hours. Days follow the zone's clock: 02:00 stays 02:00 when
 * summer time begins. Hours are counted as they pass.
 *
 * @param every how often: whole days, or any time of at least a minute
 * @param calendar whether days follow the clock of the zone; only for whole days
 * @param start the first time; null where it counts from the moment when it is set, and is due at once then
 */
public record Interval(Duration every, boolean calendar, @Nullable Instant start, ZoneId zone) implements Recurrence {

    private static final Duration LEAST = Duration.ofMinutes(1);

    public Interval {
        if (every.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("an interval of at least a minute, not " + every);
        }
        if (calendar && !every.equals(Duration.ofDays(every.toDays()))) {
            throw new IllegalArgumentException("an interval of whole days, not " + every);
        }
    }

    @Override
    public boolean startsAtOnce() {
        return start == null;
    }

    @Override
    public Recurrence from(Instant set) {
        return start == null ? new Interval(every, calendar, set, zone) : this;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Instant first = first();
        if (after.isBefore(first)) {
            return Optional.of(first);
        }
        long number = number(first, after);
        Instant time = time(first, number);
        while (!time.isAfter(after)) {
            number++;
            time = time(first, number);
        }
        return Optional.of(time);
    }

    @Override
    public Optional<Instant> previous(Instant at) {
        Instant first = first();
        if (at.isBefore(first)) {
            return Optional.empty();
        }
        long number = number(first, at);
        Instant last = time(first, number);
        for (Instant time = time(first, number + 1); !time.isAfter(at); time = time(first, number + 1)) {
            last = time;
            number++;
        }
        return Optional.of(last);
    }

    @Override
    public String text() {
        return "every " + (calendar ? "P" + every.toDays() + "D" : every)
                + (start == null ? "" : ", start " + start)
                + (calendar ? ", zone " + zone : "");
    }

    /** A number of intervals that ends at or before a time, by one or two at most. */
    private long number(Instant first, Instant at) {
        if (!calendar) {
            return Duration.between(first, at).dividedBy(every);
        }
        long days = ChronoUnit.DAYS.between(local(first), local(at));
        return Math.max(0, days / every.toDays() - 1);
    }

    private Instant time(Instant first, long number) {
        return calendar
                ? LocalTimes.instant(local(first).plusDays(every.toDays() * number), zone)
                : first.plus(every.multipliedBy(number));
    }

    private LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, zone);
    }

    private Instant first() {
        if (start == null) {
            throw new IllegalStateException("an interval without a start counts from the moment when it is set");
        }
        return start;
    }
}
