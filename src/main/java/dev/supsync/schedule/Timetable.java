package dev.supsync.schedule;

import dev.supsync.time.Moments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a schedule, so that a restart neither forgets a run nor repeats one.
 *
 * @param text the schedule's own text: another one is another schedule
 * @param setAt when it was first seen so; a simple interval counts from there
 * @param dueAt the next time; null if none comes any more
 */
public record Timetable(String text, Instant setAt, @Nullable Instant dueAt) {

    /** A schedule that was just set. */
    public static Timetable set(Recurrence recurrence, Instant now) {
        Instant due = recurrence.startsAtOnce() ? now : recurrence.next(now).orElse(null);
        return new Timetable(recurrence.text(), now, due);
    }

    /**
     * What was remembered, if it is of this very schedule; else one that was just set. What lies further ahead than the schedule
     * can give was remembered by a clock that was ahead: it is computed anew.
     */
    public static Timetable of(@Nullable Timetable remembered, Recurrence recurrence, Instant now) {
        if (remembered == null
                || !remembered.text.equals(recurrence.text())
                || Moments.isFuture(remembered.setAt, now)) {
            return set(recurrence, now);
        }
        return remembered.corrected(recurrence.from(remembered.setAt), now);
    }

    private Timetable corrected(Recurrence recurrence, Instant now) {
        @Nullable Instant latest = recurrence.next(now.plus(Moments.SLACK)).orElse(null);
        boolean possible = dueAt == null ? latest == null : isDue(now) || (latest != null && !dueAt.isAfter(latest));
        return possible ? this : new Timetable(text, setAt, recurrence.next(now).orElse(null));
    }

    /** Whether a run is due, in time or missed. */
    public boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** After the run that was due has begun: however many were missed, they are made up once. */
    public Timetable begun(Recurrence recurrence, Instant now) {
        return new Timetable(text, setAt, recurrence.from(setAt).next(now).orElse(null));
    }
}
