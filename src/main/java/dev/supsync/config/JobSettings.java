package dev.supsync.config;

import dev.supsync.schedule.Recurrence;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A job file.
 *
 * @param file where it was read
 * @param site null where the configuration has only one
 * @param schedule null where the job only runs when it is started
 */
public record JobSettings(Path file, JobType type, @Nullable SiteCode site, @Nullable Recurrence schedule) {

    /** What a job does. */
    public enum JobType {
        FULL_SYNC,
        DELTA_SYNC,
        CLEANUP,
        HEALTH_CHECK
    }
}
