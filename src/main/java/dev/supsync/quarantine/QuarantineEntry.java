package dev.supsync.quarantine;

import dev.supsync.metadata.RevisionKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read.
 *
 * @param key its identity; null when not even that could be read
 * @param place where it stands in the catalog
 * @param reason what was expected and what was found
 * @param text the raw record, at most 1 MB: read when it is kept, since many at once would fill the memory
 */
public record QuarantineEntry(@Nullable RevisionKey key, String place, String reason, Supplier<String> text) {

    /** The most of a record's text that is kept, in bytes of UTF-8. */
    public static final int TEXT_BYTES = 1_048_576;

    /** What makes two entries the same one: the update, or the place. */
    String identity() {
        RevisionKey revision = key;
        return revision == null ? place : revision.id().toString();
    }
}
