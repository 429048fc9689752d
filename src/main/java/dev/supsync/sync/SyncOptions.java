package dev.supsync.sync;

import dev.supsync.lifecycle.SupersedenceRule;
import java.time.Duration;

/**
 * What a run may do.
 *
 * @param quarantineLimit how many unreadable records are tolerated
 * @param vanishedPercent how much of the site's unexpired updates may vanish or be declined at once, 0 to 100
 * @param allowVanished whether that limit is lifted for this run
 * @param wsusWait how long to wait for WSUS's own synchronization to end
 * @param rule for superseded updates
 * @param deltaRevisions whether a delta takes new revisions of known updates, besides new updates
 */
public record SyncOptions(
        int quarantineLimit,
        int vanishedPercent,
        boolean allowVanished,
        Duration wsusWait,
        SupersedenceRule rule,
        boolean deltaRevisions) {

    /** The same, with the revisions in deltas. */
    public SyncOptions(
            int quarantineLimit, int vanishedPercent, boolean allowVanished, Duration wsusWait, SupersedenceRule rule) {
        this(quarantineLimit, vanishedPercent, allowVanished, wsusWait, rule, true);
    }

    /** The same without a rule for superseded updates. */
    public SyncOptions(int quarantineLimit, int vanishedPercent, boolean allowVanished, Duration wsusWait) {
        this(quarantineLimit, vanishedPercent, allowVanished, wsusWait, SupersedenceRule.NEVER);
    }

    /** Without the rule, which is a part of the plan by itself. */
    SyncOptions limits() {
        return new SyncOptions(quarantineLimit, vanishedPercent, allowVanished, wsusWait);
    }
}
