package dev.supsync.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Once a month, on the n-th weekday, so many days later: "2nd TUESDAY +1d 02:00" is the night after Patch Tuesday.
 *
 * @param ordinal 1 to 4, or {@link #LAST}
 * @param offsetDays days after that weekday, or before it where negative; -27 to 27
 * @param time of the day, in the zone
 */
public record MonthDay(int ordinal, DayOfWeek weekday, int offsetDays, LocalTime time, ZoneId zone)
        implements Recurrence {

    /** The last such weekday of a month. */
    public static final int LAST = -1;

    private static final int MOST_DAYS = 27;

    private static final Pattern FORM = Pattern.compile(
            "(1st|2nd|3rd|4th|last)\\s+([a-z]+)(?:\\s+([+-]\\d{1,2})d)?\\s+(\\d{1,2}):(\\d{2})",
            Pattern.CASE_INSENSITIVE);

    private static final String EXPECTED = "1st, 2nd, 3rd, 4th or last, a weekday, if wanted days such as +1d (at most "
            + MOST_DAYS + "), and a time, such as \"2nd TUESDAY +1d 02:00\"";

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static MonthDay parse(String text, ZoneId zone) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(EXPECTED);
        }
        String ordinal = parts.group(1).toLowerCase(Locale.ROOT);
        int days = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        try {
            if (Math.abs(days) > MOST_DAYS) {
                throw new IllegalArgumentException(EXPECTED);
            }
            return new MonthDay(
                    ordinal.equals("last") ? LAST : ordinal.charAt(0) - '0',
                    DayOfWeek.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
                    days,
                    LocalTime.of(Integer.parseInt(parts.group(4)), Integer.parseInt(parts.group(5))),
                    zone);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return LocalTimes.next(this::following, zone, after);
    }

    @Override
    public Optional<Instant> previous(Instant at) {
        return LocalTimes.previous(this::following, zone, at);
    }

    @Override
    public String text() {
        String[] names = {"last", "", "1st", "2nd", "3rd", "4th"};
        return "month-day " + names[ordinal + 1] + " " + weekday
                + (offsetDays == 0 ? "" : String.format(Locale.ROOT, " %+dd", offsetDays)) + " " + time + ", zone "
                + zone;
    }

    private LocalDateTime following(LocalDateTime after) {
        YearMonth month = YearMonth.from(after).minusMonths(2); // whose day may be moved into this month
        LocalDateTime day = of(month);
        while (!day.isAfter(after)) {
            month = month.plusMonths(1);
            day = of(month);
        }
        return day;
    }

    private LocalDateTime of(YearMonth month) {
        return month.atDay(1)
                .with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday))
                .plusDays(offsetDays)
                .atTime(time);
    }
}
