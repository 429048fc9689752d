package dev.supsync.site.jdbc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * What no removal may take: what is deployed or in an update group, and what that bundles or requires in the site, over
 * any number of updates. A bundle whose children are gone has no files and no relations to show. Others write the
 * deployments at any time, so each removal asks in its own transaction.
 */
public final class Protection {

    private static final String DEPLOYED =
            "SELECT DISTINCT u.CI_ID FROM SUP_UPDATE u JOIN SUP_DEPLOYMENT d ON d.UPDATE_ID = u.UPDATE_ID";

    private static final String NEEDS =
            """
            SELECT t.CI_ID FROM SUP_UPDATE_RELATION r JOIN SUP_UPDATE t ON t.UPDATE_ID = r.TARGET_ID
            WHERE r.RELATION_TYPE IN (1, 2) AND r.CI_ID IN (""";

    private final SiteDatabase database;
    private final BitSet deployed = new BitSet();
    private final BitSet kept = new BitSet();

    /** Protects nothing before it is asked to. */
    public Protection(SiteDatabase database) {
        this.database = database;
    }

    /** What the site's deployments protect at this moment. */
    public static Protection of(SiteDatabase database) {
        Protection protection = new Protection(database);
        protection.refresh();
        return protection;
    }

    /** Adds what is deployed by now; what was protected before stays so. */
    public void refresh() {
        deployed.clear();
        List<Integer> added = new ArrayList<>();
        database.each(DEPLOYED, row -> {
            deployed.set(row.getInt(1));
            added.add(row.getInt(1));
        });
        keep(added);
    }

    /** Protects updates that stay, by their local numbers, and with them what they need. */
    public void keep(Collection<Integer> ciIds) {
        List<Integer> front = added(ciIds);
        while (!front.isEmpty()) {
            List<Integer> needed = new ArrayList<>();
            database.eachNumber(NEEDS, front, row -> needed.add(row.getInt(1)));
            front = added(needed);
        }
    }

    private List<Integer> added(Collection<Integer> ciIds) {
        List<Integer> added = new ArrayList<>();
        for (int ciId : ciIds) {
            if (!kept.get(ciId)) {
                kept.set(ciId);
                added.add(ciId);
            }
        }
        return added;
    }

    /** Whether an update must stay. */
    public boolean holds(int ciId) {
        return kept.get(ciId);
    }

    /** Whether an update itself was deployed at the last look. */
    public boolean isDeployed(int ciId) {
        return deployed.get(ciId);
    }
}
