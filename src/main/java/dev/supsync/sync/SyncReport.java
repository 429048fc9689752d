package dev.supsync.sync;

import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.Tally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run went, from its first start.
 *
 * @param site the site code
 * @param type FULL, DELTA or IMPORT
 * @param status 6702, 6703 or 6708
 * @param resumed whether it continued a run that had not ended
 * @param contentVersion the site's, after the run
 * @param startedAt of a continued run: its first start
 * @param durationMillis from the first start to now
 * @param error null when it succeeded
 */
public record SyncReport(
        String site,
        String type,
        RunResult result,
        int status,
        boolean resumed,
        int contentVersion,
        Tally counts,
        Instant startedAt,
        long durationMillis,
        @Nullable RunError error) {}
