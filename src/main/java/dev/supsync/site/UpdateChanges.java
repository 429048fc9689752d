package dev.supsync.site;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import java.util.List;

/**
 * What one chunk changes in the updates of a site. All of it is written in one transaction, or nothing.
 *
 * @param inserts updates that the site does not hold
 * @param updates updates that it holds with other content
 * @param touches updates whose content is the same but whose raw record or scope state is not
 * @param decisions updates that are not written, and why; replaces what was known of them
 * @param forgotten updates of which a decision was known that no longer holds
 */
public record UpdateChanges(
        List<UpdateRecord> inserts,
        List<Update> updates,
        List<Touch> touches,
        List<Decision> decisions,
        List<UpdateId> forgotten) {

    /** New content for an update of the site. */
    public record Update(Known.Held held, UpdateRecord record, boolean revised) {

        public Update(Known.Held held, UpdateRecord record) {
            this(held, record, true);
        }
    }

    /**
     * New bookkeeping for an update whose content is the same.
     *
     * @param visible whether a view shows the difference
     */
    public record Touch(int ciId, Digest source, ScopeState scopeState, boolean listed, boolean visible) {}

    /**
     * An update that is not written.
     *
     * @param supersedes its references, kept so that chains of supersedence pass through it
     * @param replaces whether another decision is known, which this one takes the place of
     */
    public record Decision(
            UpdateId id,
            int revisionNumber,
            Outcome outcome,
            Digest source,
            List<UpdateId> supersedes,
            boolean replaces) {}

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return inserts.isEmpty()
                && updates.isEmpty()
                && touches.isEmpty()
                && decisions.isEmpty()
                && forgotten.isEmpty();
    }
}
