package dev.supsync.config;

import dev.supsync.schedule.CronTimes;
import dev.supsync.schedule.Interval;
import dev.supsync.schedule.MonthDay;
import dev.supsync.schedule.Recurrence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a schedule: by cron, by an interval, or by a weekday of the month. */
final class ScheduleReader {

    private static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(366);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String CRON = "cron";
    private static final String EVERY = "every";
    private static final String MONTH_DAY = "month-day";
    private static final List<String> KINDS = List.of(CRON, EVERY, MONTH_DAY);

    private final Section section;

    ScheduleReader(Section section) {
        this.section = section;
    }

    Optional<Recurrence> read() {
        Optional<Value> zoneText = section.value("zone");
        Optional<ZoneId> known = section.find("zone", ScheduleReader::zone);
        ZoneId zone = known.orElse(DEFAULT_ZONE);
        long kinds = KINDS.stream().filter(section::gives).count();
        if (kinds != 1 && !section.isBroken()) {
            section.mistake(
                    kinds == 0
                            ? "expected one of cron, every and month-day, found none of them"
                            : "cron, every and month-day exclude each other; keep one");
        }
        Optional<Recurrence> cron = section.find(CRON, text -> cron(text, zone));
        Optional<Recurrence> monthDay = section.find(MONTH_DAY, text -> MonthDay.parse(text, zone));
        Optional<Recurrence> every = every(zone);
        section.done();
        boolean sound = zoneText.isEmpty() == known.isEmpty();
        return sound && kinds == 1 ? cron.or(() -> monthDay).or(() -> every) : Optional.empty();
    }

    private Optional<Recurrence> every(ZoneId zone) {
        Optional<Duration> every = section.find(EVERY, Quantities.duration(LEAST, MOST));
        Optional<Value> startText = section.value("start");
        Optional<Instant> start = section.find("start", text -> start(text, zone));
        if (startText.isPresent() && !section.gives(EVERY)) {
            section.mistake(startText.get(), "only a schedule by \"every\" has a start");
        }
        if (startText.isPresent() != start.isPresent()) {
            return Optional.empty();
        }
        @Nullable Instant first = start.orElse(null);
        // a day is a day of the calendar: the same time of the day, whatever the clocks do
        return every.map(interval ->
                new Interval(interval, interval.equals(DAY.multipliedBy(interval.toDays())) && isDays(), first, zone));
    }

    /** Whether the interval is written in days: PT24H is what passes, P1D a day of the calendar. */
    private boolean isDays() {
        return section.value(EVERY)
                .map(value -> value.text().strip().toUpperCase(java.util.Locale.ROOT))
                .filter(text -> text.endsWith("D"))
                .isPresent();
    }

    private static Recurrence cron(String text, ZoneId zone) {
        try {
            return new CronTimes(text.strip(), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a cron expression of six fields (second, minute, hour, day of month, month, day of week), such as"
                            + " \"0 0 2 * * *\": " + e.getMessage(),
                    e);
        }
    }

    /** With an offset that very instant; else by the zone's clock. */
    private static Instant start(String text, ZoneId zone) {
        String stripped = text.strip();
        try {
            return OffsetDateTime.parse(stripped).toInstant();
        } catch (DateTimeException e) {
            // Then it is a local time.
        }
        try {
            LocalDateTime local = stripped.length() == "2026-11-21".length()
                    ? LocalDate.parse(stripped).atStartOfDay()
                    : LocalDateTime.parse(stripped.replace(' ', 'T'));
            return local.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time, such as 2026-11-21T02:00 or 2026-11-21T02:00:00Z", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time zone, such as Europe/Berlin or UTC", e);
        }
    }
}
