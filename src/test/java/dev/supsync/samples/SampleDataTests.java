package dev.supsync.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Canonical;
import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of sample-data are what the generator writes, and say what it means. */
class SampleDataTests {

    private static final Path SAMPLES = Path.of("sample-data");

    @TempDir
    Path temporary;

    @Test
    void isWhatTheGeneratorWrites() throws Exception {
        GenerateSamples.main(new String[] {temporary.toString()});
        for (String name : List.of("day-1.cab", "day-2.cab")) {
            assertThat(SAMPLES.resolve(name)).as(name).hasSameBinaryContentAs(temporary.resolve(name));
        }
        try (Catalog written = susdb(temporary);
                Catalog committed = susdb(SAMPLES)) {
            assertThat(models(committed)).isEqualTo(models(written));
        }
    }

    @Test
    void saysTheSameInExportAndDatabase() throws Exception {
        Map<UpdateId, UpdateRevision> expected = models(GenerateSamples.firstDay());
        try (CatalogExport export = export("day-1.cab");
                Catalog susdb = susdb(SAMPLES)) {
            assertThat(export.warnings()).isEmpty();
            assertThat(models(export)).isEqualTo(expected);
            assertThat(models(susdb)).isEqualTo(expected);
        }
    }

    @Test
    void saysWhatChangedOnTheSecondDay() throws Exception {
        try (CatalogExport export = export("day-2.cab")) {
            assertThat(export.warnings()).isEmpty();
            assertThat(models(export)).isEqualTo(models(GenerateSamples.secondDay()));
        }
    }

    @Test
    void isSmall() throws Exception {
        long size = 0;
        try (Stream<Path> files = Files.list(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
                assertThat(file.getFileName().toString())
                        .isIn(
                                "day-1.cab",
                                "day-2.cab",
                                "susdb.script",
                                "susdb.properties",
                                "supsync.yml",
                                "hierarchy.yml");
            }
        }
        assertThat(size).isLessThan(5_000_000);
    }

    private CatalogExport export(String name) throws IOException {
        return CatalogExport.open(
                SAMPLES.resolve(name), ExportOptions.in(Files.createTempDirectory(temporary, "work")));
    }

    private static Catalog susdb(Path folder) {
        String url = "jdbc:hsqldb:file:" + folder.resolve("susdb");
        return SusdbCatalog.open(new SusdbSource(url, null, null, ExportOptions.DEFAULT_DOCUMENT_SIZE));
    }

    private static Map<UpdateId, UpdateRevision> models(Catalog catalog) throws MetadataException {
        Map<UpdateId, UpdateRevision> models = new HashMap<>();
        for (RawRevision raw : CatalogContract.raws(catalog.revisions(Position.START))) {
            UpdateRevision model = raw.parse();
            models.put(model.id(), Canonical.of(model));
        }
        return models;
    }

    private static Map<UpdateId, UpdateRevision> models(SampleCatalog catalog) {
        Map<UpdateId, UpdateRevision> models = new HashMap<>();
        catalog.forEach(revision -> models.put(revision.id(), Canonical.of(revision)));
        return models;
    }
}
