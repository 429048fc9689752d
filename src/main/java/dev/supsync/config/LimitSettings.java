package dev.supsync.config;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Limits that end a run before it does harm.
 *
 * @param quarantine how many records may be unreadable, 0 to 1,000,000
 * @param vanishedPercent how much of the site's unexpired updates may expire at once as vanished or declined, 0 to 100
 * @param documentSize the largest update document, 1KB to 1GB
 * @param exportSize the largest catalog export when unpacked, 1KB to 16TB
 * @param wsusWait how long to wait for WSUS's own synchronization to end, 0s to 24h
 * @param childWait how long a child's database may answer nothing before its parent goes on without it, 2m to 24h
 */
public record LimitSettings(
        int quarantine,
        int vanishedPercent,
        DataSize documentSize,
        DataSize exportSize,
        Duration wsusWait,
        Duration childWait) {

    /** What holds where nothing is configured. */
    public static final LimitSettings DEFAULT = new LimitSettings(
            100, 20, DataSize.ofMegabytes(64), DataSize.ofGigabytes(64), Duration.ofHours(1), Duration.ofMinutes(15));

    public LimitSettings {
        if (quarantine < 0
                || vanishedPercent < 0
                || vanishedPercent > 100
                || documentSize.toBytes() <= 0
                || exportSize.toBytes() <= 0
                || wsusWait.isNegative()
                || childWait.isNegative()) {
            throw new IllegalArgumentException("limits out of range: quarantine " + quarantine + ", vanished-percent "
                    + vanishedPercent + ", document-size " + documentSize + ", export-size " + exportSize
                    + ", wsus-wait " + wsusWait + ", child-wait " + childWait);
        }
    }
}
