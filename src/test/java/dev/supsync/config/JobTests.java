package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
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
                        new ScheduleSettings("0 0 2 * * *", ZoneId.of("Europe/Berlin"))));
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
                                .isEqualTo("3:11: supsync.job.type: found \"half-sync\", expected full-sync"),
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
    void aScheduleNeedsACron() {
        assertThat(configurations.jobMistakes("supsync: {job: {type: full-sync, schedule: {zone: UTC}}}"))
                .containsExactly("1:34: supsync.job.schedule.cron: is missing");
    }
}
