package dev.supsync.catalog.export;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.metadata.UpdateRevision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a catalog, kept by exports of every kind. */
class CatalogExportTests {

    @Nested
    class Folder extends CatalogContract {

        @TempDir
        Path temporary;

        @Override
        protected Catalog open(List<UpdateRevision> revisions) throws Exception {
            Path folder = Files.createTempDirectory(temporary, "export");
            return CatalogExport.open(
                    new ExportWriter().writeFolder(folder, revisions), ExportOptions.in(temporary.resolve("work")));
        }
    }

    @Nested
    class Cabinet extends CatalogContract {

        @TempDir
        Path temporary;

        @Override
        protected Catalog open(List<UpdateRevision> revisions) throws Exception {
            Path file = Files.createTempDirectory(temporary, "export").resolve("package.cab");
            return CatalogExport.open(
                    new ExportWriter().writeCabinet(file, revisions), ExportOptions.in(temporary.resolve("work")));
        }
    }

    @Nested
    class Zip extends CatalogContract {

        @TempDir
        Path temporary;

        @Override
        protected Catalog open(List<UpdateRevision> revisions) throws Exception {
            Path file = Files.createTempDirectory(temporary, "export").resolve("package.zip");
            return CatalogExport.open(
                    new ExportWriter().writeZip(file, revisions), ExportOptions.in(temporary.resolve("work")));
        }
    }
}
