package dev.supsync.catalog.managed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a synchronization did to a catalog of supsync's own.
 *
 * @param added updates, detectoids and categories that are new here
 * @param revised those that have another revision, or another content of the same
 * @param flagged those that were only declined, undeclined or marked as imported
 * @param deleted those that the upstream does not hold any more
 * @param unchanged those that are as they were
 * @param unreadable records that cannot be read; what was here of them stays
 * @param withoutDocument revisions that the upstream holds in tables only; their documents cannot be exported
 * @param examples of what is unreadable, each naming its update: the first few
 * @param removal what was to be deleted and declined, and was left by the listener's word; null when nothing was left
 * @param stopped whether it ended before its end because it was asked to
 * @param contentVersion of the catalog now; it rises by one when something changed
 */
public record ManagedReport(
        long added,
        long revised,
        long flagged,
        long deleted,
        long unchanged,
        long unreadable,
        long withoutDocument,
        List<String> examples,
        ManagedListener.@Nullable Removal removal,
        boolean stopped,
        long contentVersion) {

    public ManagedReport {
        examples = List.copyOf(examples);
    }

    /** Whether anything is other than before. */
    public boolean changed() {
        return added + revised + flagged + deleted > 0;
    }
}
