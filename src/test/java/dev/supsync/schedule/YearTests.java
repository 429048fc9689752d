package dev.supsync.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole years, with both changes of the clock, in the north and in the south. */
class YearTests {

    /** São Paulo changed its clocks at midnight until 2019; Lord Howe changes them by half an hour. */
    static Stream<Arguments> years() {
        return Stream.of(
                Arguments.of("Europe/Berlin", 2026),
                Arguments.of("Australia/Sydney", 2026),
                Arguments.of("Australia/Lord_Howe", 2026),
                Arguments.of("America/Sao_Paulo", 2018),
                Arguments.of("America/New_York", 2028),
                Arguments.of("UTC", 2026));
    }

    @ParameterizedTest
    @MethodSource("years")
    void everyQuarterOfAnHourOfTheClockIsDueOnce(String zoneName, int year) {
        ZoneId zone = ZoneId.of(zoneName);
        for (int minutes = 0; minutes < 24 * 60; minutes += 15) {
            LocalTime time = LocalTime.MIN.plusMinutes(minutes);
            Recurrence daily = new CronTimes("0 " + time.getMinute() + " " + time.getHour() + " * * *", zone);
            assertThat(all(daily, zone, year)).as("%s at %s", zone, time).isEqualTo(expected(zone, year, 1, time));
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void aDayIsADayOfTheCalendar(String zoneName, int year) {
        ZoneId zone = ZoneId.of(zoneName);
        LocalTime time = LocalTime.of(2, 15);
        Instant start = instant(zone, LocalDate.of(year, 1, 1).atTime(time));
        assertThat(all(new Interval(Duration.ofDays(1), true, start, zone), zone, year))
                .isEqualTo(expected(zone, year, 1, time));
        assertThat(all(new Interval(Duration.ofDays(7), true, start, zone), zone, year))
                .isEqualTo(expected(zone, year, 7, time));
    }

    @ParameterizedTest
    @MethodSource("years")
    void hoursAreHoursThatPass(String zoneName, int year) {
        ZoneId zone = ZoneId.of(zoneName);
        Instant start = LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant();
        List<Instant> times = all(new Interval(Duration.ofHours(12), false, start, zone), zone, year);
        for (int i = 0; i < times.size(); i++) {
            assertThat(times.get(i)).isEqualTo(start.plus(Duration.ofHours(12L * i)));
        }
        assertThat(times).hasSize(2 * Year.of(year).length());
    }

    @ParameterizedTest
    @MethodSource("years")
    void aWeekdayOfTheMonthIsDueOnceAMonth(String zoneName, int year) {
        ZoneId zone = ZoneId.of(zoneName);
        for (String form :
                List.of("1st SUNDAY 02:00", "2nd TUESDAY +1d 02:30", "last SUNDAY 02:30", "last FRIDAY +5d 00:00")) {
            List<Instant> times = all(MonthDay.parse(form, zone), zone, year);
            assertThat(times).as(form).hasSize(12).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # the gap: at its end; the overlap: its first pass
                    Europe/Berlin,       02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z
                    Europe/Berlin,       02:30, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z
                    Europe/Berlin,       02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z
                    Europe/Berlin,       02:30, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z
                    Europe/Berlin,       02:30, 2026-10-25T01:10:00Z, 2026-10-26T01:30:00Z
                    Australia/Sydney,    02:30, 2026-04-04T00:00:00Z, 2026-04-04T15:30:00Z
                    Australia/Sydney,    02:30, 2026-04-04T15:30:00Z, 2026-04-05T16:30:00Z
                    Australia/Sydney,    02:30, 2026-10-03T00:00:00Z, 2026-10-03T16:00:00Z
                    Australia/Lord_Howe, 01:45, 2026-04-04T00:00:00Z, 2026-04-04T14:45:00Z
                    Australia/Lord_Howe, 01:45, 2026-04-04T14:50:00Z, 2026-04-05T15:15:00Z
                    Australia/Lord_Howe, 02:15, 2026-10-03T00:00:00Z, 2026-10-03T15:30:00Z
                    America/Sao_Paulo,   00:30, 2018-11-03T12:00:00Z, 2018-11-04T03:00:00Z
                    America/Sao_Paulo,   23:30, 2018-02-17T12:00:00Z, 2018-02-18T01:30:00Z
                    America/Sao_Paulo,   23:30, 2018-02-18T01:30:00Z, 2018-02-19T02:30:00Z
                    """)
    void theChangesOfTheClock(ZoneId zone, LocalTime time, Instant after, Instant next) {
        Recurrence daily = new CronTimes("0 " + time.getMinute() + " " + time.getHour() + " * * *", zone);
        assertThat(daily.next(after)).contains(next);
        assertThat(daily.previous(next)).contains(next);
        assertThat(daily.previous(next.minusMillis(1))).isNotEqualTo(Optional.of(next));
    }

    /** By walking forwards; what looking backwards finds must be the same. */
    private static List<Instant> all(Recurrence recurrence, ZoneId zone, int year) {
        Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toInstant();
        List<Instant> times = new ArrayList<>();
        Instant last = LocalDate.of(year, 1, 1).atStartOfDay(zone).toInstant().minusMillis(1);
        for (Instant time = recurrence.next(last).orElseThrow(); time.isBefore(end); ) {
            times.add(time);
            Instant next = recurrence.next(time).orElseThrow();
            assertThat(next).isAfter(time);
            assertThat(recurrence.previous(next.minusMillis(1))).contains(time);
            time = next;
        }
        return times;
    }

    private static List<Instant> expected(ZoneId zone, int year, int everyDays, LocalTime time) {
        List<Instant> times = new ArrayList<>();
        for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(everyDays)) {
            times.add(instant(zone, day.atTime(time)));
        }
        return times;
    }

    /** By looking at every minute of two days: the first whose clock shows this time, or has passed it. */
    private static Instant instant(ZoneId zone, LocalDateTime time) {
        Instant minute = time.minusDays(1).toInstant(ZoneOffset.UTC);
        while (LocalDateTime.ofInstant(minute, zone).isBefore(time)) {
            minute = minute.plus(Duration.ofMinutes(15));
        }
        return minute;
    }
}
