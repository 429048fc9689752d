package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;

/** A site that followed another one, and synchronizes itself from now on. */
public final class FormerChild {

    private static final int RANGE = 10_000;

    private static final String OPEN_REFERENCES =
            """
            INSERT INTO SUP_OPEN_REFERENCE (TARGET_ID)
            SELECT DISTINCT r.TARGET_ID FROM SUP_UPDATE_RELATION r
            WHERE r.CI_ID BETWEEN ? AND ? AND r.RELATION_TYPE <> 6
            AND NOT EXISTS (SELECT 1 FROM SUP_UPDATE u WHERE u.UPDATE_ID = r.TARGET_ID)
            AND NOT EXISTS (SELECT 1 FROM SUP_OPEN_REFERENCE o WHERE o.TARGET_ID = r.TARGET_ID)""";

    private static final String HELD = " UPDATE_ID IN (SELECT UPDATE_ID FROM SUP_UPDATE)";

    private FormerChild() {}

    /**
     * Makes a site that has followed another one a site of its own: forgets its place there, and brings in order what only a
     * site that reads a catalog keeps: what its updates refer to and it does not hold, and what it once skipped or removed
     * and holds by now. Does nothing to any other site.
     *
     * @return whether it had followed another one
     */
    public static boolean release(SiteDatabase database, SiteLease lease) {
        if (number(database, "SELECT COUNT(*) FROM SUP_PARENT") == 0) {
            return false;
        }
        write(database, lease, () -> {
            database.jdbc().update("DELETE FROM SUP_OPEN_REFERENCE");
            // from a time before it followed: what a site holds it has not skipped, and it refers to others now
            database.jdbc().update("DELETE FROM SUP_KEPT_REFERENCE WHERE" + HELD);
            database.jdbc().update("DELETE FROM SUP_DECISION WHERE" + HELD);
        });
        int last = number(database, "SELECT COALESCE(MAX(CI_ID), 0) FROM SUP_UPDATE");
        for (int first = 1; first <= last; first += RANGE) {
            int from = first;
            write(database, lease, () -> database.jdbc().update(OPEN_REFERENCES, from, from + RANGE - 1));
        }
        // last: whoever is killed before begins again
        write(database, lease, () -> {
            database.jdbc().update("DELETE FROM SUP_CATALOG_POSITION");
            database.jdbc().update("DELETE FROM SUP_HELD_TOMBSTONE"); // its former parent's
            database.jdbc()
                    .update("UPDATE SUP_SITE SET SOURCE_SITE = NULL, CHANGE_NUMBER = CHANGE_NUMBER + 1,"
                            + " VISIBLE_CHANGE = CHANGE_NUMBER + 1 WHERE SITE_ID = 1");
            database.jdbc().update("DELETE FROM SUP_PARENT");
        });
        return true;
    }

    private static int number(SiteDatabase database, String sql) {
        Integer number = database.translating(() -> database.jdbc().queryForObject(sql, Integer.class));
        return number == null ? 0 : number;
    }

    private static void write(SiteDatabase database, SiteLease lease, Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
