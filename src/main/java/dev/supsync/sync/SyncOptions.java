package dev.supsync.sync;

import java.time.Duration;

/**
 * What a run may do.
 *
 * @param quarantineLimit how many unreadable records are tolerated
 * @param vanishedPercent how much of the site's unexpired updates may vanish or be declined at once, 0 to 100
 * @param allowVanished whether that limit is lifted for this run
 * @param wsusWait how long to wait for WSUS's own synchronization to end
 */
public record SyncOptions(int quarantineLimit, int vanishedPercent, boolean allowVanished, Duration wsusWait) {}
