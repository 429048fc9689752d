package dev.supsync.samples;

import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateProperties;
import dev.supsync.metadata.UpdateType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Properties of which most have the value that most revisions have. */
final class PropertiesBuilder {

    private static final UUID MICROSOFT = UUID.fromString("395392a0-19c0-48b7-a927-f7c15066d905");
    private static final UUID CONTOSO = UUID.fromString("8d2f6a3e-7c41-4b0a-9f57-2b1c6e0d4a11");

    private final UpdateType type;
    private final Instant created;
    private boolean deployable;
    private PublicationState state = PublicationState.PUBLISHED;
    private String defaultLanguage = "en";
    private boolean local;
    private @Nullable String legacyName;
    private @Nullable String detectoidType;
    private @Nullable String handler;
    private Severity severity = Severity.UNSPECIFIED;
    private @Nullable UUID eula;
    private boolean upgrade;
    private @Nullable Long size;
    private InstallationBehavior installation = InstallationBehavior.DEFAULT;
    private @Nullable InstallationBehavior uninstallation;
    private List<String> urls = List.of();
    private @Nullable String supportUrl;
    private List<String> articles = List.of();
    private List<String> bulletins = List.of();
    private List<String> cves = List.of();
    private List<String> fileLanguages = List.of();

    PropertiesBuilder(UpdateType type, Instant created) {
        this.type = type;
        this.created = created;
    }

    PropertiesBuilder deployable(PublicationState publicationState) {
        deployable = true;
        state = publicationState;
        return this;
    }

    PropertiesBuilder defaultLanguage(String language) {
        defaultLanguage = language;
        return this;
    }

    PropertiesBuilder local(boolean locallyPublished) {
        local = locallyPublished;
        return this;
    }

    PropertiesBuilder legacyName(@Nullable String name) {
        legacyName = name;
        return this;
    }

    PropertiesBuilder detectoidType(String name) {
        detectoidType = name;
        return this;
    }

    PropertiesBuilder handler(@Nullable String uri) {
        handler = uri;
        return this;
    }

    PropertiesBuilder severity(Severity value) {
        severity = value;
        return this;
    }

    PropertiesBuilder eula(@Nullable UUID id) {
        eula = id;
        return this;
    }

    PropertiesBuilder upgrade(boolean osUpgrade) {
        upgrade = osUpgrade;
        return this;
    }

    PropertiesBuilder size(@Nullable Long bytes) {
        size = bytes;
        return this;
    }

    PropertiesBuilder behavior(InstallationBehavior install, @Nullable InstallationBehavior uninstall) {
        installation = install;
        uninstallation = uninstall;
        return this;
    }

    PropertiesBuilder urls(@Nullable String moreInfo, @Nullable String support) {
        urls = moreInfo == null ? List.of() : List.of(moreInfo);
        supportUrl = support;
        return this;
    }

    PropertiesBuilder articles(List<String> kbArticles, List<String> securityBulletins, List<String> cveIds) {
        articles = kbArticles;
        bulletins = securityBulletins;
        cves = cveIds;
        return this;
    }

    PropertiesBuilder fileLanguages(List<String> languages) {
        fileLanguages = languages;
        return this;
    }

    UpdateProperties build() {
        return new UpdateProperties(
                type,
                deployable,
                state,
                defaultLanguage,
                created,
                local ? CONTOSO : MICROSOFT,
                legacyName,
                detectoidType,
                handler,
                severity,
                eula,
                upgrade,
                false,
                false,
                local,
                upgrade,
                size,
                size == null ? null : 0L,
                installation,
                uninstallation,
                urls,
                supportUrl,
                articles,
                bulletins,
                cves,
                fileLanguages);
    }
}
