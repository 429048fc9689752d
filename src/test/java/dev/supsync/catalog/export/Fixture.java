package dev.supsync.catalog.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Exports with faults, in a temporary folder. */
final class Fixture {

    static final UpdateRevision A = SampleRevisions.detectoid(SampleRevisions.id(501), 101, "first");
    static final UpdateRevision B = SampleRevisions.detectoid(SampleRevisions.id(502), 102, "second");
    static final UpdateRevision C = SampleRevisions.detectoid(SampleRevisions.id(503), 103, "third");

    private final Path temporary;
    private long documentSize = ExportOptions.DEFAULT_DOCUMENT_SIZE;
    private long exportSize = ExportOptions.DEFAULT_EXPORT_SIZE;

    Fixture(Path temporary) {
        this.temporary = temporary;
    }

    Fixture limits(long document, long export) {
        documentSize = document;
        exportSize = export;
        return this;
    }

    Path work() {
        return temporary.resolve("work");
    }

    ExportOptions options() {
        return new ExportOptions(documentSize, exportSize, work());
    }

    CatalogExport open(Path export) {
        return CatalogExport.open(export, options());
    }

    /** A folder with this metadata.txt, and a package.xml that lists the three revisions. */
    Path folder(byte[] metadata) throws IOException {
        Path folder = new ExportWriter().writeFolder(Files.createTempDirectory(temporary, "export"), List.of(A, B, C));
        Files.write(folder.resolve("metadata.txt"), metadata);
        return folder;
    }

    Path folder(String metadata) throws IOException {
        return folder(metadata.getBytes(StandardCharsets.UTF_8));
    }

    /** A folder with the three records and this package.xml. */
    Path folderWithPackage(String packageXml) throws IOException {
        Path folder = folder(record(A) + record(B) + record(C));
        Files.writeString(folder.resolve("package.xml"), packageXml);
        return folder;
    }

    /** The error that opening ends with; its message names the file. */
    SupsyncException fault(Path export) {
        SupsyncException e =
                catchThrowableOfType(SupsyncException.class, () -> open(export).close());
        assertThat(e).as("an error of opening %s", export).isNotNull();
        assertThat(e.getMessage()).contains(export.toString());
        assertThat(e.remedy()).endsWith(".");
        return e;
    }

    static String record(UpdateRevision revision) {
        return ExportWriter.record(revision, document(revision));
    }

    static String document(UpdateRevision revision) {
        return new UpdateXmlWriter().write(revision);
    }

    static List<CatalogRecord> records(CatalogExport catalog) {
        return CatalogContract.drain(catalog.revisions(Position.START));
    }

    static List<RevisionKey> readable(CatalogExport catalog) {
        return records(catalog).stream()
                .filter(RawRevision.class::isInstance)
                .map(record -> ((RawRevision) record).key())
                .toList();
    }

    static List<Unreadable> unreadable(CatalogExport catalog) {
        return records(catalog).stream()
                .filter(Unreadable.class::isInstance)
                .map(Unreadable.class::cast)
                .toList();
    }
}
