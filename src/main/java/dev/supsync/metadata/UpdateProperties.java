package dev.supsync.metadata;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a revision; booleans that the metadata omits are false.
 *
 * @param explicitlyDeployable whether this is an update in the administrator's sense
 * @param defaultLanguage WSUS's short name in lower case; {@code en} when absent
 * @param creationDate UTC; when this revision was created
 * @param publisherId null when not given
 * @param legacyName null when not given
 * @param detectoidType null when not given
 * @param handler the URI of the update handler; null when not given
 * @param eulaId the license terms to accept; null when none are needed
 * @param maxDownloadSize bytes; null when not given
 * @param minDownloadSize bytes; null when not given
 * @param uninstallation null when the update cannot be uninstalled
 * @param moreInfoUrls of all languages, in the order given
 * @param supportUrl null when not given
 * @param kbArticles without the letters KB, in the order given
 * @param securityBulletins in the order given, for example {@code MS12-034}
 * @param cveIds in the order given
 * @param fileLanguages payload languages by short name, in lower case; {@code all} means neutral
 */
public record UpdateProperties(
        UpdateType type,
        boolean explicitlyDeployable,
        PublicationState publicationState,
        String defaultLanguage,
        Instant creationDate,
        @Nullable UUID publisherId,
        @Nullable String legacyName,
        @Nullable String detectoidType,
        @Nullable String handler,
        Severity severity,
        @Nullable UUID eulaId,
        boolean requiresReacceptanceOfEula,
        boolean beta,
        boolean publiclyPublished,
        boolean locallyPublished,
        boolean osUpgrade,
        @Nullable Long maxDownloadSize,
        @Nullable Long minDownloadSize,
        InstallationBehavior installation,
        @Nullable InstallationBehavior uninstallation,
        List<String> moreInfoUrls,
        @Nullable String supportUrl,
        List<String> kbArticles,
        List<String> securityBulletins,
        List<String> cveIds,
        List<String> fileLanguages) {

    public UpdateProperties {
        moreInfoUrls = List.copyOf(moreInfoUrls);
        kbArticles = List.copyOf(kbArticles);
        securityBulletins = List.copyOf(securityBulletins);
        cveIds = List.copyOf(cveIds);
        fileLanguages = List.copyOf(fileLanguages);
    }
}
