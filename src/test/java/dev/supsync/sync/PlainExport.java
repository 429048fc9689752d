package dev.supsync.sync;

import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The shortest way to read an export folder: front to end, trusting it. For the contenders of the benchmark. */
final class PlainExport implements AutoCloseable {

    private final InputStream in;
    private final Map<String, String> urls;
    private final UpdateXmlParser parser = new UpdateXmlParser();
    private byte[] buffer = new byte[1 << 20];
    private int from;
    private int to;

    PlainExport(Path folder) throws IOException, XMLStreamException {
        urls = urls(folder.resolve("package.xml"));
        in = Files.newInputStream(folder.resolve("metadata.txt"));
    }

    /** The next revision; null at the end. */
    @Nullable
    UpdateRevision next() throws IOException, MetadataException {
        byte[] document = nextDocument();
        return document == null ? null : parse(document);
    }

    /** The next document, not parsed; null at the end. */
    byte @Nullable [] nextDocument() throws IOException {
        int header = 0;
        for (int commas = 0; commas < 3; header++) {
            if (from + header == to && !fill(header)) {
                return null;
            }
            commas += buffer[from + header] == ',' ? 1 : 0;
        }
        int units = Integer.parseInt(new String(buffer, from + header - 9, 8, StandardCharsets.US_ASCII), 16);
        int length = 0;
        while (units > 0) {
            if (from + header + length == to && !fill(header + length)) {
                throw new IOException("truncated");
            }
            byte b = buffer[from + header + length++];
            // every byte that starts a character is a unit, and one that starts four bytes is two
            units -= (b & 0xC0) == 0x80 ? 0 : (b & 0xF8) == 0xF0 ? 2 : 1;
            if (units == 0) {
                length += (b & 0x80) == 0 ? 0 : (b & 0xE0) == 0xC0 ? 1 : (b & 0xF0) == 0xE0 ? 2 : 3;
            }
        }
        while (from + header + length + 2 > to && fill(header + length)) {
            continue;
        }
        byte[] document = Arrays.copyOfRange(buffer, from + header, from + header + length);
        from = Math.min(to, from + header + length + 2); // and the line end
        return document;
    }

    /** Reads on, keeping what lies behind the present place. */
    private boolean fill(int kept) throws IOException {
        if (from + kept == buffer.length) {
            byte[] larger = from > 0 ? buffer : new byte[buffer.length * 2];
            System.arraycopy(buffer, from, larger, 0, kept);
            buffer = larger;
            from = 0;
            to = kept;
        }
        int read = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, read);
        return read > 0;
    }

    UpdateRevision parse(byte[] document) throws MetadataException {
        UpdateRevision revision = parser.parse(new ByteArrayInputStream(document));
        if (revision.files().isEmpty()) {
            return revision;
        }
        List<UpdateFile> files = revision.files().stream()
                .map(f -> f.withSourceUrl(urls.get(f.digest())))
                .toList();
        return new UpdateRevision(
                revision.key(),
                revision.properties(),
                revision.texts(),
                revision.relations(),
                files,
                revision.drivers(),
                revision.category());
    }

    private static Map<String, String> urls(Path file) throws IOException, XMLStreamException {
        Map<String, String> urls = new HashMap<>();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(new java.io.StringReader(text));
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT
                    && xml.getLocalName().equals("File")
                    && xml.getAttributeValue(null, "MUUrl") != null) {
                urls.put(xml.getAttributeValue(null, "Digest"), xml.getAttributeValue(null, "MUUrl"));
            }
        }
        return urls;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
