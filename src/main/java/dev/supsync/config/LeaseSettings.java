package dev.supsync.config;

import java.time.Duration;

/**
 * How a run holds its site on a database server.
 *
 * @param timeout after which a holder that does not answer has lost the site, 1s to 1h
 * @param heartbeat how often the holder answers; less than half the timeout
 */
public record LeaseSettings(Duration timeout, Duration heartbeat) {

    /** What holds where nothing is configured. */
    public static final LeaseSettings DEFAULT = new LeaseSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));

    public LeaseSettings {
        if (heartbeat.multipliedBy(2).compareTo(timeout) >= 0) {
            throw new IllegalArgumentException(
                    "heartbeat " + heartbeat + " is not less than half the timeout " + timeout);
        }
    }
}
