package dev.supsync.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the element {@code Properties}; what has its default value is left out, as in real documents. */
final class PropertiesWriter {

    private final XmlSink xml;

    PropertiesWriter(XmlSink xml) {
        this.xml = xml;
    }

    void write(UpdateProperties properties) {
        xml.start("Properties")
                .attribute("UpdateType", properties.type().text())
                .attribute("DefaultPropertiesLanguage", properties.defaultLanguage())
                .attribute("LegacyName", properties.legacyName())
                .flag("IsPublic", properties.publiclyPublished())
                .flag("IsBeta", properties.beta())
                .flag("IsLocallyPublished", properties.locallyPublished())
                .flag("OSUpgrade", properties.osUpgrade())
                .attribute("DetectoidType", properties.detectoidType())
                .attribute("EulaID", properties.eulaId())
                .flag("RequiresReacceptanceOfEula", properties.requiresReacceptanceOfEula())
                .attribute("Handler", properties.handler())
                .flag("ExplicitlyDeployable", properties.explicitlyDeployable())
                .attribute("MaxDownloadSize", properties.maxDownloadSize())
                .attribute("MinDownloadSize", properties.minDownloadSize())
                .attribute(
                        "MsrcSeverity",
                        properties.severity() == Severity.UNSPECIFIED
                                ? null
                                : properties.severity().text())
                .attribute("PublicationState", properties.publicationState().text())
                .attribute("CreationDate", properties.creationDate())
                .attribute("PublisherID", properties.publisherId());
        if (!properties.installation().equals(InstallationBehavior.DEFAULT)) {
            behavior("InstallationBehavior", properties.installation());
        }
        behavior("UninstallationBehavior", properties.uninstallation());
        texts("MoreInfoUrl", properties.moreInfoUrls());
        xml.text("SupportUrl", properties.supportUrl());
        texts("KBArticleID", properties.kbArticles());
        texts("SecurityBulletinID", properties.securityBulletins());
        texts("CveID", properties.cveIds());
        texts("Language", properties.fileLanguages());
        xml.end();
    }

    private void behavior(String name, @Nullable InstallationBehavior behavior) {
        if (behavior != null) {
            xml.empty(name)
                    .attribute("Impact", behavior.impact().text())
                    .attribute("RebootBehavior", behavior.reboot().text())
                    .attribute("RequiresNetworkConnectivity", behavior.requiresNetworkConnectivity())
                    .attribute("CanRequestUserInput", behavior.canRequestUserInput());
        }
    }

    private void texts(String name, List<String> texts) {
        texts.forEach(text -> xml.text(name, text));
    }
}
