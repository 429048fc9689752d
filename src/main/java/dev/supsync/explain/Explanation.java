package dev.supsync.explain;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an update stands between a catalog and a site.
 *
 * @param id null for an article of which nobody knows an update
 * @param article its first knowledge base article, or the one asked for; empty when there is none
 * @param title empty when it is not known
 * @param inCatalog null when the catalog could not be opened
 * @param inScope whether the present configuration selects it, or something that the site has in scope needs it
 * @param inSite whether the site database holds it, hidden or not
 * @param expired in the site; of what the site does not hold: by its publisher
 * @param expiredReasons in the site
 * @param expiredSince in the site; null when it is not expired there
 * @param supersededBy the nearest updates of the site that do; none when it is not superseded there
 * @param bundledIn the bundles of the site that it is a child of
 * @param quarantined whether its record could not be read
 * @param importedAt when a person imported it into the site; null unless somebody did
 * @param reasons sentences, in the order in which they are to be read
 */
public record Explanation(
        @Nullable UpdateId id,
        String article,
        String title,
        @Nullable Boolean inCatalog,
        boolean inScope,
        boolean inSite,
        boolean expired,
        ExpiryReasons expiredReasons,
        @Nullable Instant expiredSince,
        List<Named> supersededBy,
        List<Named> bundledIn,
        boolean quarantined,
        @Nullable Instant importedAt,
        List<String> reasons) {

    public Explanation {
        supersededBy = List.copyOf(supersededBy);
        bundledIn = List.copyOf(bundledIn);
        reasons = List.copyOf(reasons);
    }
}
