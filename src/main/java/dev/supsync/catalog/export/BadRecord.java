package dev.supsync.catalog.export;

import dev.supsync.metadata.RevisionKey;
import org.jspecify.annotations.Nullable;

/**
 * A place in metadata.txt that is no record; its text is read when it is asked for.
 *
 * @param start the first byte
 * @param end behind the last byte
 * @param key the identity, where it could still be read
 */
record BadRecord(long start, long end, @Nullable RevisionKey key, String reason) {}
