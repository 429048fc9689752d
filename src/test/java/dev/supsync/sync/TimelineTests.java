package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.CategoryType;
import dev.supsync.testing.Seeds;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Twenty days of a catalog, taken as deltas with a full synchronization every fifth day: after each of those, the site is
 * what one that begins that day would be, and whatever it has besides is expired, for the reason that it had.
 */
class TimelineTests extends SyncSuite {

    private static final int DAYS = 20;
    private static final Instant START = Instant.parse("2026-11-01T02:00:00Z");

    /** What the views show of unexpired updates, by their IDs; numbers local to a site are left out. */
    private static final List<String> VIEWS = List.of(
            "SELECT CI_UniqueID || ' ' || RevisionNumber || ' ' || Title || ' ' || CIType_ID FROM v_UpdateInfo"
                    + " WHERE IsExpired = FALSE",
            "SELECT u.CI_UniqueID || ' ' || c.CategoryInstance_UniqueID || ' ' || c.CategoryInstanceName || c.LocaleID"
                    + " FROM v_UpdateInfo u JOIN v_CICategoryInfo_All c ON c.CI_ID = u.CI_ID WHERE u.IsExpired = FALSE",
            "SELECT u.CI_UniqueID || ' ' || t.LocaleID || ' ' || t.DisplayName"
                    + " FROM v_UpdateInfo u JOIN v_LocalizedCIProperties t ON t.CI_ID = u.CI_ID"
                    + " WHERE u.IsExpired = FALSE",
            "SELECT a.CI_UniqueID || ' ' || r.RelationType || ' ' || b.CI_UniqueID FROM v_CIRelation r"
                    + " JOIN v_UpdateInfo a ON a.CI_ID = r.FromCIID JOIN v_UpdateInfo b ON b.CI_ID = r.ToCIID"
                    + " WHERE a.IsExpired = FALSE AND b.IsExpired = FALSE");

    private final Map<Long, State> updates = new LinkedHashMap<>();
    private final Map<Long, Rev> latest = new LinkedHashMap<>();
    private long next;
    private int revision;
    private String product = "";

    private enum State {
        LIVE,
        EXPIRED,
        DECLINED,
        GONE
    }

    @Test
    void aWsusDatabase() {
        Seeds.each(30, seed -> replay(seed, true));
    }

    @Test
    void exports() {
        Seeds.each(30, seed -> replay(seed, false));
    }

    private void replay(long seed, boolean database) throws SQLException {
        updates.clear();
        latest.clear();
        next = 1_000;
        revision = 200;
        product = "Windows 11";
        Random random = new Random(seed);
        World content = World.withCategories();
        try (SampleSusdb susdb = new SampleSusdb().write(content.revisions());
                SiteFixture old = SiteFixture.inMemory()) {
            for (int day = 0; day < DAYS; day++) {
                for (Rev changed : day(day, random)) {
                    content.put(changed);
                    susdb.write(changed);
                }
                if (database && day > 0) {
                    declineAndDelete(susdb, random);
                } else if (day > 0) {
                    delete(content, random);
                }
                old.time(START.plus(day, ChronoUnit.DAYS));
                try (Catalog catalog = database ? susdb.open() : open(content.revisions())) {
                    boolean full = day % 5 == 0;
                    SyncReport report =
                            succeeded(full ? old.sync(catalog, WINDOWS, allowingAll()) : old.delta(catalog, WINDOWS));
                    assertThat(report.type()).as("day %d", day).isEqualTo(full ? "FULL" : "DELTA");
                    if (full) {
                        compare("day " + day, old, catalog);
                    }
                }
            }
        }
    }

    /** Adds, revises, expires, brings back, and renames a product now and then. */
    private List<Rev> day(int day, Random random) {
        List<Rev> changes = new ArrayList<>();
        if (day % 7 == 3) {
            product = "Windows 11, version " + day;
            changes.add(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, product, Rev.WINDOWS)
                    .number(++revision));
        }
        List<Long> known = new ArrayList<>(updates.keySet());
        for (int i = 0; i < (day == 0 ? 40 : 6); i++) {
            long number = next++;
            Rev update = Rev.update(number).number(++revision).title("Update " + number);
            if (!known.isEmpty() && random.nextBoolean()) {
                update.supersedes(known.get(random.nextInt(known.size())));
            }
            changes.add(remember(number, update, State.LIVE));
        }
        for (int i = 0; i < 4 && !known.isEmpty(); i++) {
            long number = known.get(random.nextInt(known.size()));
            State state = updates.get(number);
            if (state == State.DECLINED) {
                continue;
            }
            boolean expires = state == State.LIVE && random.nextInt(3) == 0;
            Rev update = Rev.update(number).number(++revision).title("Update " + number + " of day " + day);
            changes.add(remember(number, expires ? update.expired() : update, expires ? State.EXPIRED : State.LIVE));
        }
        return changes;
    }

    private Rev remember(long number, Rev update, State state) {
        updates.put(number, state);
        latest.put(number, update);
        return update;
    }

    private void declineAndDelete(SampleSusdb susdb, Random random) throws SQLException {
        long declined = any(State.LIVE, random);
        susdb.decline(declined, true);
        updates.put(declined, State.DECLINED);
        if (random.nextBoolean() && updates.containsValue(State.DECLINED)) {
            long back = any(State.DECLINED, random);
            susdb.decline(back, false);
            updates.put(back, State.LIVE);
        }
        long gone = any(State.LIVE, random);
        susdb.delete(gone);
        updates.put(gone, State.GONE);
    }

    private void delete(World content, Random random) {
        long gone = any(State.LIVE, random);
        content.remove(gone);
        updates.put(gone, State.GONE);
    }

    private long any(State state, Random random) {
        List<Long> all = updates.entrySet().stream()
                .filter(e -> e.getValue() == state)
                .map(Map.Entry::getKey)
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    private void compare(String when, SiteFixture old, Catalog catalog) {
        try (SiteFixture fresh = SiteFixture.inMemory()) {
            succeeded(fresh.sync(catalog, WINDOWS));
            for (String view : VIEWS) {
                assertThat(sorted(old, view)).as("%s: %s", when, view).isEqualTo(sorted(fresh, view));
            }
            Set<String> live = sorted(fresh, "SELECT CI_UniqueID FROM v_UpdateInfo WHERE IsExpired = FALSE");
            assertThat(live).as(when).hasSize((int)
                    updates.values().stream().filter(s -> s == State.LIVE).count());
            for (String row : sorted(old, "SELECT CI_UniqueID || ' ' || ExpiredReasons FROM v_UpdateInfo")) {
                String id = row.substring(0, row.indexOf(' '));
                if (!live.contains(id)) {
                    assertThat(row.substring(id.length() + 1))
                            .as("%s: %s", when, row)
                            .contains(reason(id));
                }
            }
        }
    }

    private String reason(String id) {
        for (Map.Entry<Long, State> update : updates.entrySet()) {
            if (Rev.id(update.getKey()).toString().equals(id)) {
                return switch (update.getValue()) {
                    case EXPIRED -> "publisher";
                    case DECLINED -> "declined";
                    case GONE -> "vanished";
                    case LIVE -> "nothing: it is live";
                };
            }
        }
        throw new AssertionError(id + " was never in the catalog");
    }

    private static Set<String> sorted(SiteFixture fixture, String sql) {
        return fixture.column(sql).stream().collect(Collectors.toCollection(TreeSet::new));
    }
}
