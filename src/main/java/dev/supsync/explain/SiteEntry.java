package dev.supsync.explain;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.UpdateId;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.site.Outcome;
import dev.supsync.site.ScopeState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a site says of an update.
 *
 * @param held null when it does not hold it
 * @param decided why it does not, from the last run that looked; null when it holds it, or never met it
 * @param removedAt when a cleanup removed it; null unless one did
 * @param quarantined its record in quarantine; null when there is none
 * @param supersededBy the nearest live updates of the site at the ends of its chains of supersedence
 * @param bundledIn what bundles it
 * @param requiredBy what requires it
 * @param deployments where it is deployed, as others tell
 * @param imported when and from where a person picked it; null unless somebody did
 * @param isCategory whether it is one of the site's categories
 */
record SiteEntry(
        @Nullable Held held,
        @Nullable Outcome decided,
        @Nullable Instant removedAt,
        Quarantine.@Nullable Kept quarantined,
        List<Named> supersededBy,
        List<Named> bundledIn,
        List<Named> requiredBy,
        List<String> deployments,
        @Nullable Imported imported,
        boolean isCategory) {

    /** A site that never met it. */
    static final SiteEntry NOTHING =
            new SiteEntry(null, null, null, null, List.of(), List.of(), List.of(), List.of(), null, false);

    /** A row of SUP_IMPORT. */
    record Imported(Instant time, String catalog) {}

    /**
     * A row of SUP_UPDATE, and its flags.
     *
     * @param since when it was first written
     * @param categories by their GUIDs; none of what is not listed
     */
    record Held(
            Named name,
            int revisionNumber,
            boolean listed,
            ScopeState scopeState,
            ExpiryReasons reasons,
            @Nullable Instant expiredSince,
            boolean superseded,
            Instant since,
            Set<UpdateId> categories) {}

    /** Whether something in the site needs it. */
    boolean isNeeded() {
        return !bundledIn.isEmpty() || !requiredBy.isEmpty();
    }
}
