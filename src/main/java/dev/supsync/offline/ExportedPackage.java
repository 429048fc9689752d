package dev.supsync.offline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A package that was exported.
 *
 * @param fileName where it was written; the first cabinet of a set
 * @param fileBytes of all cabinets
 * @param fromChange the exporting site's change number where it begins; null if it is full
 * @param toChange where it ends
 * @param keyId the key that signed it; null if none did
 */
public record ExportedPackage(
        UUID packageId,
        String recipient,
        Instant createdAt,
        String fileName,
        long fileBytes,
        @Nullable Long fromChange,
        @Nullable UUID fromStamp,
        long toChange,
        UUID toStamp,
        int contentVersion,
        PackageCounts counts,
        @Nullable String keyId) {}
