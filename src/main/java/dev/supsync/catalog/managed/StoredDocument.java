package dev.supsync.catalog.managed;

import dev.supsync.cabinet.CabinetWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A document as tbXml holds it: short ones as text, others in a cabinet with one member, in UTF-16LE.
 *
 * @param plain empty when it is compressed
 * @param cabinet null when it is not
 */
record StoredDocument(String plain, byte @Nullable [] cabinet) {

    /** PublishedXmlCompressionThreshold, in bytes. */
    static final int COMPRESSED_ABOVE = 5_120;

    private static final String MEMBER = "blob";

    /** Cabinets tell a time; one that never changes lets equal documents be equal. */
    private static final LocalDateTime MODIFIED = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** Reads a document in UTF-8 to its end; a large one is compressed as it is read. */
    static StoredDocument of(InputStream utf8) throws IOException {
        byte[] beginning = utf8.readNBytes(COMPRESSED_ABOVE + 1);
        if (beginning.length <= COMPRESSED_ABOVE) {
            return new StoredDocument(new String(beginning, StandardCharsets.UTF_8), null);
        }
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), utf8);
        Reader text = new InputStreamReader(whole, StandardCharsets.UTF_8);
        byte[] cabinet = CabinetWriter.of(MEMBER, MODIFIED, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_16LE);
            text.transferTo(writer);
            writer.flush();
        });
        return new StoredDocument("", cabinet);
    }

    /** About how much of the memory it takes, in bytes. */
    long size() {
        return cabinet == null ? 2L * plain.length() : cabinet.length;
    }
}
