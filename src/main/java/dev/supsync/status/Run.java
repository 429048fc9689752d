package dev.supsync.status;

import dev.supsync.metadata.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as a site remembers it.
 *
 * @param type FULL, DELTA or IMPORT
 * @param plan the digest of catalog, scope and options: only the same plan can be resumed
 * @param planText the parts of the plan, to tell what changed
 * @param endedAt null while it runs, and after a kill
 * @param result null while it runs, and after a kill
 * @param resumable whether the same command may go on where it ended
 * @param contentVersion null unless it succeeded
 * @param firstNewCiId updates with a lower local number existed before it
 * @param listedBefore how many updates the views showed before it
 * @param place where to go on in the catalog, committed with the rows before it; empty at the start
 */
public record Run(
        long id,
        String type,
        Digest plan,
        String planText,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable RunResult result,
        boolean resumed,
        boolean resumable,
        @Nullable Integer contentVersion,
        @Nullable RunError error,
        int firstNewCiId,
        long listedBefore,
        Tally counts,
        String place) {

    /** Whether it ended without success and can be continued. */
    public boolean open() {
        return result != RunResult.SUCCEEDED && resumable;
    }
}
