package dev.supsync.sync;

import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    PlainExport(Path folder) throws IOException, XMLStreamException {
        urls = urls(folder.resolve("package.xml"));
        in = new BufferedInputStream(Files.newInputStream(folder.resolve("metadata.txt")), 1 << 20);
    }

    /** The next revision; null at the end. */
    @Nullable
    UpdateRevision next() throws IOException, MetadataException {
        byte[] document = nextDocument();
        return document == null ? null : parse(document);
    }

    /** The next document, not parsed; null at the end. */
    byte @Nullable [] nextDocument() throws IOException {
        StringBuilder header = new StringBuilder(64);
        int commas = 0;
        while (commas < 3) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            header.append((char) b);
            commas += b == ',' ? 1 : 0;
        }
        String[] parts = header.toString().split(",", -1);
        int units = Integer.parseInt(parts[2], 16);
        ByteArrayOutputStream document = new ByteArrayOutputStream(units + 64);
        while (units > 0) {
            int b = in.read();
            document.write(b);
            int more = b < 0x80 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            for (int i = 0; i < more; i++) {
                document.write(in.read());
            }
            units -= more == 3 ? 2 : 1;
        }
        in.read(); // the line end
        in.read();
        return document.toByteArray();
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
