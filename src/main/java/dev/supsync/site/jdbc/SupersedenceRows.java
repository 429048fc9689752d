package dev.supsync.site.jdbc;

import dev.supsync.metadata.UpdateId;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the references of supersedence that chains pass through: of the updates of the site, and those kept of skipped and
 * removed ones.
 */
final class SupersedenceRows {

    /** As {@link UpdateRecord#passesChains}. */
    private static final String PASSES =
            "(u.IS_LISTED = %1$s OR u.IS_DEPLOYABLE <> %1$s OR u.SCOPE_STATE = " + ScopeState.IN.ordinal() + ")";

    private static final String OF_RANGE =
            """
            SELECT u.UPDATE_ID, s.TARGET_ID
            FROM SUP_SUPERSEDENCE s JOIN SUP_UPDATE u ON u.CI_ID = s.CI_ID
            WHERE %s AND s.CI_ID > ? AND s.CI_ID <= ?""";

    private static final String OF_UPDATES =
            """
            SELECT u.UPDATE_ID, s.TARGET_ID
            FROM SUP_UPDATE u JOIN SUP_SUPERSEDENCE s ON s.CI_ID = u.CI_ID
            WHERE %s AND u.UPDATE_ID IN (""";

    private static final String KEPT_OF = "SELECT UPDATE_ID, TARGET_ID FROM SUP_KEPT_REFERENCE WHERE UPDATE_ID IN (";

    private static final String TO_UPDATES =
            """
            SELECT u.UPDATE_ID, s.TARGET_ID
            FROM SUP_SUPERSEDENCE s JOIN SUP_UPDATE u ON u.CI_ID = s.CI_ID
            WHERE %s AND s.TARGET_ID IN (""";

    private static final String KEPT_TO = "SELECT UPDATE_ID, TARGET_ID FROM SUP_KEPT_REFERENCE WHERE TARGET_ID IN (";

    private static final int RANGE = 10_000;

    private final SiteDatabase database;

    SupersedenceRows(SiteDatabase database) {
        this.database = database;
    }

    /** The references of these updates, each as the newer and the older update. */
    void of(Collection<UpdateId> newer, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        database.each(passing(OF_UPDATES), newer, edge(newerAndOlder));
        database.each(KEPT_OF, newer, edge(newerAndOlder));
    }

    /** The references to these updates. */
    void to(Collection<UpdateId> older, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        database.each(passing(TO_UPDATES), older, edge(newerAndOlder));
        database.each(KEPT_TO, older, edge(newerAndOlder));
    }

    /** Every reference. */
    void all(int nextCiId, BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        for (int from = 0; from < nextCiId; from += RANGE) {
            database.each(passing(OF_RANGE), edge(newerAndOlder), from, from + RANGE);
        }
        allKept(newerAndOlder);
    }

    private void allKept(BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        // the database's own order of GUIDs decides the pages, whatever it is
        @Nullable UpdateId last = null;
        String first = database.first(RANGE);
        while (true) {
            List<UpdateId> page = new ArrayList<>();
            UpdateId after = last;
            String ids = "SELECT DISTINCT UPDATE_ID FROM SUP_KEPT_REFERENCE"
                    + (after == null ? "" : " WHERE UPDATE_ID > ?") + " ORDER BY UPDATE_ID" + first;
            if (after == null) {
                database.each(ids, row -> page.add(database.updateId(row, "UPDATE_ID")));
            } else {
                database.each(
                        ids, row -> page.add(database.updateId(row, "UPDATE_ID")), database.parameter(after.value()));
            }
            if (page.isEmpty()) {
                return;
            }
            database.each(KEPT_OF, page, edge(newerAndOlder));
            last = page.get(page.size() - 1);
        }
    }

    private String passing(String sql) {
        return sql.formatted(PASSES.formatted(database.literal(true)));
    }

    private SiteDatabase.RowConsumer edge(BiConsumer<UpdateId, UpdateId> newerAndOlder) {
        return row -> newerAndOlder.accept(database.updateId(row, "UPDATE_ID"), database.updateId(row, "TARGET_ID"));
    }
}
