package dev.supsync.catalog;

import dev.supsync.metadata.Digest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which catalog this is.
 *
 * @param name for messages: the file, or server and database
 * @param kind what it is, for messages: "catalog export" or "WSUS database"
 * @param serverId the WSUS server's own ID; null when unknown. An export's may be new in every file
 * @param fingerprint changes when the catalog is another one, or another file: positions of two fingerprints do not
 *     compare. Of a WSUS database it stays the same while updates come and go
 */
public record CatalogIdentity(String name, String kind, @Nullable UUID serverId, Digest fingerprint) {}
