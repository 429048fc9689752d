package dev.supsync.service;

import dev.supsync.error.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * When a synchronization that failed is tried again.
 *
 * @param after how long the service waits where nothing says that the cause passes by itself
 */
record RetryPolicy(Duration after) {

    private static final Duration FIRST_BACK_OFF = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 20;

    /** What often passes by itself: a server that restarts, a deadlock, an export that is just being replaced. */
    private static final Set<ErrorCode> TRANSIENT = Set.of(
            ErrorCode.SITE_UNREACHABLE,
            ErrorCode.SITE_FAILED,
            ErrorCode.CATALOG_UNREACHABLE,
            ErrorCode.CATALOG_CHANGED,
            ErrorCode.LEASE_LOST);

    /**
     * The time to wait.
     *
     * @param attempt how many runs in a row have failed: 1 after the first
     * @return empty for a mistake in the configuration, which waits for a person
     */
    Optional<Duration> delay(String errorCode, int attempt) {
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(c -> c.code().equals(errorCode))
                .findFirst()
                .orElse(ErrorCode.INTERNAL);
        if (code.exitStatus() == ErrorCode.CONFIGURATION.exitStatus()) {
            return Optional.empty();
        }
        if (!TRANSIENT.contains(code)) {
            return Optional.of(after);
        }
        if (attempt <= 1) {
            return Optional.of(Duration.ZERO);
        }
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempt - 2, MOST_DOUBLINGS));
        return Optional.of(backOff.compareTo(after) < 0 ? backOff : after);
    }
}
