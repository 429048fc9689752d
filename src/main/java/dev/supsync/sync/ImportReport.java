package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.status.RunError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the picked updates.
 *
 * @param imported written, or to be written by the import that was tried
 * @param present those that the site had already, in the same revision or a higher one
 * @param contentVersion the site's, after the import
 * @param error why the import as a whole failed; null if it did not
 */
public record ImportReport(
        List<Item> imported, List<Item> present, List<Failure> failed, int contentVersion, @Nullable RunError error) {

    /** A picked update. */
    public record Item(UpdateId id, String title) {}

    /**
     * A pick that failed; the others are untouched by it.
     *
     * @param id the update ID, or KB and the number of an article
     */
    public record Failure(String id, String reason) {}
}
