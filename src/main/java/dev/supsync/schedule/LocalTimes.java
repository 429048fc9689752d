package dev.supsync.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a rising row of local times into instants of a zone. The mapping never falls: a time in a gap becomes the first
 * instant after it, one in an overlap the earlier of its two.
 */
final class LocalTimes {

    /** Where looking back begins, and how often the distance doubles: to more than four hundred years. */
    private static final long FIRST_MINUTES = 1;

    private static final int DOUBLINGS = 28;

    private LocalTimes() {}

    /** The times themselves. */
    interface Row {
        /** The first local time after this one; null if there is none. */
        @Nullable
        LocalDateTime next(LocalDateTime after);
    }

    static Instant instant(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return time.atZone(zone).toInstant(); // the earlier offset of an overlap
    }

    static Optional<Instant> next(Row row, ZoneId zone, Instant after) {
        LocalDateTime time = row.next(LocalDateTime.ofInstant(after, zone));
        // within an overlap's second pass, and at a gap's end, local times come that lie behind already
        while (time != null && !instant(time, zone).isAfter(after)) {
            time = row.next(time);
        }
        return Optional.ofNullable(time).map(t -> instant(t, zone));
    }

    static Optional<Instant> previous(Row row, ZoneId zone, Instant at) {
        LocalDateTime now = LocalDateTime.ofInstant(at, zone);
        long minutes = FIRST_MINUTES;
        for (int i = 0; i < DOUBLINGS; i++, minutes *= 2) {
            @Nullable LocalDateTime found = last(row, zone, now.minusMinutes(minutes), at);
            if (found != null) {
                return Optional.of(instant(found, zone));
            }
        }
        return Optional.empty();
    }

    private static @Nullable LocalDateTime last(Row row, ZoneId zone, LocalDateTime after, Instant at) {
        @Nullable LocalDateTime found = null;
        LocalDateTime time = row.next(after);
        while (time != null && !instant(time, zone).isAfter(at)) {
            found = time;
            time = row.next(time);
        }
        return found;
    }
}
