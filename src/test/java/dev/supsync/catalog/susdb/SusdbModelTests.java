package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Canonical;
import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateRevision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A SUSDB says of a revision what the document of an export says. */
class SusdbModelTests {

    @Test
    void readsEveryPartOfTheModel() throws Exception {
        List<UpdateRevision> full =
                List.of(FullRevision.update(List.of("1", "2")), FullRevision.driver(), FullRevision.category());
        for (SusdbLayout layout : List.of(SusdbLayout.DEFAULT, new SusdbLayout(true, true, true))) {
            try (SusdbDatabase database = SusdbDatabase.of(layout, full);
                    SusdbCatalog catalog = database.open()) {
                for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
                    UpdateRevision written = full.stream()
                            .filter(revision -> revision.key().equals(raw.key()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(Canonical.of(raw.parse())).isEqualTo(Canonical.of(written));
                }
            }
        }
    }

    @Test
    void saysWhatAnExportSays(@TempDir Path folder) throws Exception {
        List<UpdateRevision> all = new ArrayList<>(SampleRevisions.all());
        all.set(4, FullRevision.category());
        all.add(FullRevision.update(List.of("1", "2")));
        all.add(FullRevision.driver());
        Path export = new ExportWriter().writeCabinet(folder.resolve("export.cab"), all);
        try (SusdbDatabase database = SusdbDatabase.of(all);
                SusdbCatalog susdb = database.open();
                CatalogExport exported = CatalogExport.open(export, ExportOptions.in(folder))) {
            assertThat(parsed(susdb)).isEqualTo(parsed(exported)).hasSize(all.size());
        }
    }

    private static Set<UpdateRevision> parsed(Catalog catalog) throws MetadataException {
        Set<UpdateRevision> parsed = new HashSet<>();
        for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
            parsed.add(Canonical.of(raw.parse()));
        }
        return parsed;
    }

    /** SQL Server's datetime has 300 ticks a second. */
    @Test
    void takesTimesFromTheDocumentWhereTheTablesRoundThem() throws Exception {
        UpdateRevision update = FullRevision.update(List.of());
        try (SusdbDatabase database = SusdbDatabase.of(List.of(update));
                SusdbCatalog catalog = database.open()) {
            database.execute("UPDATE dbo.tbProperty SET CreationDate = TIMESTAMP '2026-10-04 12:00:58.380'");
            RawRevision raw =
                    CatalogContract.raws(catalog.revisions(Position.START)).get(0);
            assertThat(raw.parse().properties().creationDate())
                    .isEqualTo(update.properties().creationDate());
        }
    }

    /** WSUS gives children of bundles categories that their documents only require. */
    @Test
    void takesAClauseOfNothingButCategoriesForNoRequirement() throws Exception {
        UpdateRevision child = SampleRevisions.software(SampleRevisions.CHILD, 200, "child", false);
        UpdateRevision required = new UpdateRevision(
                child.key(),
                child.properties(),
                child.texts(),
                List.of(
                        new Relation.Requires(0, SampleRevisions.PRODUCT),
                        new Relation.Requires(1, SampleRevisions.PRODUCT),
                        new Relation.Requires(1, SampleRevisions.DETECTOID)),
                child.files(),
                child.drivers(),
                null);
        try (SusdbDatabase database = SusdbDatabase.of(List.of(required));
                SusdbCatalog catalog = database.open()) {
            RawRevision raw =
                    CatalogContract.raws(catalog.revisions(Position.START)).get(0);
            assertThat(Canonical.of(raw.parse())).isEqualTo(Canonical.of(required));
            database.execute("INSERT INTO dbo.tbRevisionInCategory (RevisionID, CategoryID)"
                    + " SELECT 1, LocalUpdateID FROM dbo.tbUpdate WHERE UpdateID = '" + SampleRevisions.PRODUCT + "'");
            assertThat(raw.parse().relations())
                    .containsExactlyInAnyOrder(
                            new Relation.InCategory(SampleRevisions.PRODUCT),
                            new Relation.Requires(0, SampleRevisions.PRODUCT),
                            new Relation.Requires(0, SampleRevisions.DETECTOID));
        }
    }

    /** Many pages, old revisions between the latest, and parsed in no order, some twice. */
    @Test
    void readsManyPagesInAnyOrder() throws Exception {
        List<UpdateRevision> all = new ArrayList<>();
        Map<Object, UpdateRevision> latest = new HashMap<>();
        for (int i = 0; i < 1_700; i++) {
            UpdateRevision revision =
                    SampleRevisions.software(SampleRevisions.id(20_000 + i % 1_300), 100 + i, "title " + i, i % 3 == 0);
            all.add(revision);
            latest.put(revision.id(), revision);
        }
        try (SusdbDatabase database = SusdbDatabase.of(all);
                SusdbCatalog catalog = database.open()) {
            List<RawRevision> raws = new ArrayList<>(CatalogContract.raws(catalog.revisions(Position.START)));
            assertThat(raws).hasSize(1_300);
            raws.addAll(raws.subList(0, 40));
            Collections.shuffle(raws, new Random(7));
            for (RawRevision raw : raws) {
                assertThat(Canonical.of(raw.parse()))
                        .isEqualTo(Canonical.of(
                                Objects.requireNonNull(latest.get(raw.key().id()))));
            }
        }
    }
}
