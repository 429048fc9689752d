package dev.supsync.site;

import java.util.Collection;
import java.util.List;

/**
 * What one run changes in the updates that the views show, kept so that runs can be compared: which updates, by ranges of
 * local numbers, and how many of each product and classification. Whatever is written takes part in the transaction of the
 * change itself, so that a kill loses nothing and a continued run counts nothing twice.
 *
 * <p>After a transaction that was rolled back the ledger is of no use any more: make another one.
 *
 * <p>Every method throws {@link dev.supsync.error.SupsyncException} naming the database when it fails.
 */
public interface RunLedger {

    /** The flags of an update before and after. */
    record Flags(LifecycleRow before, LifecycleRow after) {}

    /** Notes one chunk; to be called in its transaction, behind {@link SiteStore#apply}. */
    void written(UpdateChanges changes);

    /**
     * Notes changed flags of updates that existed before the run; to be called in the transaction of
     * {@link SiteStore#applyFlags}.
     */
    void flagged(List<Flags> changed);

    /**
     * Notes updates that are about to be removed, and keeps their names: to be called in the transaction that removes
     * them, before it does.
     *
     * @param ciIds local numbers; what the views do not show is left out
     */
    void removing(Collection<Integer> ciIds);
}
