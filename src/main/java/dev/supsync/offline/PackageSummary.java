package dev.supsync.offline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a package is, for people.
 *
 * @param site the code of the exporting site
 * @param fromChange the exporting site's change number where it begins; null if it is full
 * @param toChange where it ends
 * @param keyId the trusted key that signed it; null if none did
 */
public record PackageSummary(
        UUID packageId,
        String site,
        String siteName,
        String recipient,
        Instant createdAt,
        @Nullable Long fromChange,
        long toChange,
        int contentVersion,
        PackageCounts counts,
        @Nullable String keyId) {}
