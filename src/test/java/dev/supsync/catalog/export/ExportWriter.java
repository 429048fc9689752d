package dev.supsync.catalog.export;

import dev.supsync.cabinet.SampleCabinet;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes exports as {@code wsusutil export} does, for tests and sample data. The revisions are read once, in their
 * order: what comes from an iterator may be larger than the memory.
 *
 * @param xml writes the documents; its classifications are those that come by as categories, and Microsoft's
 * @param metadataCharset of metadata.txt: UTF-8 or UTF-16LE
 * @param byteOrderMark whether metadata.txt begins with one
 * @param serverId of the server that wrote it
 * @param created when it was written
 */
public record ExportWriter(
        UpdateXmlWriter xml, Charset metadataCharset, boolean byteOrderMark, UUID serverId, Instant created) {

    /** UTF-8 without a byte order mark, from a server of its own. */
    public ExportWriter() {
        this(
                new UpdateXmlWriter(),
                StandardCharsets.UTF_8,
                false,
                UUID.fromString("11111111-2222-3333-4444-555555555555"),
                Instant.parse("2026-11-01T00:00:00Z"));
    }

    public ExportWriter withXml(UpdateXmlWriter writer) {
        return new ExportWriter(writer, metadataCharset, byteOrderMark, serverId, created);
    }

    public ExportWriter withMetadataCharset(Charset charset, boolean withByteOrderMark) {
        return new ExportWriter(xml, charset, withByteOrderMark, serverId, created);
    }

    public ExportWriter withServer(UUID id, Instant time) {
        return new ExportWriter(xml, metadataCharset, byteOrderMark, id, time);
    }

    /** Writes a folder with the two files; it is made if it is missing. */
    public Path writeFolder(Path folder, Iterable<UpdateRevision> revisions) throws IOException {
        Files.createDirectories(folder);
        Path updates = Files.createTempFile(folder, "updates", ".part");
        Path packageXml = folder.resolve("package.xml");
        try (Writer metadata = Files.newBufferedWriter(folder.resolve("metadata.txt"), metadataCharset);
                Writer files = Files.newBufferedWriter(packageXml);
                Writer listing = Files.newBufferedWriter(updates)) {
            if (byteOrderMark) {
                metadata.write('\uFEFF');
            }
            files.write(head());
            Set<String> digests = new HashSet<>();
            Set<UpdateId> classifications = new HashSet<>();
            UpdateXmlWriter documents = xml.withClassifications(
                    id -> classifications.contains(id) || xml.classification().test(id));
            for (UpdateRevision revision : revisions) {
                if (revision.category() != null && revision.category().type() == CategoryType.UPDATE_CLASSIFICATION) {
                    classifications.add(revision.id());
                }
                String document = documents.write(revision);
                metadata.append(head(revision, document)).append(document).append("\r\n");
                for (UpdateFile file : revision.files()) {
                    if (file.sourceUrl() != null && digests.add(file.digest())) {
                        files.append("<File Digest=\"")
                                .append(file.digest())
                                .append("\" MUUrl=\"")
                                .append(escape(file.sourceUrl()))
                                .append("\" Name=\"")
                                .append(escape(file.name()))
                                .append("\"/>");
                    }
                }
                listing.write(listed(revision, documents));
            }
            files.write("</Files><Updates>");
        }
        try (OutputStream out = Files.newOutputStream(packageXml, StandardOpenOption.APPEND)) {
            Files.copy(updates, out);
            out.write("</Updates></ExportPackage>".getBytes(StandardCharsets.UTF_8));
        }
        Files.delete(updates);
        return folder;
    }

    /** Writes a zip. */
    public Path writeZip(Path file, Iterable<UpdateRevision> revisions) throws IOException {
        Path folder = writeFolder(Files.createTempDirectory(parent(file), "zip"), revisions);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("metadata.txt", "package.xml")) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(folder.resolve(name), zip);
                zip.closeEntry();
            }
        }
        remove(folder);
        return file;
    }

    /** Writes a cabinet. */
    public Path writeCabinet(Path file, Iterable<UpdateRevision> revisions) throws IOException {
        return writeCabinet(file, new SampleCabinet(), revisions);
    }

    /** Writes a cabinet, or a set of them, with the settings of that writer. */
    public Path writeCabinet(Path file, SampleCabinet cabinet, Iterable<UpdateRevision> revisions) throws IOException {
        Path folder = writeFolder(Files.createTempDirectory(parent(file), "cab"), revisions);
        for (String name : List.of("metadata.txt", "package.xml")) {
            cabinet.add(name, () -> Files.newInputStream(folder.resolve(name)));
        }
        cabinet.write(file);
        remove(folder);
        return file;
    }

    /** One record of metadata.txt, with its line end. */
    public static String record(UpdateRevision revision, String document) {
        return head(revision, document) + document + "\r\n";
    }

    private static String head(UpdateRevision revision, String document) {
        HexFormat hex = HexFormat.of();
        return revision.id() + "," + hex.toHexDigits(revision.key().revisionNumber()) + ","
                + hex.toHexDigits(document.length()) + ",";
    }

    private String head() {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <ExportPackage ServerID="%s" CreationTime="%s" FormatVersion="1.0" ProtocolVersion="1.20">\
                <Languages><Language Id="1033" ShortName="en" LongName="English" Enabled="true"/></Languages><Files>"""
                .formatted(serverId, created);
    }

    private static String listed(UpdateRevision revision, UpdateXmlWriter documents) {
        StringBuilder out = new StringBuilder();
        out.append("<Update UpdateId=\"").append(revision.id()).append("\" RevisionNumber=\"");
        out.append(revision.key().revisionNumber()).append("\"><Files>");
        revision.files()
                .forEach(file ->
                        out.append("<File Digest=\"").append(file.digest()).append("\"/>"));
        out.append("</Files><Categories>");
        categories(revision, documents, false)
                .forEach(id -> out.append("<Category Value=\"").append(id).append("\"/>"));
        out.append("</Categories><Classifications>");
        categories(revision, documents, true)
                .forEach(id -> out.append("<Classification Value=\"").append(id).append("\"/>"));
        return out.append("</Classifications></Update>").toString();
    }

    private static List<UpdateId> categories(
            UpdateRevision revision, UpdateXmlWriter documents, boolean classifications) {
        return revision.relations().stream()
                .filter(Relation.InCategory.class::isInstance)
                .map(Relation::target)
                .filter(id -> documents.classification().test(id) == classifications)
                .toList();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static void remove(Path folder) throws IOException {
        Files.delete(folder.resolve("metadata.txt"));
        Files.delete(folder.resolve("package.xml"));
        Files.delete(folder);
    }
}
