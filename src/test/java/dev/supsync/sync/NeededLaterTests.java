package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an update in scope needs may come to the catalog after it. */
class NeededLaterTests extends SyncSuite {

    @Test
    void aDeployableChildThatIsOutOfScopeComesWithItsBundle() {
        world.put(Rev.update(100).bundles(101));
        synced();

        world.put(Rev.update(101).in(Rev.SECURITY, Rev.WORD).file("late"));
        SyncReport report = synced();

        assertThat(counts(report)).containsEntry("OUT_OF_SCOPE", 1L).containsEntry("UNCHANGED", 1L);
        assertHeldUnlisted();
        assertThat(synced().contentVersion()).isEqualTo(report.contentVersion());
    }

    @Test
    void anExpiredChildComesWithItsBundle() {
        world.put(Rev.update(100).bundles(101));
        synced();

        world.put(Rev.update(101).expired().file("late"));

        assertThat(counts(synced())).containsEntry("SKIPPED", 1L);
        assertHeldUnlisted();
    }

    private void assertHeldUnlisted() {
        assertThat(titles()).containsExactly("Update 100");
        assertThat(site.column("SELECT RelationType FROM v_CIRelation")).containsExactly("1");
        assertThat(site.column("SELECT CI_ID FROM v_UpdateContents")).hasSize(1);
        assertThat(site.column("SELECT COUNT(*) FROM SUP_DECISION d JOIN SUP_UPDATE u ON u.UPDATE_ID = d.UPDATE_ID"))
                .containsExactly("0");
    }
}
