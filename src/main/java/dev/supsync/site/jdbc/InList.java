package dev.supsync.site.jdbc;

import dev.supsync.metadata.UpdateId;
import java.util.Collection;
import java.util.Iterator;

/**
 * Statements with {@code IN (?, ?, ...)}: of a few sizes only, so that they are prepared once, and within SQL Server's
 * limit of 2,100 parameters. The last identity fills a page up.
 */
final class InList {

    private static final int LARGE = 1_000;
    private static final int SMALL = 50;

    private InList() {}

    /** Runs a statement for each page of identities. */
    static void pages(SiteDatabase database, Collection<UpdateId> ids, Page page) {
        pages(ids.stream().map(id -> database.parameter(id.value())).toList(), page);
    }

    /** Runs a statement for each page of parameters. */
    static void pages(Collection<?> values, Page page) {
        Iterator<?> rest = values.iterator();
        int left = values.size();
        while (left > 0) {
            int size = left > SMALL ? LARGE : SMALL;
            Object[] parameters = new Object[size];
            int filled = 0;
            while (filled < size && rest.hasNext()) {
                parameters[filled++] = rest.next();
            }
            left -= filled;
            for (int i = filled; i < size; i++) {
                parameters[i] = parameters[filled - 1];
            }
            page.run("?, ".repeat(size - 1) + "?", parameters);
        }
    }

    /** One statement. */
    interface Page {
        void run(String marks, Object[] parameters);
    }
}
