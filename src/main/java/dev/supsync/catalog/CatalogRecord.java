package dev.supsync.catalog;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateRevision;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a catalog yields for each record. */
public sealed interface CatalogRecord {

    /** Where to go on after this record. */
    Position position();

    /** A revision, not parsed yet. Usable by any thread, also after the cursor has moved on. */
    non-sealed interface RawRevision extends CatalogRecord {

        /** The identity that the catalog's index gives; {@link #parse()} fails when the document says another. */
        RevisionKey key();

        /** A digest of all that the catalog says of this revision; equal digests mean equal metadata. */
        Digest digest();

        /** Whether the update is declined at the source. */
        boolean declined();

        /** Whether a person imported the update at the source by hand; false where a catalog cannot say. */
        default boolean imported() {
            return false;
        }

        /**
         * Whether {@link #parse()} reads all of it from the document; false where a database's tables say most of it.
         */
        default boolean documented() {
            return false;
        }

        /**
         * What kind of revision it is, without reading all of it.
         *
         * @throws MetadataException if not even that can be read
         */
        RevisionHead head() throws MetadataException;

        /**
         * Reads all of it.
         *
         * @throws MetadataException if the record cannot be read; it goes to quarantine then
         */
        UpdateRevision parse() throws MetadataException;

        /**
         * The whole published document, as UTF-8 without XML declaration. The caller closes it. It is read as it goes, so that
         * a large one is never held whole where the catalog can help it. Its reads throw {@link java.io.IOException} where the
         * document turns out to be damaged, and {@link dev.supsync.error.SupsyncException} if the catalog cannot be read on.
         *
         * @throws MetadataException if there is none, or none that can be read
         */
        InputStream document() throws MetadataException;

        /** The raw text for the quarantine, at most {@code maxBytes} bytes of UTF-8. */
        String text(int maxBytes);
    }

    /**
     * A place in the catalog that is no record.
     *
     * @param key the identity, where it could still be read
     * @param reason what was expected and what was found, with the place
     * @param text the raw text, at most 1 MB
     */
    record Unreadable(Position position, @Nullable RevisionKey key, String reason, String text)
            implements CatalogRecord {}
}
