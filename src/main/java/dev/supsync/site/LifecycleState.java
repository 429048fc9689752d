package dev.supsync.site;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a site remembers of the rule for superseded updates and of cleanups.
 *
 * @param appliedRule the rule of the last successful synchronization, as text; null before the first
 * @param appliedAt when that was; null if nobody knows
 * @param nextDue when the next superseded update expires by that rule, if nothing changes; null if not known
 * @param lastCleanup when the last cleanup ended; null if none has
 */
public record LifecycleState(
        @Nullable String appliedRule,
        @Nullable Instant appliedAt,
        @Nullable Instant nextDue,
        @Nullable Instant lastCleanup) {}
