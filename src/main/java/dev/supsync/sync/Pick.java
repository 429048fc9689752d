package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import org.jspecify.annotations.Nullable;

/** One picked update, looked at, and what importing it writes. */
sealed interface Pick {

    /**
     * It can be imported, or is there already.
     *
     * @param batch what there is to write
     */
    record Ready(UpdateId id, int revisionNumber, String title, boolean present, @Nullable UpdateBatch batch)
            implements Pick {}

    /**
     * It cannot be imported.
     *
     * @param id the update ID, or an article
     */
    record Failed(String id, String reason) implements Pick {}
}
