package dev.supsync.catalog.susdb;

import dev.supsync.catalog.susdb.BaseRow.Facts;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the properties of a revision of its tables and, where it was read, its document. */
final class ModelProperties {

    private final Facts facts;
    private final Details details;
    private final @Nullable UpdateProperties document;

    ModelProperties(Facts facts, Details details, @Nullable UpdateProperties document) {
        this.facts = facts;
        this.details = details;
        this.document = document;
    }

    UpdateProperties properties() throws MetadataException {
        Instant creationDate = Merge.time(facts.creationDate(), Merge.part(document, UpdateProperties::creationDate));
        if (creationDate == null) {
            throw new MetadataException("tbProperty.CreationDate is NULL, and there is no document that says it");
        }
        String language = Merge.first(facts.defaultLanguage(), Merge.part(document, UpdateProperties::defaultLanguage));
        InstallationBehavior installation =
                Merge.first(facts.installation(), Merge.part(document, UpdateProperties::installation));
        return new UpdateProperties(
                facts.head().type(),
                facts.head().explicitlyDeployable(),
                facts.head().publicationState(),
                language == null ? "en" : language,
                creationDate,
                Merge.first(facts.publisherId(), Merge.part(document, UpdateProperties::publisherId)),
                Merge.first(facts.legacyName(), Merge.part(document, UpdateProperties::legacyName)),
                Merge.first(facts.detectoidType(), Merge.part(document, UpdateProperties::detectoidType)),
                Merge.first(facts.handler(), Merge.part(document, UpdateProperties::handler)),
                facts.severity(),
                Merge.first(facts.eulaId(), Merge.part(document, UpdateProperties::eulaId)),
                Merge.flag(
                        facts.requiresReacceptanceOfEula(),
                        Merge.part(document, UpdateProperties::requiresReacceptanceOfEula)),
                Merge.flag(facts.beta(), Merge.part(document, UpdateProperties::beta)),
                Merge.flag(facts.publiclyPublished(), Merge.part(document, UpdateProperties::publiclyPublished)),
                Merge.flag(facts.locallyPublished(), Merge.part(document, UpdateProperties::locallyPublished)),
                document != null && document.osUpgrade(),
                Merge.part(document, UpdateProperties::maxDownloadSize),
                Merge.part(document, UpdateProperties::minDownloadSize),
                installation == null ? InstallationBehavior.DEFAULT : installation,
                uninstallation(),
                Merge.list(
                        details.urls.getOrDefault("all", List.of()),
                        Merge.part(document, UpdateProperties::moreInfoUrls)),
                Merge.part(document, UpdateProperties::supportUrl),
                Merge.list(one(facts.kbArticle()), Merge.part(document, UpdateProperties::kbArticles)),
                Merge.list(one(facts.securityBulletin()), Merge.part(document, UpdateProperties::securityBulletins)),
                document == null ? List.of() : document.cveIds(),
                Merge.list(details.fileLanguages, Merge.part(document, UpdateProperties::fileLanguages)));
    }

    private @Nullable InstallationBehavior uninstallation() {
        InstallationBehavior documented = Merge.part(document, UpdateProperties::uninstallation);
        Boolean uninstallable = facts.uninstallable();
        if (uninstallable == null) {
            return documented;
        }
        if (!uninstallable) {
            return null;
        }
        InstallationBehavior behavior = Merge.first(facts.uninstallation(), documented);
        return behavior == null ? InstallationBehavior.DEFAULT : behavior;
    }

    private static List<String> one(@Nullable String value) {
        return value == null || value.isEmpty() ? List.of() : List.of(value);
    }
}
