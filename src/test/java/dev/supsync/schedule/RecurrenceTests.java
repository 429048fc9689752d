package dev.supsync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTests {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # Patch Tuesday is the 10th of November and the 8th of December
                    2nd TUESDAY +1d 02:00, 2026-11-01T00:00:00Z, 2026-11-11T02:00:00Z
                    2nd tuesday 18:00,     2026-11-10T18:00:00Z, 2026-12-08T18:00:00Z
                    2nd TUESDAY -1d 02:00, 2026-11-21T00:00:00Z, 2026-12-07T02:00:00Z
                    last SUNDAY 23:59,     2026-11-21T00:00:00Z, 2026-11-29T23:59:00Z
                    last FRIDAY +5d 06:30, 2026-12-01T00:00:00Z, 2026-12-02T06:30:00Z
                    4th MONDAY +27d 00:00, 2026-11-01T00:00:00Z, 2026-11-22T00:00:00Z
                    1st WEDNESDAY -7d 1:05, 2026-11-01T00:00:00Z, 2026-11-25T01:05:00Z
                    """)
    void weekdaysOfTheMonth(String text, Instant after, Instant next) {
        assertThat(MonthDay.parse(text, UTC).next(after)).contains(next);
        assertThat(MonthDay.parse(text, UTC).previous(next)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5th TUESDAY 02:00",
                "2nd TUES 02:00",
                "2nd TUESDAY 24:00",
                "2nd TUESDAY +28d 02:00",
                "TUESDAY",
                ""
            })
    void whatIsNoWeekdayOfTheMonthSaysWhatIsExpected(String text) {
        assertThatThrownBy(() -> MonthDay.parse(text, UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2nd TUESDAY +1d 02:00");
    }

    @Test
    void aCronDayThatNeverComesIsRefused() {
        assertThatThrownBy(() -> new CronTimes("0 0 2 30 2 *", UTC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lookingBackReachesALeapDay() {
        assertThat(new CronTimes("0 0 2 29 2 *", UTC).previous(NOON)).contains(Instant.parse("2024-02-29T02:00:00Z"));
    }

    @Test
    void anIntervalBeginsAtItsStart() {
        Interval interval = new Interval(Duration.ofHours(12), false, NOON, UTC);
        assertThat(interval.next(NOON.minusSeconds(1))).contains(NOON);
        assertThat(interval.next(NOON)).contains(NOON.plus(Duration.ofHours(12)));
        assertThat(interval.previous(NOON.minusSeconds(1))).isEmpty();
        assertThat(interval.previous(NOON.plus(Duration.ofHours(25)))).contains(NOON.plus(Duration.ofHours(24)));
    }

    @Test
    void anIntervalWithoutAStartRunsAtOnceAndCountsFromThen() {
        Interval interval = new Interval(Duration.ofHours(12), false, null, UTC);
        Timetable set = Timetable.of(null, interval, NOON);
        assertThat(set.isDue(NOON)).isTrue();

        Timetable begun = set.begun(interval, NOON.plusSeconds(5));
        assertThat(begun.dueAt()).isEqualTo(NOON.plus(Duration.ofHours(12)));

        Instant restart = NOON.plus(Duration.ofHours(1));
        assertThat(Timetable.of(begun, interval, restart)).isEqualTo(begun);
        assertThat(begun.isDue(restart)).isFalse();
    }

    @Test
    void missedRunsAreMadeUpOnce() {
        CronTimes nightly = new CronTimes("0 0 2 * * *", UTC);
        Timetable table = Timetable.of(null, nightly, NOON);
        assertThat(table.dueAt()).isEqualTo(Instant.parse("2026-11-22T02:00:00Z"));

        Instant threeDaysLater = NOON.plus(Duration.ofDays(3));
        Timetable kept = Timetable.of(table, nightly, threeDaysLater);
        assertThat(kept.isDue(threeDaysLater)).isTrue();
        Timetable begun = kept.begun(nightly, threeDaysLater);
        assertThat(begun.isDue(threeDaysLater)).isFalse();
        assertThat(begun.dueAt()).isEqualTo(Instant.parse("2026-11-25T02:00:00Z"));
    }

    @Test
    void whatLiesFurtherAheadThanTheScheduleCanGiveIsComputedAnew() {
        CronTimes nightly = new CronTimes("0 0 2 * * *", UTC);
        Instant tonight = Instant.parse("2026-11-22T02:00:00Z");
        Timetable ahead = new Timetable(nightly.text(), NOON.minusSeconds(60), Instant.parse("2040-01-02T02:00:00Z"));
        assertThat(Timetable.of(ahead, nightly, NOON))
                .isEqualTo(new Timetable(nightly.text(), NOON.minusSeconds(60), tonight));
        Timetable setAhead = new Timetable(nightly.text(), Instant.parse("2040-01-01T00:00:00Z"), null);
        assertThat(Timetable.of(setAhead, nightly, NOON)).isEqualTo(new Timetable(nightly.text(), NOON, tonight));
        Timetable never = new Timetable(nightly.text(), NOON, null);
        assertThat(Timetable.of(never, nightly, NOON).dueAt()).isEqualTo(tonight);

        Interval hourly = new Interval(Duration.ofHours(1), false, null, UTC);
        Timetable wrong = new Timetable(hourly.text(), NOON, Instant.parse("2040-01-01T01:00:00Z"));
        assertThat(Timetable.of(wrong, hourly, NOON.plusSeconds(60)).dueAt())
                .as("it keeps its rhythm")
                .isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void theLongestPauseOfASchedule() {
        assertThat(new Interval(Duration.ofHours(1), false, NOON, UTC).longestPause(NOON))
                .isEqualTo(Duration.ofHours(1));
        assertThat(new CronTimes("0 0 2 * * *", UTC).longestPause(NOON)).isEqualTo(Duration.ofDays(1));
        assertThat(new CronTimes("0 0 2 * * MON-FRI", UTC).longestPause(NOON)).isEqualTo(Duration.ofDays(3));
        assertThat(new CronTimes("0 * * * * MON", UTC).longestPause(NOON))
                .as("a pause between many times close together")
                .isGreaterThan(Duration.ofDays(5));
        assertThat(MonthDay.parse("2nd TUESDAY +1d 02:00", UTC).longestPause(NOON))
                .isEqualTo(Duration.ofDays(35));
    }

    @Test
    void aClockThatIsSetBackALittleRepeatsNothing() {
        CronTimes nightly = new CronTimes("0 0 2 * * *", UTC);
        Instant night = Instant.parse("2026-11-22T02:00:00Z");
        Timetable begun = Timetable.of(null, nightly, NOON).begun(nightly, night);
        assertThat(Timetable.of(begun, nightly, night.minusSeconds(240))).isEqualTo(begun);
    }

    @Test
    void aChangedScheduleIsAnotherOne() {
        Timetable table = Timetable.of(null, new CronTimes("0 0 2 * * *", UTC), NOON);
        CronTimes changed = new CronTimes("0 0 3 * * *", UTC);
        Instant missed = NOON.plus(Duration.ofDays(1));
        Timetable now = Timetable.of(table, changed, missed);
        assertThat(now.isDue(missed)).isFalse();
        assertThat(now.dueAt()).isEqualTo(Instant.parse("2026-11-23T03:00:00Z"));
    }
}
