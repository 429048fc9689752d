package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.SyncListener;
import java.time.Clock;
import java.time.Instant;

/**
 * The site that its children are brought up to.
 *
 * @param site its code
 * @param lease held by the caller
 * @param listener hears what a person should know
 */
public record Parent(SiteDatabase database, SiteLease lease, String site, Clock clock, SyncListener listener) {

    Instant now() {
        return clock.instant();
    }
}
