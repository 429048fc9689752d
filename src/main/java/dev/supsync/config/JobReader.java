package dev.supsync.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/** Reads a job file. */
final class JobReader {

    private static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");

    private final Path file;
    private final Section section;

    JobReader(Path file, Section section) {
        this.file = file;
        this.section = section;
    }

    Optional<JobSettings> read() {
        Optional<JobSettings> job = section.requireSection("job").flatMap(this::job);
        section.done();
        return job;
    }

    private Optional<JobSettings> job(Section job) {
        Optional<JobSettings.JobType> type = job.require("type", Converters.choice(JobSettings.JobType.class));
        SiteCode site = job.find("site", Converters.siteCode()).orElse(null);
        ScheduleSettings schedule =
                job.section("schedule").flatMap(JobReader::schedule).orElse(null);
        job.done();
        return type.map(known -> new JobSettings(file, known, site, schedule));
    }

    private static Optional<ScheduleSettings> schedule(Section schedule) {
        Optional<String> cron = schedule.require("cron", JobReader::cron);
        ZoneId zone = schedule.find("zone", JobReader::zone).orElse(DEFAULT_ZONE);
        schedule.done();
        return cron.map(expression -> new ScheduleSettings(expression, zone));
    }

    private static String cron(String text) {
        try {
            CronExpression.parse(text.strip());
            return text.strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a cron expression of six fields (second, minute, hour, day of month, month, day of week), such as"
                            + " \"0 0 2 * * *\": " + e.getMessage(),
                    e);
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
