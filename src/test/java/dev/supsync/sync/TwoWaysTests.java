package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.testing.Seeds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same content through an export and through a WSUS database leaves the same views. */
class TwoWaysTests extends SyncSuite {

    @Test
    void samplesGiveEqualViews() throws SQLException {
        compare(SampleRevisions.all(), WINDOWS);
    }

    @Test
    void samplesGiveEqualViewsWhenOutsideIsKept() throws SQLException {
        compare(SampleRevisions.all(), keeping(ScopeSettings.NOTHING));
    }

    @Test
    void randomCatalogsGiveEqualViews() {
        Seeds.each(50, seed -> {
            List<UpdateRevision> revisions = new RandomWorld(seed).revisions(300);
            compare(revisions, RandomWorld.SCOPE);
            compare(revisions, keeping(RandomWorld.SCOPE));
        });
    }

    @Test
    void theOrderOfRecordsDoesNotMatter() {
        Seeds.each(50, seed -> {
            List<UpdateRevision> revisions = new RandomWorld(seed).revisions(300);
            List<UpdateRevision> shuffled = new ArrayList<>(revisions);
            Collections.shuffle(shuffled, new Random(seed));
            try (SiteFixture one = SiteFixture.inMemory();
                    SiteFixture other = SiteFixture.inMemory()) {
                other.chunk(37);
                SyncReport ordered = fromExport(one, revisions, RandomWorld.SCOPE);
                SyncReport mixed = fromExport(other, shuffled, RandomWorld.SCOPE);
                assertThat(counts(mixed)).isEqualTo(counts(ordered));
                assertThat(other.views()).isEqualTo(one.views());
                SyncReport again = fromExport(other, revisions, RandomWorld.SCOPE);
                assertThat(again.contentVersion()).isEqualTo(1);
            }
        });
    }

    @Test
    void lookingUpGivesWhatReadingAllGives() {
        Seeds.each(50, seed -> {
            List<UpdateRevision> revisions = new RandomWorld(seed).revisions(300);
            Random random = new Random(seed);
            try (SiteFixture reading = SiteFixture.inMemory();
                    SiteFixture lookingUp = SiteFixture.inMemory()) {
                lookingUp.lookUp();
                for (int day = 1; day <= 3; day++) {
                    List<UpdateRevision> some = revisions.stream()
                            .filter(r -> r.properties().type() == UpdateType.CATEGORY || random.nextInt(10) > 0)
                            .toList();
                    SyncReport read = fromExport(reading, some, RandomWorld.SCOPE);
                    SyncReport lookedUp = fromExport(lookingUp, some, RandomWorld.SCOPE);
                    assertThat(counts(lookedUp)).isEqualTo(counts(read));
                    assertThat(lookingUp.views()).isEqualTo(reading.views());
                }
            }
        });
    }

    @Test
    void changingTheSourceChangesNothing() {
        Seeds.each(50, seed -> {
            List<UpdateRevision> revisions = new RandomWorld(seed).revisions(300);
            try (SiteFixture other = SiteFixture.inMemory();
                    SampleSusdb susdb = new SampleSusdb().write(revisions)) {
                SyncReport first = fromExport(other, revisions, RandomWorld.SCOPE);
                Map<String, List<String>> views = other.views();
                List<String> modified = other.column("SELECT DateLastModified FROM v_UpdateInfo ORDER BY CI_ID");
                for (int i = 0; i < 2; i++) {
                    SyncReport database = fromSusdb(other, susdb, RandomWorld.SCOPE);
                    SyncReport export = fromExport(other, revisions, RandomWorld.SCOPE);
                    for (SyncReport report : List.of(database, export)) {
                        assertThat(report.counts().get(Counter.UPDATED))
                                .as("updated")
                                .isZero();
                        assertThat(report.contentVersion()).isEqualTo(first.contentVersion());
                    }
                }
                assertThat(other.views()).isEqualTo(views);
                assertThat(other.column("SELECT COUNT(*) FROM SUP_UPDATE WHERE CI_VERSION > 1"))
                        .as("written anew, listed or not")
                        .containsExactly("0");
                assertThat(other.column("SELECT DateLastModified FROM v_UpdateInfo ORDER BY CI_ID"))
                        .isEqualTo(modified);
            }
        });
    }

    /** Syncs two sites, one each way, and compares what they show. */
    private void compare(List<UpdateRevision> revisions, ScopeSettings scope) throws SQLException {
        try (SiteFixture one = SiteFixture.inMemory();
                SiteFixture other = SiteFixture.inMemory();
                SampleSusdb susdb = new SampleSusdb().write(revisions)) {
            SyncReport export = fromExport(one, revisions, scope);
            SyncReport database = fromSusdb(other, susdb, scope);
            assertThat(counts(database)).isEqualTo(counts(export));
            Map<String, List<String>> expected = one.views();
            other.views().forEach((view, rows) -> assertThat(rows).as(view).isEqualTo(expected.get(view)));
        }
    }

    private SyncReport fromExport(SiteFixture fixture, List<UpdateRevision> revisions, ScopeSettings scope) {
        try (Catalog catalog = open(revisions)) {
            return succeeded(fixture.sync(catalog, scope, allowingAll()));
        }
    }

    private static SyncReport fromSusdb(SiteFixture fixture, SampleSusdb susdb, ScopeSettings scope) {
        try (Catalog catalog = susdb.open()) {
            return succeeded(fixture.sync(catalog, scope));
        }
    }
}
