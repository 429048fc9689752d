package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.Position;
import dev.supsync.site.LifecycleState;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a delta begins, or why it cannot: what it would never see is for a full synchronization.
 *
 * @param from where to read on in the catalog
 * @param obstacle why a full synchronization must run instead, as the end of a sentence; null when it need not
 */
record DeltaStart(Position from, @Nullable String obstacle) {

    /** The parts of a plan that say what belongs to a site. */
    private static final Set<String> DECIDING = Set.of("scope", "supersedence rule");

    /**
     * @param state how the rule for superseded updates stands at the site
     */
    static DeltaStart of(SyncPlan plan, RunStore runs, CatalogPlace place, LifecycleState state) {
        Optional<Run> last = runs.lastSynchronization();
        if (last.isEmpty()) {
            return instead("the site was never synchronized in full");
        }
        if (runs.lastStarted()
                .filter(r -> r.open() && r.type().equals(SyncType.FULL.name()))
                .isPresent()) {
            return instead("a full synchronization did not end");
        }
        List<String> differences = plan.differences(last.get().planText()).stream()
                .filter(DECIDING::contains)
                .toList();
        if (!differences.isEmpty()) {
            return instead("the " + String.join(" and the ", differences) + " changed since the last synchronization");
        }
        if (RuleStep.isNew(
                plan.options().rule(), state)) { // the last full synchronization left it: a clock was doubted
            return instead("the supersedence rule of the configuration has not been applied yet");
        }
        return of(plan.catalog(), place.read().orElse(null));
    }

    private static DeltaStart of(Catalog catalog, CatalogPlace.@Nullable Reached reached) {
        if (reached == null) {
            return instead("it is not known how far the last synchronization came in its catalog");
        }
        Position latest = catalog.latest();
        if (!(latest instanceof Position.RevisionId now)) {
            return reached.position() instanceof Position.RevisionId
                    ? instead("the catalog is of another kind than that of the last synchronization")
                    : new DeltaStart(Position.START, null);
        }
        if (!(reached.position() instanceof Position.RevisionId before)
                || !reached.fingerprint().equals(catalog.identity().fingerprint())) {
            return instead("the catalog is another one than that of the last synchronization");
        }
        if (now.value() < before.value()) {
            return instead("the last revision of the catalog has the number " + now.value()
                    + ", that of the last synchronization had " + before.value()
                    + ": the catalog was restored from an earlier time, or its newest updates were deleted");
        }
        return new DeltaStart(catalog.overlap(before), null);
    }

    private static DeltaStart instead(String obstacle) {
        return new DeltaStart(Position.START, obstacle);
    }
}
