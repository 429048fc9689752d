package dev.supsync.replication;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.Collection;
import java.util.UUID;

/** Queries that end with {@code IN (}, by the keys that replication knows. */
final class Keys {

    private Keys() {}

    /**
     * Runs a query about updates or categories by their identities, page by page.
     *
     * @param sql up to and with the opening bracket of the list
     */
    static void guids(SiteDatabase database, String sql, Collection<UUID> guids, SiteDatabase.RowConsumer consumer) {
        database.each(sql, guids.stream().map(UpdateId::new).toList(), consumer);
    }

    /** The same with local numbers. */
    static void numbers(
            SiteDatabase database, String sql, Collection<Integer> numbers, SiteDatabase.RowConsumer consumer) {
        database.eachNumber(sql, numbers, consumer);
    }
}
