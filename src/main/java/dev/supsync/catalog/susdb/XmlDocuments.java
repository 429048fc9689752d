package dev.supsync.catalog.susdb;

import dev.supsync.cabinet.CabinetEntry;
import dev.supsync.cabinet.CabinetException;
import dev.supsync.cabinet.CabinetReader;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Opens the documents of tbXml: plain, plain with its markup escaped, or in a cabinet. */
final class XmlDocuments {

    private static final String MEMBER = "blob";

    private final XmlStore store;
    private final long documentSize;
    private final UpdateXmlParser parser = new UpdateXmlParser();

    XmlDocuments(XmlStore store, long documentSize) {
        this.store = store;
        this.documentSize = documentSize;
    }

    /**
     * The revision as its document tells it; null when there is none.
     *
     * @param loaded what was fetched already; null to fetch it now
     */
    @Nullable
    UpdateRevision read(BaseRow row, @Nullable StoredXml loaded) throws MetadataException {
        StoredXml xml = loaded == null ? fetch(row.revisionId()) : loaded;
        return xml == null ? null : parse(row, xml);
    }

    /** The whole document as UTF-8, without XML declaration; the caller closes it. */
    InputStream open(BaseRow row) throws MetadataException {
        StoredXml xml = fetch(row.revisionId());
        if (xml == null) {
            throw new MetadataException("the database holds no document of it");
        }
        byte[] compressed = xml.compressed();
        @Nullable CabinetReader cabinet = null;
        try {
            if (compressed == null) {
                return Utf8Stream.of(new StringReader(unescaped(String.valueOf(xml.plain()))), () -> {});
            }
            cabinet = cabinet(row, compressed);
            return Utf8Stream.of(open(cabinet), cabinet);
        } catch (IOException e) {
            closeQuietly(cabinet, e);
            throw new MetadataException("the cabinet of the document cannot be read: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(@Nullable CabinetReader cabinet, IOException failure) {
        try {
            if (cabinet != null) {
                cabinet.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The beginning of the document, at most so many characters; null when it cannot be read. */
    @Nullable
    String beginning(BaseRow row, int characters) {
        try {
            StoredXml xml = fetch(row.revisionId());
            if (xml == null) {
                return null;
            }
            byte[] compressed = xml.compressed();
            if (compressed == null) {
                String text = unescaped(String.valueOf(xml.plain()));
                return text.substring(0, Math.min(characters, text.length()));
            }
            try (CabinetReader cabinet = cabinet(row, compressed);
                    Reader reader = open(cabinet)) {
                return readUpTo(reader, characters);
            }
        } catch (IOException | MetadataException e) {
            return null;
        }
    }

    private @Nullable StoredXml fetch(long revisionId) throws MetadataException {
        XmlStore.Found found = store.load(revisionId, documentSize);
        if (found instanceof XmlStore.Found.TooLarge large) {
            throw new MetadataException("the document is " + large.characters() + " characters long, at most "
                    + documentSize + " are read");
        }
        return found instanceof XmlStore.Found.Document document ? document.xml() : null;
    }

    private UpdateRevision parse(BaseRow row, StoredXml xml) throws MetadataException {
        byte[] compressed = xml.compressed();
        if (compressed == null) {
            String text = String.valueOf(xml.plain());
            if (text.length() > documentSize) {
                throw new MetadataException(
                        "the document is " + text.length() + " characters long, at most " + documentSize + " are read");
            }
            return parser.parse(new StringReader(unescaped(text)));
        }
        try (CabinetReader cabinet = cabinet(row, compressed);
                Reader reader = open(cabinet)) {
            return parser.parse(reader);
        } catch (IOException e) {
            throw new MetadataException("the cabinet of the document cannot be read: " + e.getMessage(), e);
        }
    }

    private CabinetReader cabinet(BaseRow row, byte[] bytes) throws CabinetException {
        long bytesInUtf16 = Math.min(CabinetReader.DEFAULT_MAXIMUM_MEMBER_SIZE, 2 * Math.min(documentSize, 1L << 40));
        return CabinetReader.of("tbXml of RevisionID " + row.revisionId(), bytes, bytesInUtf16);
    }

    private static Reader open(CabinetReader cabinet) throws IOException {
        CabinetEntry entry = cabinet.entry(MEMBER)
                .or(() -> cabinet.entries().stream().findFirst())
                .orElseThrow(() -> new CabinetException(cabinet.name() + ": it has no member, expected " + MEMBER));
        InputStream content = new BufferedInputStream(cabinet.open(entry));
        content.mark(2);
        int first = content.read();
        int second = content.read();
        if (first != 0xFF || second != 0xFE) {
            content.reset();
        }
        // Markup in UTF-8 begins with two characters, in UTF-16 with one and a zero.
        Charset charset = first == '<' && second != 0 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16LE;
        return new InputStreamReader(content, charset);
    }

    private static String readUpTo(Reader reader, int characters) throws IOException {
        char[] buffer = new char[Math.min(characters, 1 << 20)];
        int length = 0;
        int read = reader.read(buffer, 0, buffer.length);
        while (read > 0) {
            length += read;
            read = reader.read(buffer, length, buffer.length - length);
        }
        return new String(buffer, 0, length);
    }

    /** Some versions of WSUS store text with its markup escaped. */
    private static String unescaped(String text) {
        return text.stripLeading().startsWith("&lt;")
                ? text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&")
                : text;
    }
}
