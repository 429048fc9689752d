package dev.supsync.config;

import java.time.Duration;

/**
 * When the service tries again what failed.
 *
 * @param after how long it waits, 1 minute to 7 days
 */
public record RetrySettings(Duration after) {

    /** What holds where nothing is configured. */
    public static final RetrySettings DEFAULT = new RetrySettings(Duration.ofMinutes(60));
}
