package dev.supsync.site;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An update as a site keeps it: the languages and relations that matter there, in a canonical order, so that equal content
 * has equal digests whatever catalog it came from.
 *
 * @param listed whether the views of updates show it
 * @param defaultLcid the Windows LCID of the default language
 * @param articles knowledge base articles without the letters KB
 * @param infoUrl where to read more, in any language
 * @param contentLocales payload languages as {@code Locale:1033,Locale:1031}; {@code Locale:0} is neutral
 * @param maxExecutionTime seconds
 * @param content the digest of all but {@code listed}, {@code scopeState} and {@code source}
 * @param source the digest of the raw record and the scope that it was read under
 */
public record UpdateRecord(
        RevisionKey key,
        UpdateType type,
        boolean listed,
        boolean deployable,
        boolean bundle,
        ScopeState scopeState,
        PublicationState publicationState,
        Instant creationDate,
        int defaultLcid,
        Severity severity,
        List<String> articles,
        List<String> bulletins,
        List<String> cves,
        @Nullable String infoUrl,
        @Nullable String supportUrl,
        @Nullable String legacyName,
        @Nullable String detectoidType,
        @Nullable String handler,
        @Nullable UUID publisherId,
        @Nullable UUID eulaId,
        boolean eulaReacceptance,
        boolean beta,
        boolean locallyPublished,
        InstallationBehavior installation,
        boolean canUninstall,
        int maxExecutionTime,
        String contentLocales,
        List<Text> texts,
        List<UpdateId> categories,
        List<Reference> references,
        List<UpdateFile> files,
        List<DriverMetadata> drivers,
        Digest content,
        Digest source) {

    /** The texts in one language, by its Windows LCID. */
    public record Text(int lcid, String title, @Nullable String description, @Nullable String infoUrl) {}

    /**
     * A reference to another update.
     *
     * @param clause alternatives share a clause; 0 for supersedence
     * @param revisionNumber null when the reference names none
     * @param first whether it is the first of its type to this target
     */
    public record Reference(Type type, int clause, UpdateId target, @Nullable Integer revisionNumber, boolean first) {

        /** The kinds of v_CIRelation. */
        public enum Type {
            BUNDLES(1),
            REQUIRES(2),
            SUPERSEDES(6);

            private final int number;

            Type(int number) {
                this.number = number;
            }

            /** v_CIRelation.RelationType. */
            public int number() {
                return number;
            }
        }
    }

    /**
     * Whether chains of supersedence pass through it: through a payload, but not through an update of its own that is out of
     * scope and here only because another one needs it. It goes with that, and nothing may depend on how long that stays.
     */
    public boolean passesChains() {
        return listed || !deployable || scopeState == ScopeState.IN;
    }

    /** The update's identity. */
    public UpdateId id() {
        return key.id();
    }

    /** The same record with the digest of its content. */
    public UpdateRecord withContent(Digest digest) {
        return new UpdateRecord(
                key,
                type,
                listed,
                deployable,
                bundle,
                scopeState,
                publicationState,
                creationDate,
                defaultLcid,
                severity,
                articles,
                bulletins,
                cves,
                infoUrl,
                supportUrl,
                legacyName,
                detectoidType,
                handler,
                publisherId,
                eulaId,
                eulaReacceptance,
                beta,
                locallyPublished,
                installation,
                canUninstall,
                maxExecutionTime,
                contentLocales,
                texts,
                categories,
                references,
                files,
                drivers,
                digest,
                source);
    }
}
