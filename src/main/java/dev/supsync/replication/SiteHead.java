package dev.supsync.replication;

import dev.supsync.site.Publication;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a parent stands.
 *
 * @param code its site code
 * @param lineage the identity of its database
 * @param publication the newest state that children may have; null before the first
 * @param sourceId the update source; null where it has none
 * @param sourceName the update source's name
 * @param sourceSite the code of the site that reads the catalog
 * @param seen the parent's last change at the time of reading
 * @param epoch the epoch of that change
 */
public record SiteHead(
        String code,
        UUID lineage,
        @Nullable Publication publication,
        @Nullable UUID sourceId,
        @Nullable String sourceName,
        String sourceSite,
        long seen,
        UUID epoch) {

    /** The same with an earlier publication. */
    SiteHead at(Publication earlier) {
        return new SiteHead(code, lineage, earlier, sourceId, sourceName, sourceSite, seen, epoch);
    }
}
