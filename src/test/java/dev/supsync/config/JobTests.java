package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.schedule.CronTimes;
import dev.supsync.schedule.Interval;
import dev.supsync.schedule.MonthDay;
import dev.supsync.schedule.Recurrence;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTests {

    @TempDir
    private Path folder;

    private Configurations configurations;

    @BeforeEach
    void use() {
        configurations = new Configurations(folder);
    }

    @Test
    void readsTheNightlyJob() {
        Path file = Path.of("jobs", "nightly-full-sync.yml");
        assertThat(Configuration.loadJob(file, Map.of()))
                .isEqualTo(new JobSettings(
                        file,
                        JobSettings.JobType.FULL_SYNC,
                        new SiteCode("CS1"),
                        new CronTimes("0 0 2 * * *", ZoneId.of("Europe/Berlin"))));
    }

    @Test
    void needsOnlyAType() {
        configurations.write("supsync: {job: {type: full-sync}}");
        assertThat(Configuration.loadJob(configurations.file(), Map.of()))
                .isEqualTo(new JobSettings(configurations.file(), JobSettings.JobType.FULL_SYNC, null, null));
        assertThat(Configuration.loadJob(configurations.file(), Map.of("SUPSYNC_JOB_SITE", "ps1"))
                        .site())
                .isEqualTo(new SiteCode("PS1"));
    }

    @Test
    void reportsAllMistakes() {
        assertThat(
                        configurations.jobMistakes(
                                """
                        supsync:
                          job:
                            type: half-sync
                            site: CS
                            config: supsync.yml
                            schedule: { cron: "0 2 * * *", zone: Berlin }
                        """))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("3:11: supsync.job.type: found \"half-sync\", expected one of full-sync,"
                                        + " delta-sync, cleanup, health-check"),
                        line -> assertThat(line)
                                .isEqualTo("4:11: supsync.job.site: found \"CS\", expected a site code of exactly three"
                                        + " characters, each A to Z or 0 to 9"),
                        line -> assertThat(line)
                                .isEqualTo("5:5: supsync.job.config: unknown key; Allowed here: type, site, schedule"),
                        line -> assertThat(line)
                                .startsWith("6:23: supsync.job.schedule.cron: found \"0 2 * * *\", expected a cron"
                                        + " expression of six fields"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "6:42: supsync.job.schedule.zone: found \"Berlin\", expected a time zone, such"
                                                + " as Europe/Berlin or UTC"));
    }

    @Test
    void aScheduleIsOfOneKind() {
        assertThat(configurations.jobMistakes("supsync: {job: {type: full-sync, schedule: {zone: UTC}}}"))
                .containsExactly(
                        "1:34: supsync.job.schedule: expected one of cron, every and month-day, found none of them");
        assertThat(configurations.jobMistakes(
                        "supsync: {job: {type: full-sync, schedule: {cron: 0 0 2 * * *, every: PT12H}}}"))
                .containsExactly("1:34: supsync.job.schedule: cron, every and month-day exclude each other; keep one");
    }

    @Test
    void readsEveryKindOfSchedule() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(schedule("{every: PT12H}"))
                .isEqualTo(new Interval(Duration.ofHours(12), false, null, ZoneId.of("UTC")));
        assertThat(schedule("{every: 24h, start: '2026-11-21T02:00:00Z'}"))
                .isEqualTo(new Interval(
                        Duration.ofHours(24), false, Instant.parse("2026-11-21T02:00:00Z"), ZoneId.of("UTC")));
        assertThat(schedule("{every: P1D, start: '2026-11-21T02:00', zone: Europe/Berlin}"))
                .isEqualTo(new Interval(Duration.ofDays(1), true, Instant.parse("2026-11-21T01:00:00Z"), berlin));
        assertThat(schedule("{month-day: '2nd TUESDAY +1d 02:00', zone: Europe/Berlin}"))
                .isEqualTo(new MonthDay(2, DayOfWeek.TUESDAY, 1, LocalTime.of(2, 0), berlin));
    }

    @Test
    void reportsAllMistakesOfASchedule() {
        assertThat(
                        configurations.jobMistakes(
                                """
                        supsync:
                          job:
                            type: full-sync
                            schedule: { every: 3, start: tomorrow, zone: Mars/Base }
                        """))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("4:24: supsync.job.schedule.every: found \"3\""),
                        line -> assertThat(line).startsWith("4:34: supsync.job.schedule.start: found \"tomorrow\""),
                        line -> assertThat(line).startsWith("4:50: supsync.job.schedule.zone: found \"Mars/Base\""));
        assertThat(configurations.jobMistakes(
                        "supsync: {job: {type: full-sync, schedule: {month-day: 5th TUESDAY, start: '2026-11-21'}}}"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("month-day: found \"5th TUESDAY\", expected 1st, 2nd"),
                        line -> assertThat(line).endsWith("only a schedule by \"every\" has a start"));
    }

    private @Nullable Recurrence schedule(String text) {
        configurations.write("supsync: {job: {type: full-sync, schedule: " + text + "}}");
        return Configuration.loadJob(configurations.file(), Map.of()).schedule();
    }
}
