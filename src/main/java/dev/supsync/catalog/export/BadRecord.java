package dev.supsync.catalog.export;

import dev.supsync.metadata.RevisionKey;
import org.jspecify.annotations.Nullable;

/**
 * A place in metadata.txt that is no record, or a record that package.xml lists and metadata.txt lacks.
 *
 * @param start the first byte; a missing record has a place of its own behind the end of the file
 * @param end behind the last byte
 * @param key the identity, where it could still be read
 * @param text null to read it from the file when it is asked for
 */
record BadRecord(long start, long end, @Nullable RevisionKey key, String reason, @Nullable String text) {

    /** A place in metadata.txt. */
    BadRecord(long start, long end, @Nullable RevisionKey key, String reason) {
        this(start, end, key, reason, null);
    }

    /** A record that is missing; the place must be behind that of all others. */
    static BadRecord missing(long place, RevisionKey key) {
        return new BadRecord(
                place,
                place + 1,
                key,
                "metadata.txt has no record of " + key + ", which package.xml lists",
                "<Update UpdateId=\"" + key.id() + "\" RevisionNumber=\"" + key.revisionNumber() + "\"/>");
    }
}
