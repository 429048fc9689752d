package dev.supsync.catalog.managed;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.error.Printable;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A revision on its way in.
 *
 * @param slot of its update
 * @param revision null if it cannot be read
 * @param document null if the upstream holds none that can be read
 * @param fault why it cannot be read; null if it can
 */
record Incoming(
        int slot,
        RawRevision raw,
        @Nullable UpdateRevision revision,
        @Nullable StoredDocument document,
        @Nullable String fault) {

    private static final int LONGEST_FAULT = 300;

    /** Reads it; by any thread. */
    static Incoming read(int slot, RawRevision raw) {
        try {
            UpdateRevision revision = raw.parse();
            return new Incoming(slot, raw, revision, document(raw), null);
        } catch (MetadataException e) {
            return new Incoming(
                    slot,
                    raw,
                    null,
                    null,
                    "update " + raw.key() + ": " + Printable.line(e.getMessage(), LONGEST_FAULT));
        }
    }

    private static @Nullable StoredDocument document(RawRevision raw) throws MetadataException {
        try (InputStream document = raw.document()) {
            return StoredDocument.of(document);
        } catch (MetadataException | IOException e) {
            if (raw.documented()) {
                throw e instanceof MetadataException fault
                        ? fault
                        : new MetadataException(String.valueOf(e.getMessage()), e);
            }
            return null; // the tables say enough
        }
    }
}
