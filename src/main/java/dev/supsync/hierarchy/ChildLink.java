package dev.supsync.hierarchy;

import dev.supsync.status.RunError;
import dev.supsync.time.Moments;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The link to a site directly below, as its parent remembers it.
 *
 * @param site the child's code
 * @param deliveredRun the parent's run whose data and request the child has; 0 before the first
 * @param triedRun the newest run of the parent after which it was tried, whether it has it or not
 * @param contentVersion the parent's, as last delivered; null before
 * @param deliveredAt when that was
 * @param childVersion the child's own content version when it was last looked at
 * @param checkedAt when the child was last reached, or tried to be
 * @param attempts how often in a row it failed
 * @param nextTry not to be tried before; null for at once
 * @param error of the last attempt; null if it succeeded
 */
public record ChildLink(
        String site,
        long deliveredRun,
        long triedRun,
        @Nullable Integer contentVersion,
        @Nullable Instant deliveredAt,
        @Nullable Integer childVersion,
        LinkStatus status,
        @Nullable Instant checkedAt,
        int attempts,
        @Nullable Instant nextTry,
        @Nullable RunError error) {

    private static final int LONGEST_MINUTES = 60;

    /** A link that was never tried. */
    public static ChildLink unknown(String site) {
        return new ChildLink(site, 0, 0, null, null, null, LinkStatus.HEALTHY, null, 0, null, null);
    }

    /**
     * The same after an attempt that brought the child nothing.
     *
     * @param run that was tried; 0 if it was only looked at
     */
    ChildLink tried(
            long run, LinkStatus now, Instant at, int failures, @Nullable Instant next, @Nullable RunError last) {
        return new ChildLink(
                site,
                deliveredRun,
                Math.max(triedRun, run),
                contentVersion,
                deliveredAt,
                childVersion,
                now,
                at,
                failures,
                next,
                last);
    }

    /** How long to wait after so many failures in a row: 1, 2, 4 minutes, and so on up to 60. */
    static Duration backOff(int failures) {
        return Duration.ofMinutes(Math.min(LONGEST_MINUTES, 1L << Math.min(failures - 1, 6)));
    }

    /** Whether the child lacks what a run of the parent brought, and may be tried now: a new run is tried at once. */
    public boolean isDue(long run, Instant now) {
        return deliveredRun < run && (triedRun < run || mayBeTried(now));
    }

    /** Whether nobody has looked at the child for so long, and it is not one that is waited for. */
    public boolean isUnseen(Duration time, Instant now) {
        return Moments.isPast(checkedAt, time, now) && mayBeTried(now);
    }

    /** Whether a clock that was ahead wrote it: each attempt writes both of its times, and none is in the future. */
    public boolean isFromTheFuture(Instant now) {
        return checkedAt != null && Moments.isFuture(checkedAt, now);
    }

    private boolean mayBeTried(Instant now) {
        return nextTry == null || !nextTry.isAfter(now) || isFromTheFuture(now);
    }
}
