package dev.supsync.catalog.susdb;

import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a revision's own row says, joined with the rows that belong to it one to one.
 *
 * @param declined {@code tbUpdate.IsHidden}
 * @param imported {@code tbUpdateFlag.FromCatalogSite}
 * @param documented whether the document says all of it: a row of SUP_REVISION, which only supsync's own catalogs have
 * @param digest over everything but {@code declined} and {@code imported}
 * @param facts null when {@code fault} says what is wrong with the row
 * @param fault null when the row can be read
 */
record BaseRow(
        long revisionId,
        RevisionKey key,
        boolean declined,
        boolean imported,
        boolean documented,
        Digest digest,
        @Nullable Facts facts,
        @Nullable String fault) {

    /**
     * The row's values.
     *
     * @param defaultLanguage null when unknown
     * @param creationDate null when not given
     * @param beta null, as others, when the database has no such column
     * @param uninstallable whether it can be uninstalled; null when the database does not say
     * @param category null unless there is a row in tbCategory
     * @param parent the category above a category; null when there is none
     */
    record Facts(
            RevisionHead head,
            @Nullable String defaultLanguage,
            @Nullable Instant creationDate,
            Severity severity,
            @Nullable UUID eulaId,
            @Nullable Boolean requiresReacceptanceOfEula,
            @Nullable Boolean beta,
            @Nullable Boolean publiclyPublished,
            @Nullable Boolean locallyPublished,
            @Nullable UUID publisherId,
            @Nullable String legacyName,
            @Nullable String detectoidType,
            @Nullable String handler,
            @Nullable InstallationBehavior installation,
            @Nullable Boolean uninstallable,
            @Nullable InstallationBehavior uninstallation,
            @Nullable String kbArticle,
            @Nullable String securityBulletin,
            @Nullable CategoryInfo category,
            @Nullable UpdateId parent) {}

    /** For messages: "revision 17 (RevisionID 4711) of update …". */
    String name() {
        return "update " + key + " (RevisionID " + revisionId + ")";
    }
}
