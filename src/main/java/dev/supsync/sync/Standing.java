package dev.supsync.sync;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.Decision;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ResolvedScope;
import dev.supsync.scope.UpdateFacts;
import dev.supsync.site.Outcome;

/**
 * What the scope, the publisher and the source say of one revision.
 *
 * @param deployable whether it is an update in the administrator's sense
 * @param inScope whether the scope selects it, or a person picked it
 * @param declined at the source
 * @param expired by its publisher
 * @param kept whether the settings keep what is outside the scope
 */
record Standing(boolean deployable, boolean inScope, boolean declined, boolean expired, boolean kept) {

    static Standing of(UpdateRevision revision, boolean declined, boolean imported, ResolvedScope scope) {
        boolean inScope = imported
                || scope.decide(new UpdateFacts(revision.relations().stream()
                                .filter(Relation.InCategory.class::isInstance)
                                .map(Relation::target)
                                .toList()))
                        instanceof Decision.InScope;
        return new Standing(
                revision.properties().explicitlyDeployable(),
                inScope,
                declined,
                revision.properties().publicationState() == PublicationState.EXPIRED,
                scope.outside() == Outside.KEEP);
    }

    /** Whether it is written as an update of the views when the site does not hold it. */
    boolean wanted() {
        return deployable && (inScope || kept) && !declined && !expired;
    }

    /** Why it is not wanted. */
    Outcome outcome() {
        if (!deployable) {
            return Outcome.NOT_DEPLOYABLE;
        }
        if (!inScope) {
            return Outcome.OUT_OF_SCOPE;
        }
        return declined ? Outcome.SKIPPED_DECLINED : Outcome.SKIPPED_EXPIRED;
    }
}
