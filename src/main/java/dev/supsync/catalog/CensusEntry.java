package dev.supsync.catalog;

import dev.supsync.metadata.UpdateId;

/**
 * One update of a catalog's census.
 *
 * @param revisionNumber of its latest revision
 * @param declined at the source; false where a catalog cannot say
 */
public record CensusEntry(UpdateId id, int revisionNumber, boolean declined) {}
