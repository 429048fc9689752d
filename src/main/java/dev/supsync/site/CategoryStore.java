package dev.supsync.site;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The categories of a site database: some hundreds to some thousands, so they are read whole. */
public interface CategoryStore {

    /**
     * A category of the site.
     *
     * @param firstRunId the run that saw it first
     */
    record Held(int categoryId, CategoryRecord record, boolean subscribed, long firstRunId) {}

    /** All categories by identity. */
    Map<UpdateId, Held> all();

    /**
     * Writes categories that are new or whose content differs from what is held.
     *
     * @param held the identities and digests that are known
     * @param runId the run, remembered with what is new
     */
    void apply(Fence fence, List<CategoryRecord> records, Map<UpdateId, Held> held, long runId, Instant time);

    /** Sets what is subscribed and rewrites the ancestors where the tree changed; whatever is equal is not written. */
    void applyTree(Fence fence, Set<UpdateId> subscribed, Map<UpdateId, List<UpdateId>> ancestors, Instant time);
}
