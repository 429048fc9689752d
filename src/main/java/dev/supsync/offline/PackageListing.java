package dev.supsync.offline;

import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateIdMap;
import dev.supsync.metadata.UpdateRevision;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/**
 * Writes package.xml by the rules of WSUS's importer: the languages and the addresses of all files stand before the
 * updates, so both wait in files of their own until all updates are known.
 */
final class PackageListing implements Closeable {

    private final Path filesPart;
    private final Path updatesPart;
    private final Writer files;
    private final Writer updates;
    private final Set<UpdateId> classifications;
    /** Files whose address was written; by a hash of 128 bits of their digests. */
    private final UpdateIdMap addressed = new UpdateIdMap();

    /**
     * @param place two files beside it hold what waits
     * @param classifications the categories that are classifications
     */
    PackageListing(Path place, Set<UpdateId> classifications) throws IOException {
        this.classifications = Set.copyOf(classifications);
        filesPart = place.resolveSibling(place.getFileName() + ".files");
        updatesPart = place.resolveSibling(place.getFileName() + ".updates");
        files = writer(filesPart);
        updates = writer(updatesPart);
    }

    /** In the place of what is there; where that is a link, what it points to stays as it is. */
    private static Writer writer(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void add(UpdateRevision revision) throws IOException {
        updates.append("<Update UpdateId=\"")
                .append(revision.id().toString())
                .append("\" RevisionNumber=\"")
                .append(Integer.toString(revision.key().revisionNumber()))
                .append("\"><Files>");
        for (UpdateFile file : revision.files()) {
            updates.append("<File Digest=\"").append(escape(file.digest())).append("\"/>");
            address(file);
        }
        updates.append("</Files><Categories>");
        categories(revision, "Category", false);
        updates.append("</Categories><Classifications>");
        categories(revision, "Classification", true);
        updates.append("</Classifications></Update>\n");
    }

    private void address(UpdateFile file) throws IOException {
        String url = file.sourceUrl();
        UpdateId key = new UpdateId(UUID.nameUUIDFromBytes(file.digest().getBytes(StandardCharsets.UTF_8)));
        if (url == null || addressed.containsKey(key)) {
            return;
        }
        addressed.put(key, 1);
        files.append("<File Digest=\"")
                .append(escape(file.digest()))
                .append("\" MUUrl=\"")
                .append(escape(url))
                .append("\" Name=\"")
                .append(escape(file.name()))
                .append("\"/>\n");
    }

    private void categories(UpdateRevision revision, String element, boolean isClassification) throws IOException {
        for (Relation relation : revision.relations()) {
            if (relation instanceof Relation.InCategory category
                    && classifications.contains(category.target()) == isClassification) {
                updates.append('<')
                        .append(element)
                        .append(" Value=\"")
                        .append(category.target().toString())
                        .append("\"/>");
            }
        }
    }

    /**
     * Puts the file together; once.
     *
     * @param serverId the exporting site's, in the place of a WSUS server's
     * @param enabled short names of the languages that the exporting site keeps
     */
    void writeTo(OutputStream out, UUID serverId, Instant created, Set<String> enabled) throws IOException {
        files.close();
        updates.close();
        Writer head = new BufferedWriter(new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8));
        head.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ExportPackage ServerID=\"")
                .append(serverId.toString())
                .append("\" CreationTime=\"")
                .append(created.truncatedTo(ChronoUnit.SECONDS).toString())
                .append("\" FormatVersion=\"1.0\" ProtocolVersion=\"1.20\">\n<Languages>");
        for (Language language : Languages.all()) {
            head.append("<Language Id=\"")
                    .append(Integer.toString(language.lcid()))
                    .append("\" ShortName=\"")
                    .append(language.shortName())
                    .append("\" LongName=\"")
                    .append(escape(language.englishName()))
                    .append("\" Enabled=\"")
                    .append(Boolean.toString(enabled.contains(language.shortName())))
                    .append("\"/>\n");
        }
        head.append("</Languages>\n<Files>");
        head.flush();
        Files.copy(filesPart, out);
        head.append("</Files>\n<Updates>");
        head.flush();
        Files.copy(updatesPart, out);
        head.append("</Updates>\n</ExportPackage>\n");
        head.flush();
    }

    @Override
    public void close() throws IOException {
        try {
            files.close();
            updates.close();
        } finally {
            Files.deleteIfExists(filesPart);
            Files.deleteIfExists(updatesPart);
        }
    }

    /** What XML 1.0 cannot hold becomes a question mark: an address with a control character leads nowhere. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> {
                    boolean allowed = c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
                    out.appendCodePoint(allowed ? c : '?');
                }
            }
        });
        return out.toString();
    }
}
