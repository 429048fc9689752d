package dev.supsync.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * When something is due, again and again. A local time that a change to summer time leaves out is due at the first
 * instant after the gap; one that comes twice is due the first time only.
 */
public sealed interface Recurrence permits CronTimes, Interval, MonthDay {

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

    /** As it is configured, always written the same way: another text is another schedule. */
    String text();
}
