package dev.supsync.site;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the rule for superseded updates asks of a site database. Methods that write take part in the caller's
 * transaction.
 */
public interface LifecycleStore {

    /** What the site remembers. */
    LifecycleState state();

    /** Remembers the rule of a successful synchronization, and when it applies to more updates. */
    void ruleApplied(String rule, @Nullable Instant nextDue, Instant time);

    /** Remembers that a successful synchronization has not applied the rule: the next one looks at everything. */
    void ruleLeft();

    /** Remembers when a cleanup ended. */
    void cleanedUp(Instant time);

    /** Whether any update has this reason of expiry, by its bit, which is the highest of all. */
    boolean hasHighestReason(int bit);

    /**
     * A listed update, and which of the asked categories are its own.
     *
     * @param reasons the expiry reasons as bits
     */
    record Dated(int ciId, UpdateId id, Instant creation, int reasons, Set<UpdateId> categories) {}

    /** Every listed update in the order of the local numbers, a page at a time. */
    void dated(Collection<UpdateId> categories, Consumer<Dated> consumer);

    /** The listed updates among these. */
    void dated(Collection<UpdateId> categories, Collection<UpdateId> ids, Consumer<Dated> consumer);

    /** The categories of updates, by their local numbers, as the site has them. */
    void categories(BitSet ciIds, BiConsumer<Integer, UpdateId> consumer);

    /**
     * An update that a cleanup removed, and that was not written since.
     *
     * @param reasons the expiry reasons that it had, as bits
     * @param classification null if it had none
     */
    record Removed(UpdateId id, Outcome outcome, Instant creation, int reasons, @Nullable UpdateId classification) {

        private static final int DECLINED = 2;

        /** The same one, after the rule has let it go. */
        public Removed released() {
            Outcome next = (reasons & DECLINED) != 0 ? Outcome.REMOVED_DECLINED : Outcome.REMOVED;
            return new Removed(id, next, creation, reasons, classification);
        }
    }

    /** Every removed update that was shown by the views. */
    void removed(Consumer<Removed> consumer);

    /** Those among these updates. */
    void removed(Collection<UpdateId> ids, Consumer<Removed> consumer);

    /** Lets removed updates be written again by the next full synchronization that finds them live. */
    void release(Fence fence, List<Removed> updates);
}
