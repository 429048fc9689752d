package dev.supsync.catalog.susdb;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out which tables and columns there are, and refuses a database that lacks one that is needed. */
final class SchemaProbe {

    private static final String COLUMNS =
            """
            SELECT c.TABLE_NAME AS TableName, c.COLUMN_NAME AS ColumnName, c.DATA_TYPE AS DataType
            FROM INFORMATION_SCHEMA.COLUMNS c
            WHERE UPPER(c.TABLE_SCHEMA) = 'DBO'
            """;

    /** A table that every WSUS has since 3.0 SP2, with the columns that are read, and what they are read for. */
    record Required(String table, String purpose, List<String> columns) {}

    static final List<Required> REQUIRED = List.of(
            required(
                    "tbUpdate",
                    "the identity of updates and whether they are declined",
                    "LocalUpdateID UpdateID IsHidden"),
            required(
                    "tbRevision",
                    "the revisions of updates",
                    "RevisionID LocalUpdateID RevisionNumber IsLatestRevision"),
            required(
                    "tbProperty",
                    "the properties of updates",
                    "RevisionID UpdateType ExplicitlyDeployable PublicationState CreationDate"
                            + " DefaultPropertiesLanguageID MsrcSeverity EulaID"),
            required("tbLanguage", "the names of languages", "LanguageID ShortLanguage"),
            required("tbLocalizedProperty", "titles and descriptions", "LocalizedPropertyID Title Description"),
            required(
                    "tbLocalizedPropertyForRevision",
                    "titles and descriptions",
                    "RevisionID LanguageID LocalizedPropertyID"),
            required("tbRevisionLanguage", "the languages of files", "RevisionID LanguageID"),
            required(
                    "tbCategory",
                    "products and classifications",
                    "CategoryID CategoryType ParentCategoryID ProhibitsSubcategories ProhibitsUpdates DisplayOrder"),
            required("tbRevisionInCategory", "the products and classifications of updates", "RevisionID CategoryID"),
            required("tbPrerequisite", "prerequisites", "PrerequisiteID RevisionID"),
            required("tbInstalledUpdateSufficientForPrerequisite", "prerequisites", "PrerequisiteID LocalUpdateID"),
            required("tbBundleAll", "bundles", "BundledID RevisionID"),
            required("tbBundleAtLeastOne", "bundles", "BundledID RevisionID"),
            required("tbRevisionSupersedesUpdate", "supersedence", "RevisionID SupersededUpdateID"),
            required("tbKBArticleForRevision", "KB articles", "RevisionID KBArticleID"),
            required("tbSecurityBulletinForRevision", "security bulletins", "RevisionID SecurityBulletinID"),
            required("tbMoreInfoURLForRevision", "the addresses of articles", "RevisionID MoreInfoURL ShortLanguage"),
            required("tbFileForRevision", "files", "RevisionID FileDigest PatchingType"),
            required("tbFile", "files", "FileDigest FileName Modified Size IsEula MUURL"),
            required(
                    "tbXml",
                    "the documents of updates",
                    "XmlID RevisionID RootElementType RootElementXml RootElementXmlCompressed"));

    private SchemaProbe() {}

    /** Reads the schema. */
    static SusdbSchema probe(Session session) {
        Map<String, Map<String, String>> types = new HashMap<>();
        session.rows("read the schema", COLUMNS, List.of(), row -> {
            types.computeIfAbsent(lower(row.text("TableName")), t -> new HashMap<>())
                    .put(lower(row.text("ColumnName")), upper(row.text("DataType")));
            return null;
        });
        SusdbSchema schema = new SusdbSchema(types);
        require(schema, session.name());
        return schema;
    }

    private static void require(SusdbSchema schema, String name) {
        if (REQUIRED.stream().noneMatch(required -> schema.has(required.table()))) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_SCHEMA,
                    "WSUS database " + name + ": none of its tables is visible, not even tbUpdate",
                    "Check that this is the database of a WSUS server (SUSDB), and give the login's user in it the role"
                            + " db_datareader: without it, a login sees no table.");
        }
        for (Required required : REQUIRED) {
            if (!schema.has(required.table())) {
                throw missing(name, "table " + required.table(), required.purpose());
            }
            for (String column : required.columns()) {
                if (!schema.has(required.table(), column)) {
                    throw missing(name, "column " + required.table() + "." + column, required.purpose());
                }
            }
        }
    }

    private static SupsyncException missing(String name, String what, String purpose) {
        return new SupsyncException(
                ErrorCode.CATALOG_SCHEMA,
                "WSUS database " + name + ": " + what + " is missing, which is needed for " + purpose,
                "Every WSUS from 3.0 SP2 to Windows Server 2025 has it: check that this is the whole database of a WSUS"
                        + " server, that an upgrade of it has ended, and that the login's user may read all tables (role"
                        + " db_datareader): what it may not read, it does not see.");
    }

    private static Required required(String table, String purpose, String columns) {
        return new Required(table, purpose, List.of(columns.split(" ")));
    }

    private static String lower(@Nullable String text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT);
    }

    private static String upper(@Nullable String text) {
        return String.valueOf(text).toUpperCase(Locale.ROOT);
    }
}
