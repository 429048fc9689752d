package dev.supsync.config;

import java.time.Duration;

/**
 * How long a site keeps what tells of the past; a cleanup removes what is older. Each from 1 day to 3650 days.
 *
 * @param jobs Spring Batch's notes of jobs and steps
 * @param messages status messages
 * @param runs runs and their reports; the last ones stay, however old
 * @param quarantine unreadable records that no run has met again
 */
public record RetentionSettings(Duration jobs, Duration messages, Duration runs, Duration quarantine) {

    /** What holds where nothing is configured. */
    public static final RetentionSettings DEFAULT =
            new RetentionSettings(Duration.ofDays(30), Duration.ofDays(180), Duration.ofDays(365), Duration.ofDays(90));
}
