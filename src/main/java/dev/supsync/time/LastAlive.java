package dev.supsync.time;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a site was last alive, and whether the clock of now can be right. A clock is believed while it is no further ahead of that
 * than the site's longest schedule and a day, and no more than a day behind. Any other time is doubted until a second start
 * confirms it: a process that begins later, and finds that another one has seen that time before it.
 *
 * @param at the last time by a clock that was believed
 * @param silence how long the site may be silent: its longest schedule
 * @param doubt the time that waits to be confirmed; null if the clock is believed
 */
public record LastAlive(Instant at, Duration silence, @Nullable Doubt doubt) {

    private static final Duration DAY = Duration.ofDays(1);

    /** How a clock stands to the last time that was believed. */
    public enum Standing {
        BELIEVED,
        AHEAD,
        BEHIND
    }

    /**
     * A time that is not believed yet.
     *
     * @param first when it was first seen
     * @param last when it was last seen
     * @param start the process that has seen it
     */
    public record Doubt(Instant first, Instant last, UUID start) {}

    /** How a clock stands. */
    public Standing standing(Instant now) {
        if (now.isAfter(at.plus(silence).plus(DAY))) {
            return Standing.AHEAD;
        }
        return now.isBefore(at.minus(DAY)) ? Standing.BEHIND : Standing.BELIEVED;
    }

    /**
     * The site is alive.
     *
     * @param start the process that says so
     * @param silent how long the site may be silent from now on
     */
    public LastAlive alive(Instant now, UUID start, Duration silent) {
        if (standing(now) == Standing.BELIEVED) {
            return new LastAlive(now.isAfter(at) ? now : at, silent, null);
        }
        if (doubt == null || !isFollowed(doubt, now)) {
            return new LastAlive(at, silence, new Doubt(now, now, start));
        }
        return doubt.start.equals(start)
                ? new LastAlive(at, silence, new Doubt(doubt.first, now.isAfter(doubt.last) ? now : doubt.last, start))
                : new LastAlive(now, silent, null);
    }

    /** Whether a time goes on from one that is doubted: a site that was silent for long once may be so again. */
    private boolean isFollowed(Doubt before, Instant now) {
        Duration gap = Duration.between(at, before.first).abs().multipliedBy(2);
        Duration window = silence.plus(DAY);
        Instant latest = before.last.plus(gap.compareTo(window) > 0 ? gap : window);
        return !now.isBefore(before.first) && !now.isAfter(latest);
    }
}
