package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.status.Tally;
import java.util.BitSet;
import java.util.List;

/**
 * What a full synchronization would do now.
 *
 * @param counts as of the run that it would be
 * @param classifications those in which something would change, by title
 * @param products the same
 * @param expired the local numbers of updates of the site that would expire
 * @param reinstated the local numbers of updates of the site that would not be expired any more
 */
public record PreviewReport(
        Tally counts, List<Figure> classifications, List<Figure> products, BitSet expired, BitSet reinstated) {

    /** How many updates of a category. */
    public record Figure(UpdateId id, String title, long inserted, long updated, long expired, long reinstated) {}
}
