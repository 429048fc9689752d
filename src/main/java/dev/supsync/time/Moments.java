package dev.supsync.time;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Moments that cannot be: the one rule for times that were stored by a clock that was ahead. What waits for a moment waits no
 * longer than whoever wrote it can have meant; what happened cannot have happened in the future.
 */
public final class Moments {

    /** The clocks of machines that work for one site differ by less. */
    public static final Duration SLACK = Duration.ofMinutes(5);

    private Moments() {}

    /**
     * Whether a moment lies further ahead than can be: the clock of whoever wrote it was ahead.
     *
     * @param longest how far ahead of its own time whoever wrote it can have put it
     */
    public static boolean isImpossible(Instant moment, Duration longest, Instant now) {
        return moment.isAfter(now) && moment.minus(longest).minus(SLACK).isAfter(now);
    }

    /** Whether something is said to have happened in the future. */
    public static boolean isFuture(Instant happened, Instant now) {
        return isImpossible(happened, Duration.ZERO, now);
    }

    /**
     * Whether a wait is over: its end has come, or cannot be.
     *
     * @param end null for nothing that is waited for
     * @param longest as of {@link #isImpossible}
     */
    public static boolean isOver(@Nullable Instant end, Duration longest, Instant now) {
        return end == null || !end.isAfter(now) || isImpossible(end, longest, now);
    }

    /** Whether so much time has passed since something happened, or its time cannot be. */
    public static boolean isPast(@Nullable Instant happened, Duration time, Instant now) {
        return happened == null || isFuture(happened, now) || !now.isBefore(happened.plus(time));
    }
}
