package dev.supsync.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * When something is due, again and again. A local time that a change to summer time leaves out is due at the first
 * instant after the gap; one that comes twice is due the first time only.
 */
public sealed interface Recurrence permits CronTimes, Interval, MonthDay {

    /** How far {@link #longestPause} looks: a year that has a day more. */
    int DAYS = 366;

    /** The first time after this one; empty if there is none any more. */
    Optional<Instant> next(Instant after);

    /** The last time that is not after this one; empty if there was none. */
    Optional<Instant> previous(Instant at);

    /** Whether it is due at once when it is first set: a simple interval without a start. */
    default boolean startsAtOnce() {
        return false;
    }

    /** The same, counting from a moment where its own start is not given. */
    default Recurrence from(Instant set) {
        return this;
    }

    /**
     * The longest time between two of its times in the year to come, to within a day.
     *
     * @param now from when
     */
    default Duration longestPause(Instant now) {
        Duration longest = Duration.ZERO;
        for (int day = 0; day < DAYS; day++) {
            Instant probe = now.plus(Duration.ofDays(day));
            Instant first = next(probe).orElse(probe);
            Instant second = next(first).orElse(first);
            longest =
                    Collections.max(List.of(longest, Duration.between(probe, first), Duration.between(first, second)));
        }
        return longest;
    }

    /** As it is configured, always written the same way: another text is another schedule. */
    String text();
}
