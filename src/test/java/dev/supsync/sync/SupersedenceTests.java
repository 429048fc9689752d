package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which updates are superseded, and by which chains. */
class SupersedenceTests extends SyncSuite {

    @Test
    void theNewerOneMayComeFirstOrLater() {
        world.put(Rev.update(102).supersedes(101), Rev.update(101), Rev.update(103));
        synced();
        assertThat(superseded()).containsExactly("Update 101");
        world.put(Rev.update(104).supersedes(103, 999));
        SyncReport report = synced();
        assertThat(superseded()).containsExactly("Update 101", "Update 103");
        assertThat(counts(report)).containsEntry("SUPERSEDED", 1L).containsEntry("UNCHANGED", 3L);
        assertThat(site.column("SELECT CIVersion FROM v_UpdateInfo WHERE Title = 'Update 103'"))
                .containsExactly("1");
        assertThat(report.contentVersion()).isEqualTo(2);
    }

    @Test
    void aChainPassesThroughExpiredUpdates() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(102));
        synced();
        world.put(Rev.update(102).number(201).supersedes(101).expired());
        synced();
        assertThat(reasons(102)).isEqualTo("publisher");
        assertThat(superseded()).containsExactly("Update 101", "Update 102");
    }

    @Test
    void aChainPassesThroughSkippedUpdates() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101).expired());
        synced();
        assertThat(superseded()).as("nothing live supersedes it").isEmpty();
        world.put(Rev.update(103).supersedes(102));
        synced();
        assertThat(titles()).containsExactly("Update 101", "Update 103");
        assertThat(superseded()).containsExactly("Update 101");
    }

    @Test
    void aSkippedUpdateThatIsNeededPassesTheChainOnButDoesNotBeginOne() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101).expired(),
                Rev.update(103).requires(102));
        synced();
        assertThat(superseded()).isEmpty();
        world.put(Rev.update(104).supersedes(102));
        synced();
        assertThat(superseded()).containsExactly("Update 101");
    }

    @Test
    void whatIsOutOfScopeSupersedesNothing() {
        world.put(
                Rev.update(101),
                Rev.update(102).supersedes(101).in(Rev.SECURITY, Rev.WORD),
                Rev.update(103).requires(102));
        synced();
        assertThat(titles()).containsExactly("Update 101", "Update 103");
        assertThat(superseded()).isEmpty();
    }

    @Test
    void whenTheNewerOneExpiresTheOlderOneIsFree() {
        world.put(Rev.update(101), Rev.update(102).supersedes(101));
        synced();
        world.put(Rev.update(102).number(201).supersedes(101).expired());
        SyncReport report = synced();
        assertThat(superseded()).isEmpty();
        assertThat(report.contentVersion()).isEqualTo(2);
        world.put(Rev.update(102).number(202).supersedes(101));
        assertThat(counts(synced())).containsEntry("SUPERSEDED", 1L);
    }

    @Test
    void whenTheNewerOneVanishesTheOlderOneIsFree() {
        world.fill(110, 10).put(Rev.update(101), Rev.update(102).supersedes(101));
        synced();
        world.remove(102);
        synced();
        assertThat(superseded()).isEmpty();
    }

    @Test
    void cyclesAndReferencesToOneselfAreIgnoredWithANote() {
        world.put(
                Rev.update(101).supersedes(102),
                Rev.update(102).supersedes(101),
                Rev.update(103).supersedes(103),
                Rev.update(104).supersedes(101));
        SyncReport report = synced();
        assertThat(superseded()).containsExactly("Update 101");
        assertThat(counts(report)).containsEntry("CYCLIC_REFERENCES", 3L);
        assertThat(site.notes()).anyMatch(n -> n.startsWith("3 references of supersedence"));
        assertThat(synced().contentVersion()).isEqualTo(1);
    }

    @Test
    void aRevisionThatSupersedesLessFreesTheRest() {
        world.put(Rev.update(101), Rev.update(102), Rev.update(103).supersedes(101, 102));
        synced();
        world.put(Rev.update(103).number(201).supersedes(102));
        synced();
        assertThat(superseded()).containsExactly("Update 102");
        assertThat(site.column("SELECT COUNT(*) FROM v_CIRelation WHERE RelationType = 6"))
                .containsExactly("1");
    }
}
