package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Updates that come, change, expire, vanish and return. */
class LifecycleTests extends SyncSuite {

    @Test
    void aNewRevisionUpdatesAndAnEqualOneDoesNot() {
        world.put(Rev.update(101), Rev.update(102));
        synced();
        world.put(Rev.update(101).title("Better").number(201));
        SyncReport report = synced();
        assertThat(counts(report)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "UPDATED", 1L, "UNCHANGED", 1L));
        assertThat(titles()).containsExactly("Better", "Update 102");
        assertThat(site.column("SELECT CIVersion || ' ' || RevisionNumber FROM v_UpdateInfo ORDER BY Title"))
                .containsExactly("2 201", "1 200");
        assertThat(report.contentVersion()).isEqualTo(2);
    }

    @Test
    void thePublisherExpiresByANewRevision() {
        world.put(Rev.update(101), Rev.update(102));
        synced();
        site.time(Instant.parse("2026-11-22T02:00:00Z"));
        world.put(Rev.update(101).number(201).expired());
        SyncReport report = synced();
        assertThat(counts(report))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "UPDATED", 1L, "UNCHANGED", 1L, "EXPIRED", 1L));
        assertThat(reasons(101)).isEqualTo("publisher");
        assertThat(site.column("SELECT ExpiredSince FROM v_UpdateInfo WHERE IsExpired"))
                .singleElement()
                .asString()
                .startsWith("2026-11-22 02:00:00");
        site.time(Instant.parse("2026-11-23T02:00:00Z"));
        synced();
        assertThat(site.column("SELECT ExpiredSince FROM v_UpdateInfo WHERE IsExpired"))
                .singleElement()
                .asString()
                .startsWith("2026-11-22 02:00:00");
        world.put(Rev.update(101).number(202));
        assertThat(counts(synced())).containsEntry("REINSTATED", 1L);
    }

    @Test
    void expiredWhenFirstSeenIsSkippedUntilItLives() {
        world.put(Rev.update(101), Rev.update(102).expired());
        Map<String, Long> first = Map.of("READ", 2L, "IN_SCOPE", 1L, "INSERTED", 1L, "SKIPPED", 1L);
        assertThat(counts(synced())).isEqualTo(first);
        SyncReport second = synced();
        assertThat(counts(second)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L));
        assertThat(second.contentVersion()).isEqualTo(1);
        world.put(Rev.update(102).number(201));
        SyncReport third = synced();
        assertThat(counts(third)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L));
        assertThat(third.contentVersion()).isEqualTo(2);
    }

    @Test
    void aVanishedUpdateReturns() {
        world.fill(101, 10);
        synced();
        world.remove(105);
        SyncReport gone = synced();
        assertThat(reasons(105)).isEqualTo("vanished");
        assertThat(counts(gone)).isEqualTo(Map.of("READ", 9L, "IN_SCOPE", 9L, "UNCHANGED", 9L, "EXPIRED", 1L));
        assertThat(gone.contentVersion()).isEqualTo(2);
        assertThat(counts(synced())).doesNotContainKey("EXPIRED");
        world.put(Rev.update(105));
        SyncReport back = synced();
        assertThat(counts(back)).isEqualTo(Map.of("READ", 10L, "IN_SCOPE", 10L, "UNCHANGED", 10L, "REINSTATED", 1L));
        assertThat(back.contentVersion()).isEqualTo(3);
        assertThat(live()).hasSize(10);
    }

    @Test
    void aLowerRevisionIsKeptOutAndReported() {
        world.put(
                Rev.update(101).number(202).title("New"),
                Rev.update(102).number(202).expired());
        synced();
        world.put(Rev.update(101).number(201).title("Old"), Rev.update(102).number(201));
        SyncReport report = synced();
        assertThat(titles()).containsExactly("New");
        assertThat(counts(report))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L, "KEPT_OUT", 2L));
        assertThat(site.notes()).anyMatch(n -> n.startsWith("2 revisions of ") && n.contains("kept out"));
        assertThat(report.contentVersion()).isEqualTo(1);
    }

    @Test
    void revisionNumbersAreComparedAsNumbers() {
        world.put(Rev.update(101).number(9).title("Nine"));
        synced();
        world.put(Rev.update(101).number(100).title("Hundred"));
        synced();
        assertThat(titles()).containsExactly("Hundred");
    }

    @Test
    void anUpdateThatMovesOutOfItsProductByANewRevisionExpires() {
        world.put(Rev.update(101), Rev.update(102));
        synced();
        world.put(Rev.update(101).number(201).in(Rev.SECURITY, Rev.WORD));
        SyncReport report = synced();
        assertThat(reasons(101)).isEqualTo("scope");
        assertThat(counts(report))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "OUT_OF_SCOPE", 1L, "EXPIRED", 1L));
    }

    @Test
    void anUpdateThatStopsBeingDeployableLeavesTheViews() {
        world.put(Rev.update(101), Rev.update(102));
        synced();
        world.put(Rev.hidden(101).number(201));
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 1L, "IN_SCOPE", 1L, "UNCHANGED", 1L));
        assertThat(titles()).containsExactly("Update 102");
        world.put(Rev.update(101).number(202));
        assertThat(counts(synced())).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L));
        assertThat(titles()).containsExactly("Update 101", "Update 102");
    }
}
