package dev.supsync.config;

import dev.supsync.schedule.Recurrence;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a job file. */
final class JobReader {

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
        Recurrence schedule = job.section("schedule")
                .flatMap(below -> new ScheduleReader(below).read())
                .orElse(null);
        job.done();
        return type.map(known -> new JobSettings(file, known, site, schedule));
    }
}
