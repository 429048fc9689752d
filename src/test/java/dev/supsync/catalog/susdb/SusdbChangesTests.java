package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.CensusEntry;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What happens in a SUSDB between two looks at it. */
class SusdbChangesTests {

    @Test
    void seesDeclinesInPlace() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            RawRevision before = one(catalog, SampleRevisions.DRIVER);
            database.writer.decline(SampleRevisions.DRIVER, true);
            RawRevision declined = one(catalog, SampleRevisions.DRIVER);
            assertThat(before.declined()).isFalse();
            assertThat(declined.declined()).isTrue();
            assertThat(declined.digest()).as("a decline changes no metadata").isEqualTo(before.digest());
            assertThat(CatalogContract.drain(catalog.census()))
                    .contains(new CensusEntry(SampleRevisions.DRIVER, 1, true))
                    .filteredOn(CensusEntry::declined)
                    .hasSize(1);
            database.writer.decline(SampleRevisions.DRIVER, false);
            assertThat(one(catalog, SampleRevisions.DRIVER).declined()).isFalse();
            assertThat(catalog.knowsDeclines()).isTrue();
        }
    }

    @Test
    void seesNewRevisionsBehindThePositionReached() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            List<CatalogRecord> all = CatalogContract.drain(catalog.revisions(Position.START));
            Position reached = all.get(all.size() - 1).position();
            CatalogIdentity identity = catalog.identity();
            UpdateRevision revised = SampleRevisions.expired(SampleRevisions.DRIVER, 7);
            UpdateRevision added = SampleRevisions.detectoid(SampleRevisions.id(50), 3, "new");
            database.writer.write(List.of(revised, added));
            assertThat(CatalogContract.raws(catalog.revisions(reached)))
                    .extracting(RawRevision::key)
                    .containsExactly(revised.key(), added.key());
            assertThat(CatalogContract.raws(catalog.lookup(List.of(revised.id()))))
                    .extracting(RawRevision::key)
                    .containsExactly(revised.key());
            try (SusdbCatalog again = database.open()) {
                assertThat(again.identity()).isEqualTo(identity);
                assertThat(again.identity().serverId()).isEqualTo(SusdbWriter.SERVER_ID);
                assertThat(again.size()).isEqualTo(SampleRevisions.all().size() + 1);
            }
        }
    }

    @Test
    void takesTheHighestOfTwoLatestRevisions() throws Exception {
        UpdateRevision newest = SampleRevisions.software(SampleRevisions.CHILD, 201, "newest", true);
        UpdateRevision old = SampleRevisions.withNumber(newest, 9);
        try (SusdbDatabase database = SusdbDatabase.of(List.of(newest, old));
                SusdbCatalog catalog = database.open()) {
            database.execute("UPDATE dbo.tbRevision SET IsLatestRevision = TRUE");
            assertThat(CatalogContract.raws(catalog.revisions(Position.START)))
                    .extracting(RawRevision::key)
                    .containsExactly(newest.key());
            assertThat(CatalogContract.raws(catalog.lookup(List.of(newest.id()))))
                    .hasSize(1);
            assertThat(CatalogContract.drain(catalog.census()))
                    .containsExactly(new CensusEntry(newest.id(), 201, false));
            assertThat(catalog.size()).isEqualTo(1);
        }
    }

    @Test
    void leavesOutUpdatesThatAreOnlyReferredTo() throws Exception {
        UpdateRevision bundle = SampleRevisions.bundle(SampleRevisions.BUNDLE, 1, "bundle", SampleRevisions.CHILD);
        try (SusdbDatabase database = SusdbDatabase.of(List.of(bundle));
                SusdbCatalog catalog = database.open()) {
            assertThat(CatalogContract.drain(catalog.census())).containsExactly(new CensusEntry(bundle.id(), 1, false));
            assertThat(CatalogContract.raws(catalog.lookup(List.of(SampleRevisions.CHILD))))
                    .isEmpty();
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
        }
    }

    @Test
    void saysSoWhenARevisionIsDeletedBeforeItIsParsed() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            RawRevision raw = one(catalog, SampleRevisions.EXPIRED);
            for (String table : List.of("tbXml", "tbProperty", "tbLocalizedPropertyForRevision", "tbRevision")) {
                database.execute("DELETE FROM dbo." + table + " WHERE RevisionID = 9");
            }
            assertThatThrownBy(raw::parse)
                    .isInstanceOf(MetadataException.class)
                    .hasMessage("update " + raw.key() + " (RevisionID 9): it was deleted while it was read");
            assertThat(CatalogContract.raws(catalog.lookup(List.of(SampleRevisions.EXPIRED))))
                    .isEmpty();
        }
    }

    @Test
    void takesNoDeletedUpdateForARestoredDatabase() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            CatalogContract.drain(catalog.revisions(Position.START));
            int last = database.writer.lastRevisionId();
            for (String table : List.of("tbXml", "tbProperty", "tbLocalizedPropertyForRevision", "tbRevision")) {
                database.execute("DELETE FROM dbo." + table + " WHERE RevisionID = " + last);
            }
            catalog.requireSame();

            database.writer.revisionIdsAfter(last - 1);
            database.writer.write(List.of(SampleRevisions.detectoid(SampleRevisions.id(50), 3, "other")));
            assertThatThrownBy(catalog::requireSame)
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_CHANGED))
                    .hasMessageContaining("its revision with the number " + last + " was ");
        }
    }

    @Test
    void keepsWhatIsWrongWithOneRevisionToThatRevision() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            database.execute("UPDATE dbo.tbProperty SET PublicationState = 7 WHERE RevisionID = 8");
            database.execute("UPDATE dbo.tbFileForRevision SET PatchingType = 9 WHERE RevisionID = 6");
            database.execute("DELETE FROM dbo.tbProperty WHERE RevisionID = 9");
            assertThatThrownBy(() -> one(catalog, SampleRevisions.DRIVER).head())
                    .isInstanceOf(MetadataException.class)
                    .hasMessageContaining(SampleRevisions.DRIVER.toString())
                    .hasMessageEndingWith("(RevisionID 8): PublicationState is 7, expected 0 to 2");
            assertThatThrownBy(() -> one(catalog, SampleRevisions.CHILD).parse())
                    .isInstanceOf(MetadataException.class)
                    .hasMessageEndingWith("(RevisionID 6): files: PatchingType is 9, expected 0 to 3");
            assertThatThrownBy(() -> one(catalog, SampleRevisions.EXPIRED).head())
                    .hasMessageEndingWith("(RevisionID 9): it has no row in tbProperty");
            List<UpdateId> readable = new ArrayList<>();
            for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
                assertThat(raw.text(40)).isNotEmpty();
                try {
                    readable.add(raw.parse().id());
                } catch (MetadataException e) {
                    assertThat(e).hasMessageContaining("RevisionID");
                }
            }
            assertThat(readable).hasSize(6);
        }
    }

    @Test
    void countsWhatCannotBeIdentified() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(new SusdbLayout(true, false, false), SampleRevisions.all());
                SusdbCatalog catalog = database.open()) {
            assertThat(catalog.hasUnidentifiedRecords()).isFalse();
            database.execute("UPDATE dbo.tbUpdate SET UpdateID = 'no GUID' WHERE UpdateID = '"
                    + SampleRevisions.DRIVER.toString().toUpperCase(Locale.ROOT) + "'");
            assertThat(catalog.hasUnidentifiedRecords()).isTrue();
            List<CatalogRecord> records = CatalogContract.drain(catalog.revisions(Position.START));
            assertThat(records)
                    .filteredOn(Unreadable.class::isInstance)
                    .singleElement()
                    .satisfies(record -> {
                        Unreadable unreadable = (Unreadable) record;
                        assertThat(unreadable.key()).isNull();
                        assertThat(unreadable.position()).isEqualTo(new Position.RevisionId(8));
                        assertThat(unreadable.reason())
                                .contains(database.name(), "RevisionID 8", "UpdateID", "no GUID");
                        assertThat(unreadable.text()).contains("no GUID");
                    });
            assertThat(CatalogContract.drain(catalog.census())).hasSize(records.size() - 1);
        }
    }

    @Test
    void tellsWhetherWsusIsSynchronizing() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of());
                SusdbCatalog catalog = database.open()) {
            assertThat(catalog.activity()).as("no events").isEmpty();
            database.writer.event(381, SusdbDatabase.NOW.minus(Duration.ofHours(25)));
            assertThat(catalog.activity())
                    .as("a start nobody believes any more")
                    .isEmpty();
            database.writer.event(382, SusdbDatabase.NOW.minus(Duration.ofMinutes(9)));
            database.writer.event(389, SusdbDatabase.NOW.minus(Duration.ofMinutes(5)));
            assertThat(catalog.activity()).contains("WSUS has been synchronizing since 2026-10-14T11:51:00Z");
            database.writer.event(386, SusdbDatabase.NOW.minus(Duration.ofMinutes(1)));
            assertThat(catalog.activity()).as("it failed").isEmpty();
        }
    }

    @Test
    void anEventOf2040KeepsNobodyWaiting() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of());
                SusdbCatalog catalog = database.open()) {
            database.writer.event(382, Instant.parse("2040-01-01T00:00:00Z"));
            assertThat(catalog.activity()).isEmpty();
            database.writer.event(382, SusdbDatabase.NOW.plus(Duration.ofHours(1)));
            assertThat(catalog.activity())
                    .as("the clock of the server can differ")
                    .contains("WSUS has been synchronizing since 2026-10-14T13:00:00Z");
        }
    }

    private static RawRevision one(SusdbCatalog catalog, UpdateId id) {
        List<RawRevision> found = CatalogContract.raws(catalog.lookup(List.of(id)));
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
