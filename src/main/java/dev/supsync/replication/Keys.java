package dev.supsync.replication;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.UUID;

/**
 * Queries that end with {@code IN (?, ?, ...)}: of two sizes only, so that they are prepared once, and within SQL Server's
 * limit of 2,100 parameters. The last key fills a page up.
 */
final class Keys {

    private static final int LARGE = 1_000;
    private static final int SMALL = 50;

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
        Iterator<Integer> rest = numbers.iterator();
        int left = numbers.size();
        while (left > 0) {
            int size = left > SMALL ? LARGE : SMALL;
            Object[] parameters = new Object[size];
            int filled = 0;
            while (filled < size && rest.hasNext()) {
                parameters[filled++] = rest.next();
            }
            left -= filled;
            Arrays.fill(parameters, filled, size, parameters[filled - 1]);
            database.each(sql + "?, ".repeat(size - 1) + "?)", consumer, parameters);
        }
    }
}
