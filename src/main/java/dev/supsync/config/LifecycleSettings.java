package dev.supsync.config;

import dev.supsync.lifecycle.SupersedenceRule;
import java.time.Duration;

/**
 * What becomes of updates and of a site's history as time passes.
 *
 * @param rule for superseded updates
 * @param cleanupAfter how long an update is expired before a cleanup removes it, 0 to 3650 days
 */
public record LifecycleSettings(SupersedenceRule rule, Duration cleanupAfter, RetentionSettings retention) {

    /** What holds where nothing is configured. */
    public static final LifecycleSettings DEFAULT =
            new LifecycleSettings(SupersedenceRule.NEVER, Duration.ofDays(7), RetentionSettings.DEFAULT);
}
