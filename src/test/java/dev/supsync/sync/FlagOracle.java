package dev.supsync.sync;

import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes from scratch, and in the plainest way, which updates of a site are superseded, and which of them the rule
 * expires: by what the site holds, and by the words of the documentation.
 */
final class FlagOracle {

    private static final int RULE = 16;

    private final Map<UUID, Update> listed = new HashMap<>();
    private final Set<UUID> unlisted = new HashSet<>();
    /** What a cleanup removed for the rule alone, also when the rule has let it go since: it comes back. */
    private final Map<UUID, Instant> removed = new HashMap<>();

    private final Set<UUID> servicePacks = new HashSet<>();
    private final Set<List<UUID>> references = new HashSet<>();
    private final Map<UUID, Set<UUID>> newer = new HashMap<>();

    private record Update(int reasons, boolean superseded, Instant creation, Set<UUID> categories) {

        boolean isLive() {
            return (reasons & ~RULE) == 0;
        }
    }

    FlagOracle(SiteDatabase database) {
        Map<UUID, Set<UUID>> categories = new HashMap<>();
        database.each(
                "SELECT u.UPDATE_ID, c.CATEGORY_GUID FROM SUP_UPDATE u JOIN SUP_UPDATE_CATEGORY c ON c.CI_ID = u.CI_ID",
                row -> categories
                        .computeIfAbsent(row.getObject(1, UUID.class), k -> new HashSet<>())
                        .add(row.getObject(2, UUID.class)));
        database.each(
                """
                SELECT u.UPDATE_ID, u.IS_LISTED, COALESCE(f.REASONS, 0), COALESCE(f.IS_SUPERSEDED, FALSE), u.CREATION_DATE
                FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID""",
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    if (row.getBoolean(2)) {
                        Set<UUID> own = categories.getOrDefault(id, Set.of());
                        listed.put(id, new Update(row.getInt(3), row.getBoolean(4), time(row.getObject(5)), own));
                    } else {
                        unlisted.add(id);
                    }
                });
        database.each(
                """
                SELECT t.UPDATE_ID, t.REASONS, t.CREATION_DATE, t.CLASSIFICATION_ID FROM SUP_TOMBSTONE t
                JOIN SUP_DECISION d ON d.UPDATE_ID = t.UPDATE_ID WHERE t.IS_LISTED = TRUE AND d.OUTCOME IN (5, 6, 7)""",
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    if (row.getInt(2) == RULE) {
                        removed.put(id, time(row.getObject(3)));
                    }
                    if (SupersedenceRule.SERVICE_PACKS.value().equals(row.getObject(4, UUID.class))) {
                        servicePacks.add(id);
                    }
                });
        database.each(
                """
                SELECT u.UPDATE_ID, s.TARGET_ID FROM SUP_SUPERSEDENCE s JOIN SUP_UPDATE u ON u.CI_ID = s.CI_ID
                WHERE u.IS_LISTED = TRUE OR u.IS_DEPLOYABLE = FALSE OR u.SCOPE_STATE = 1
                UNION SELECT UPDATE_ID, TARGET_ID FROM SUP_KEPT_REFERENCE""",
                row -> references.add(List.of(row.getObject(1, UUID.class), row.getObject(2, UUID.class))));
        listed.forEach((id, update) -> {
            if (update.categories().contains(SupersedenceRule.SERVICE_PACKS.value())) {
                servicePacks.add(id);
            }
        });
        for (List<UUID> reference : references) {
            if (!isInCycle(reference)) {
                newer.computeIfAbsent(reference.get(1), k -> new HashSet<>()).add(reference.get(0));
            }
        }
    }

    private static Instant time(Object value) {
        return ((java.sql.Timestamp) value).toLocalDateTime().toInstant(ZoneOffset.UTC);
    }

    private boolean isInCycle(List<UUID> reference) {
        Set<UUID> reached = new HashSet<>(Set.of(reference.get(1)));
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (List<UUID> next : references) {
                isMore |= reached.contains(next.get(0)) && reached.add(next.get(1));
            }
        }
        return reached.contains(reference.get(0));
    }

    /** The updates whose flags are not what they should be; what each is, and should be. */
    Map<UUID, String> faults(SupersedenceRule rule, Instant now) {
        Map<UUID, String> faults = new TreeMap<>();
        listed.forEach((id, update) -> {
            boolean superseded = isSuperseded(id);
            boolean expired = superseded && isDue(id, update.categories(), rule, now);
            String is = text(update.superseded(), (update.reasons() & RULE) != 0);
            String shouldBe = text(superseded, expired);
            if (!is.equals(shouldBe)) {
                faults.put(id, "is " + is + ", should be " + shouldBe);
            }
        });
        return faults;
    }

    private static String text(boolean superseded, boolean expired) {
        return (superseded ? "superseded" : "not superseded") + (expired ? " and expired by the rule" : "");
    }

    /** Whether a chain leads here from a live update. */
    boolean isSuperseded(UUID id) {
        return above(id).stream().map(listed::get).anyMatch(u -> u != null && u.isLive());
    }

    /** Everything from which a chain leads here. */
    Set<UUID> above(UUID id) {
        return above(id, newer);
    }

    /** The same by all references, those within cycles too. */
    Set<UUID> aboveInAnyWay(UUID id) {
        Map<UUID, Set<UUID>> all = new HashMap<>();
        references.forEach(
                r -> all.computeIfAbsent(r.get(1), k -> new HashSet<>()).add(r.get(0)));
        return above(id, all);
    }

    private static Set<UUID> above(UUID id, Map<UUID, Set<UUID>> newer) {
        Set<UUID> above = new HashSet<>();
        List<UUID> open = new ArrayList<>(List.of(id));
        while (!open.isEmpty()) {
            for (UUID next : newer.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (above.add(next)) {
                    open.add(next);
                }
            }
        }
        return above;
    }

    /** What an update supersedes by its own references. */
    Set<UUID> references(UUID id) {
        return references.stream()
                .filter(r -> r.get(0).equals(id))
                .map(r -> r.get(1))
                .collect(Collectors.toSet());
    }

    private boolean isDue(UUID id, Set<UUID> categories, SupersedenceRule rule, Instant now) {
        Wait wait =
                categories.contains(SupersedenceRule.UPGRADES.value()) ? rule.featureUpdates() : rule.otherUpdates();
        boolean isExempt = categories.contains(SupersedenceRule.DEFINITION_UPDATES.value())
                && SupersedenceRule.ENDPOINT_PROTECTION.stream().anyMatch(c -> categories.contains(c.value()));
        Instant since = nearest(id, new HashSet<>());
        if (isExempt || since == null || !hasWayWithoutServicePacks(id)) {
            return false;
        }
        return wait.due(since).filter(due -> !due.isAfter(now)).isPresent();
    }

    /** The creation of what counts for dates: live, or removed for the rule alone. */
    private @Nullable Instant counting(UUID id) {
        Update update = listed.get(id);
        return update != null && update.isLive() ? update.creation() : removed.get(id);
    }

    /** Of the direct ones that count the oldest; without any, of the nearest that count behind those that do not. */
    private @Nullable Instant nearest(UUID id, Set<UUID> seen) {
        List<Instant> direct = new ArrayList<>();
        List<Instant> behind = new ArrayList<>();
        for (UUID next : newer.getOrDefault(id, Set.of())) {
            Instant creation = counting(next);
            if (creation != null) {
                direct.add(creation);
            } else if (seen.add(next)) {
                Instant further = nearest(next, new HashSet<>(seen));
                if (further != null) {
                    behind.add(further);
                }
                seen.remove(next);
            }
        }
        return (direct.isEmpty() ? behind : direct)
                .stream().min(Instant::compareTo).orElse(null);
    }

    private boolean hasWayWithoutServicePacks(UUID id) {
        return newer.getOrDefault(id, Set.of()).stream()
                .filter(next -> !servicePacks.contains(next))
                .anyMatch(next -> counting(next) != null || hasWayWithoutServicePacks(next));
    }

    /** Whether the views show the update. */
    boolean isListed(UUID id) {
        return listed.containsKey(id);
    }

    Set<UUID> listed() {
        return listed.keySet();
    }

    /** Its reasons of expiry as bits. */
    int reasons(UUID id) {
        return Objects.requireNonNull(listed.get(id)).reasons();
    }
}
