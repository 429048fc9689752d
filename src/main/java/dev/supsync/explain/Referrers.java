package dev.supsync.explain;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord.Reference.Type;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What refers to some updates. The site has no index by what is referred to, so each step reads all references once,
 * however many updates it asks for.
 */
final class Referrers {

    /** Longer chains are cut here; real ones have some dozens of links at most. */
    private static final int STEPS = 100;

    private static final String NEEDING =
            """
            SELECT r.TARGET_ID, r.RELATION_TYPE, u.UPDATE_ID
            FROM SUP_UPDATE_RELATION r JOIN SUP_UPDATE u ON u.CI_ID = r.CI_ID
            WHERE r.RELATION_TYPE IN (1, 2) AND r.TARGET_ID IN (""";

    private static final String SUPERSEDING =
            """
            SELECT s.TARGET_ID, u.UPDATE_ID, u.IS_LISTED, f.REASONS
            FROM SUP_SUPERSEDENCE s JOIN SUP_UPDATE u ON u.CI_ID = s.CI_ID
            LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
            WHERE (u.IS_LISTED = %1$s OR u.IS_DEPLOYABLE <> %1$s OR u.SCOPE_STATE = 1) AND s.TARGET_ID IN (""";

    private static final String KEPT = "SELECT TARGET_ID, UPDATE_ID FROM SUP_KEPT_REFERENCE WHERE TARGET_ID IN (";

    private final SiteDatabase database;
    private final Map<UpdateId, Map<Type, Set<UpdateId>>> byTarget = new HashMap<>();
    private final Set<UpdateId> live = new HashSet<>();

    private Referrers(SiteDatabase database) {
        this.database = database;
    }

    /** Reads what refers to these updates, and what supersedes them by way of others. */
    static Referrers of(SiteDatabase database, Collection<UpdateId> ids) {
        Referrers referrers = new Referrers(database);
        referrers.readNeeding(ids);
        Set<UpdateId> asked = new HashSet<>();
        Set<UpdateId> next = new LinkedHashSet<>(ids);
        for (int step = 0; step < STEPS && !next.isEmpty(); step++) {
            asked.addAll(next);
            next = referrers.readSuperseding(next);
            next.removeAll(asked);
        }
        return referrers;
    }

    /** What refers to an update in this way, and the site holds. */
    Set<UpdateId> of(UpdateId id, Type type) {
        return byTarget.getOrDefault(id, Map.of()).getOrDefault(type, Set.of());
    }

    /** The nearest live updates that supersede this one; chains pass through what is expired, skipped or removed. */
    Set<UpdateId> superseding(UpdateId id) {
        Set<UpdateId> nearest = new TreeSet<>();
        Set<UpdateId> seen = new HashSet<>(Set.of(id));
        Deque<UpdateId> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (UpdateId newer : of(open.removeFirst(), Type.SUPERSEDES)) {
                if (!seen.add(newer)) {
                    continue;
                }
                if (live.contains(newer)) {
                    nearest.add(newer);
                } else {
                    open.addLast(newer);
                }
            }
        }
        return nearest;
    }

    private void readNeeding(Collection<UpdateId> targets) {
        database.each(NEEDING, targets, row -> {
            Type type = row.getInt("RELATION_TYPE") == Type.BUNDLES.number() ? Type.BUNDLES : Type.REQUIRES;
            add(database.updateId(row, "TARGET_ID"), type, database.updateId(row, "UPDATE_ID"));
        });
    }

    /** Returns those that supersede and are not live, so that one has to look behind them. */
    private Set<UpdateId> readSuperseding(Set<UpdateId> targets) {
        Set<UpdateId> behind = new LinkedHashSet<>();
        database.each(SUPERSEDING.formatted(database.literal(true)), targets, row -> {
            UpdateId from = database.updateId(row, "UPDATE_ID");
            add(database.updateId(row, "TARGET_ID"), Type.SUPERSEDES, from);
            if (row.getBoolean("IS_LISTED") && new ExpiryReasons(row.getInt("REASONS")).isLive()) {
                live.add(from);
            } else {
                behind.add(from);
            }
        });
        database.each(KEPT, targets, row -> {
            UpdateId from = database.updateId(row, "UPDATE_ID");
            add(database.updateId(row, "TARGET_ID"), Type.SUPERSEDES, from);
            behind.add(from);
        });
        behind.removeAll(live);
        return behind;
    }

    private void add(UpdateId target, Type type, UpdateId from) {
        byTarget.computeIfAbsent(target, k -> new EnumMap<>(Type.class))
                .computeIfAbsent(type, k -> new TreeSet<>())
                .add(from);
    }
}
