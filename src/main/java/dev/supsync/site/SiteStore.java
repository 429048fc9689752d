package dev.supsync.site;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The updates of a site database. Methods that write take part in the caller's transaction and verify the fence in it;
 * no result and no statement is larger than one chunk.
 *
 * <p>Every method throws {@link dev.supsync.error.SupsyncException} naming the database when it fails.
 */
public interface SiteStore {

    /** The one row about the site. */
    SiteState state();

    /** Whether nothing is known of any update. */
    boolean isEmpty();

    /** What is known of the given updates; what is not known is left out. */
    Map<UpdateId, Known> lookup(Collection<UpdateId> ids);

    /**
     * Gives all that is known of any update, in no particular order: much faster than to look up most of it. What is held
     * comes after what was decided of the same update.
     */
    void forEachKnown(BiConsumer<UpdateId, Known> consumer);

    /** Which of the given updates, none of which the site holds, something in the site bundles or requires. */
    Set<UpdateId> needed(Collection<UpdateId> ids);

    /**
     * Writes one chunk. Every record written gets a change number above all earlier ones.
     *
     * @param time the time of the change, UTC
     */
    void apply(Fence fence, UpdateChanges changes, Instant time);

    /** The flags of updates with a higher local number, ascending, at most {@code limit}. */
    List<LifecycleRow> lifecycleAfter(int ciId, int limit);

    /**
     * The updates with a higher change number, and those that were decided on since then.
     *
     * @param most how many of them, at most
     * @return empty if there are more
     */
    Optional<Set<UpdateId>> changedAfter(long changeNumber, int most);

    /** The flags of the given updates, in the order of their local numbers; what the site does not hold is left out. */
    List<LifecycleRow> lifecycle(Collection<UpdateId> ids);

    /** The supersedence references of the given updates, and of those skipped or removed among them. */
    void supersededBy(Collection<UpdateId> newer, BiConsumer<UpdateId, UpdateId> newerAndOlder);

    /** The supersedence references to the given updates. */
    void superseding(Collection<UpdateId> older, BiConsumer<UpdateId, UpdateId> newerAndOlder);

    /** Writes changed flags. */
    void applyFlags(Fence fence, List<LifecycleRow> rows, Instant time);

    /** Every supersedence reference: of the updates of the site, and of those that were skipped or removed. */
    void supersedence(BiConsumer<UpdateId, UpdateId> newerAndOlder);

    /** Verifies the fence in the caller's transaction. */
    void verify(Fence fence);

    /** How many updates the views show. */
    long countListed();

    /** How many of them are not expired. */
    long countUnexpired();
}
