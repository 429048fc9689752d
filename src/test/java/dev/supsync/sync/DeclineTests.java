package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Declining at a WSUS database, and taking it back. */
class DeclineTests extends SyncSuite {

    private SampleSusdb susdb;

    @BeforeEach
    void create() throws SQLException {
        susdb = new SampleSusdb();
    }

    @AfterEach
    void close() throws SQLException {
        susdb.close();
    }

    @Test
    void aDeclinedUpdateExpiresAndComesBack() throws SQLException {
        susdb.write(world.fill(101, 10).revisions());
        fromSusdb();
        susdb.decline(101, true);
        SyncReport declined = fromSusdb();
        assertThat(reasons(101)).isEqualTo("declined");
        assertThat(site.column("SELECT Title FROM v_UpdateInfo WHERE IsDeclined"))
                .containsExactly("Update 101");
        assertThat(counts(declined)).isEqualTo(Map.of("READ", 10L, "IN_SCOPE", 10L, "UNCHANGED", 10L, "EXPIRED", 1L));
        assertThat(declined.contentVersion()).isEqualTo(2);
        susdb.decline(101, false);
        SyncReport back = fromSusdb();
        assertThat(counts(back)).isEqualTo(Map.of("READ", 10L, "IN_SCOPE", 10L, "UNCHANGED", 10L, "REINSTATED", 1L));
        assertThat(live()).hasSize(10);
        assertThat(back.contentVersion()).isEqualTo(3);
    }

    @Test
    void whatWasDeclinedWhenFirstSeenIsSkippedUntilItIsNot() throws SQLException {
        susdb.write(world.put(Rev.update(101), Rev.update(102).supersedes(101)).revisions(), Set.of(Rev.id(102)));
        assertThat(counts(fromSusdb())).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "INSERTED", 1L, "SKIPPED", 1L));
        SyncReport again = fromSusdb();
        assertThat(counts(again)).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L));
        assertThat(superseded()).isEmpty();
        susdb.decline(102, false);
        SyncReport live = fromSusdb();
        assertThat(counts(live))
                .isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L, "SUPERSEDED", 1L));
        assertThat(superseded()).containsExactly("Update 101");
    }

    @Test
    void whatIsDeclinedButNeededIsListedWhenItIsUndeclined() throws SQLException {
        susdb.write(world.put(Rev.update(102), Rev.update(101).requires(102)).revisions(), Set.of(Rev.id(102)));
        Map<String, Long> skipped = Map.of("READ", 2L, "IN_SCOPE", 1L, "INSERTED", 1L, "SKIPPED", 1L);
        assertThat(counts(fromSusdb())).isEqualTo(skipped);
        assertThat(titles()).containsExactly("Update 101");
        assertThat(counts(fromSusdb())).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 1L, "UNCHANGED", 1L, "SKIPPED", 1L));
        susdb.decline(102, false);
        assertThat(counts(fromSusdb())).isEqualTo(Map.of("READ", 2L, "IN_SCOPE", 2L, "INSERTED", 1L, "UNCHANGED", 1L));
        assertThat(titles()).containsExactly("Update 101", "Update 102");
    }

    @Test
    void anExportCannotTakeADeclineBack() throws SQLException {
        world.fill(101, 10).put(Rev.update(120));
        susdb.write(world.revisions(), Set.of(Rev.id(120)));
        fromSusdb();
        susdb.decline(101, true);
        fromSusdb();
        SyncReport exported = synced();
        assertThat(reasons(101)).isEqualTo("declined");
        assertThat(counts(exported)).isEqualTo(Map.of("READ", 11L, "IN_SCOPE", 10L, "UNCHANGED", 10L, "SKIPPED", 1L));
        assertThat(exported.contentVersion()).isEqualTo(2);
    }

    @Test
    void aDeclinedChildIsNoReasonOfItsBundle() throws SQLException {
        susdb.write(world.put(Rev.hidden(102), Rev.update(101).bundles(102)).revisions());
        fromSusdb();
        susdb.decline(102, true);
        SyncReport report = fromSusdb();
        assertThat(live()).containsExactly("Update 101");
        assertThat(report.contentVersion()).isEqualTo(1);
    }

    @Test
    void whatWasDeletedHasVanished() throws SQLException {
        susdb.write(world.fill(101, 10).revisions());
        fromSusdb();
        susdb.delete(105);
        SyncReport report = fromSusdb();
        assertThat(reasons(105)).isEqualTo("vanished");
        assertThat(counts(report)).isEqualTo(Map.of("READ", 9L, "IN_SCOPE", 9L, "UNCHANGED", 9L, "EXPIRED", 1L));
        susdb.write(Rev.update(105));
        assertThat(counts(fromSusdb())).containsEntry("REINSTATED", 1L).containsEntry("UNCHANGED", 10L);
    }

    @Test
    void manyDeclinedAtOnceTripTheGuard() throws SQLException {
        susdb.write(world.fill(101, 10).revisions());
        fromSusdb();
        for (int i = 0; i < 3; i++) {
            susdb.decline(101 + i, true);
        }
        try (Catalog catalog = susdb.open()) {
            SyncReport report = sync(catalog, WINDOWS, SiteFixture.DEFAULTS);
            assertThat(report.error()).isNotNull().satisfies(e -> assertThat(e.message())
                    .contains("3 of the site's 10 unexpired updates"));
        }
        assertThat(live()).hasSize(10);
    }

    private SyncReport fromSusdb() {
        try (Catalog catalog = susdb.open()) {
            return succeeded(sync(catalog, WINDOWS, SiteFixture.DEFAULTS));
        }
    }
}
