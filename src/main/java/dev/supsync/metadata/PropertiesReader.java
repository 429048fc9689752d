package dev.supsync.metadata;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the element {@code Properties}. */
final class PropertiesReader {

    private static final List<UpdateType> TYPES = List.of(UpdateType.values());
    private static final List<PublicationState> STATES = List.of(PublicationState.values());
    private static final List<InstallationBehavior.Impact> IMPACTS = List.of(InstallationBehavior.Impact.values());
    private static final List<InstallationBehavior.Reboot> REBOOTS = List.of(InstallationBehavior.Reboot.values());

    private final XmlCursor xml;
    private final Attributes attributes;
    private final Set<String> moreInfoUrls = new LinkedHashSet<>(2);
    private final Set<String> kbArticles = new LinkedHashSet<>(2);
    private final Set<String> securityBulletins = new LinkedHashSet<>(2);
    private final Set<String> cveIds = new LinkedHashSet<>(2);
    private final Set<String> fileLanguages = new LinkedHashSet<>(2);
    private @Nullable String supportUrl;
    private @Nullable InstallationBehavior installation;
    private @Nullable InstallationBehavior uninstallation;

    PropertiesReader(XmlCursor xml) {
        this.xml = xml;
        this.attributes = new Attributes(xml);
    }

    /** What the start tag tells of a revision's kind. */
    RevisionHead head(RevisionKey key) throws MetadataException {
        return new RevisionHead(key, type(), attributes.flag("ExplicitlyDeployable"), publicationState());
    }

    UpdateProperties read() throws MetadataException {
        UpdateType type = type();
        boolean explicitlyDeployable = attributes.flag("ExplicitlyDeployable");
        PublicationState publicationState = publicationState();
        String defaultLanguage = attributes.text("DefaultPropertiesLanguage");
        Instant creationDate = attributes.requiredInstant("CreationDate");
        UUID publisherId = attributes.guid("PublisherID");
        String legacyName = attributes.text("LegacyName");
        String detectoidType = attributes.text("DetectoidType");
        String handler = attributes.text("Handler");
        Severity severity = severity();
        UUID eulaId = attributes.guid("EulaID");
        boolean requiresReacceptanceOfEula = attributes.flag("RequiresReacceptanceOfEula");
        boolean beta = attributes.flag("IsBeta");
        boolean publiclyPublished = attributes.flag("IsPublic");
        boolean locallyPublished = attributes.flag("IsLocallyPublished");
        boolean osUpgrade = attributes.flag("OSUpgrade");
        Long maxDownloadSize = attributes.size("MaxDownloadSize");
        Long minDownloadSize = attributes.size("MinDownloadSize");
        while (xml.nextChild()) {
            readChild();
        }
        return new UpdateProperties(
                type,
                explicitlyDeployable,
                publicationState,
                defaultLanguage == null ? "en" : Languages.normalize(defaultLanguage),
                creationDate,
                publisherId,
                legacyName,
                detectoidType,
                handler,
                severity,
                eulaId,
                requiresReacceptanceOfEula,
                beta,
                publiclyPublished,
                locallyPublished,
                osUpgrade,
                maxDownloadSize,
                minDownloadSize,
                installation == null ? InstallationBehavior.DEFAULT : installation,
                uninstallation,
                List.copyOf(moreInfoUrls),
                supportUrl,
                List.copyOf(kbArticles),
                List.copyOf(securityBulletins),
                List.copyOf(cveIds),
                List.copyOf(fileLanguages));
    }

    private UpdateType type() throws MetadataException {
        return attributes.choice("UpdateType", TYPES, UpdateType::text, UpdateType.SOFTWARE);
    }

    private PublicationState publicationState() throws MetadataException {
        return attributes.choice("PublicationState", STATES, PublicationState::text, PublicationState.PUBLISHED);
    }

    /** A severity of which nothing is known says as much as none. */
    private Severity severity() {
        String text = attributes.text("MsrcSeverity");
        try {
            return text == null ? Severity.UNSPECIFIED : Severity.parse(text);
        } catch (IllegalArgumentException e) {
            return Severity.UNSPECIFIED;
        }
    }

    private void readChild() throws MetadataException {
        switch (xml.name()) {
            case "InstallationBehavior" -> {
                xml.requireFirst(installation);
                installation = behavior();
            }
            case "UninstallationBehavior" -> {
                xml.requireFirst(uninstallation);
                uninstallation = behavior();
            }
            case "SupportUrl" -> {
                String url = xml.text();
                supportUrl = supportUrl == null ? url : supportUrl;
            }
            case "MoreInfoUrl" -> add(moreInfoUrls, xml.text());
            case "KBArticleID" -> add(kbArticles, Article.withoutLetters(xml.text()));
            case "SecurityBulletinID" -> add(securityBulletins, xml.text());
            case "CveID" -> add(cveIds, xml.text());
            case "Language" -> addLanguage(xml.text());
            default -> xml.skip();
        }
    }

    private InstallationBehavior behavior() throws MetadataException {
        InstallationBehavior behavior = new InstallationBehavior(
                attributes.choice(
                        "Impact", IMPACTS, InstallationBehavior.Impact::text, InstallationBehavior.Impact.NORMAL),
                attributes.choice(
                        "RebootBehavior",
                        REBOOTS,
                        InstallationBehavior.Reboot::text,
                        InstallationBehavior.Reboot.NEVER_REBOOTS),
                attributes.flag("CanRequestUserInput"),
                attributes.flag("RequiresNetworkConnectivity"));
        xml.skip();
        return behavior;
    }

    private void addLanguage(@Nullable String language) {
        add(fileLanguages, language == null ? null : Languages.normalize(language));
    }

    private static void add(Set<String> set, @Nullable String value) {
        if (value != null) {
            set.add(value);
        }
    }
}
