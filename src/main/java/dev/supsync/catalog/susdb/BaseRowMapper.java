package dev.supsync.catalog.susdb;

import dev.supsync.catalog.susdb.BaseRow.Facts;
import dev.supsync.metadata.Article;
import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.InstallationBehavior.Impact;
import dev.supsync.metadata.InstallationBehavior.Reboot;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.RevisionHead;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a base row of a row of the database; what is wrong in it becomes a fault of that revision alone. */
final class BaseRowMapper {

    private static final List<String> DIGESTED = List.of(
            "UpdateType",
            "ExplicitlyDeployable",
            "PublicationState",
            "CreationDate",
            "DefaultPropertiesLanguageID",
            "MsrcSeverity",
            "EulaID",
            "RequiresReacceptanceOfEula",
            "IsBeta",
            "PublisherID",
            "IsPublic",
            "IsLocallyPublished",
            "LegacyName",
            "DetectoidType",
            "SchemaURI",
            "InstallationImpact",
            "InstallRebootBehavior",
            "InstallRequiresUserInput",
            "InstallRequiresConnectivity",
            "CanUninstall",
            "UninstallationImpact",
            "UninstallationRebootBehavior",
            "UninstallationRequiresUserInput",
            "UninstallationRequiresConnectivity",
            "KBArticleID",
            "SecurityBulletinID",
            "CategoryType",
            "DisplayOrder",
            "ProhibitsSubcategories",
            "ProhibitsUpdates",
            "ParentID");

    private final @Nullable UUID serverId;
    private final boolean managed;
    private final LanguageNames languages;

    /** @param managed whether RowID is the digest of the record that the row was made of: in supsync's own catalogs */
    BaseRowMapper(@Nullable UUID serverId, boolean managed, LanguageNames languages) {
        this.serverId = serverId;
        this.managed = managed;
        this.languages = languages;
    }

    BaseRow map(long revisionId, RevisionKey key, RowReader row) throws SQLException {
        boolean declined = row.flag("IsHidden");
        RowDigest digest = new RowDigest().add(serverId).add(key).add(row.text("RowID"));
        if (row.value("RowID") == null) {
            digest.add(revisionId);
        }
        for (String column : DIGESTED) {
            digest.add(row.text(column));
        }
        Facts facts = null;
        String fault = null;
        try {
            facts = facts(key, row);
        } catch (IllegalArgumentException e) {
            fault = String.valueOf(e.getMessage());
        }
        boolean imported = Boolean.TRUE.equals(row.optionalFlag("FromCatalogSite"));
        boolean documented = row.value("DocumentedID") != null;
        return new BaseRow(revisionId, key, declined, imported, documented, digest(row, digest), facts, fault);
    }

    private Digest digest(RowReader row, RowDigest all) throws SQLException {
        UUID rowId = managed ? row.guid("RowID") : null;
        return rowId == null
                ? all.digest()
                : new Digest(rowId.getMostSignificantBits(), rowId.getLeastSignificantBits());
    }

    private Facts facts(RevisionKey key, RowReader row) throws SQLException {
        if (row.value("PropertyOf") == null) {
            throw new IllegalArgumentException("it has no row in tbProperty");
        }
        RevisionHead head = new RevisionHead(key, type(row), row.flag("ExplicitlyDeployable"), publicationState(row));
        Integer language = row.integer("DefaultPropertiesLanguageID");
        UUID parent = row.guid("ParentID");
        return new Facts(
                head,
                language == null || language == 0 ? null : languages.shortName(language),
                row.instant("CreationDate"),
                severity(row),
                row.guid("EulaID"),
                row.optionalFlag("RequiresReacceptanceOfEula"),
                row.optionalFlag("IsBeta"),
                row.optionalFlag("IsPublic"),
                row.optionalFlag("IsLocallyPublished"),
                row.guid("PublisherID"),
                row.trimmed("LegacyName"),
                row.trimmed("DetectoidType"),
                row.trimmed("SchemaURI"),
                behavior(row, "InstallationImpact", "Install"),
                row.optionalFlag("CanUninstall"),
                behavior(row, "UninstallationImpact", "Uninstallation"),
                Article.withoutLetters(row.text("KBArticleID")),
                row.trimmed("SecurityBulletinID"),
                row.value("CategoryID") == null ? null : category(row),
                parent == null ? null : new UpdateId(parent));
    }

    private static UpdateType type(RowReader row) throws SQLException {
        String type = row.trimmed("UpdateType");
        return type == null ? UpdateType.SOFTWARE : UpdateType.parse(type);
    }

    /** A severity of which nothing is known says as much as none. */
    private static Severity severity(RowReader row) throws SQLException {
        String text = row.trimmed("MsrcSeverity");
        try {
            return text == null ? Severity.UNSPECIFIED : Severity.parse(text);
        } catch (IllegalArgumentException e) {
            return Severity.UNSPECIFIED;
        }
    }

    private static PublicationState publicationState(RowReader row) throws SQLException {
        return byNumber(row, "PublicationState", PublicationState.values());
    }

    private static CategoryInfo category(RowReader row) throws SQLException {
        String type = row.trimmed("CategoryType");
        return new CategoryInfo(
                type == null ? null : CategoryType.parse(type),
                row.flag("ProhibitsSubcategories"),
                row.flag("ProhibitsUpdates"),
                row.integer("DisplayOrder"));
    }

    private static @Nullable InstallationBehavior behavior(RowReader row, String impact, String prefix)
            throws SQLException {
        if (row.value(impact) == null) {
            return null;
        }
        return new InstallationBehavior(
                byNumber(row, impact, Impact.values()),
                byNumber(row, prefix + "RebootBehavior", Reboot.values()),
                row.flag(prefix + "RequiresUserInput"),
                row.flag(prefix + "RequiresConnectivity"));
    }

    /** NULL means the first. */
    private static <T> T byNumber(RowReader row, String column, T[] values) throws SQLException {
        Long number = row.number(column);
        if (number != null && (number < 0 || number >= values.length)) {
            throw new IllegalArgumentException(column + " is " + number + ", expected 0 to " + (values.length - 1));
        }
        return values[number == null ? 0 : number.intValue()];
    }
}
