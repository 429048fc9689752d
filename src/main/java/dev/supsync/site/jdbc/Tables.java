package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.Table.Kind.BIGINT;
import static dev.supsync.site.jdbc.Table.Kind.BOOLEAN;
import static dev.supsync.site.jdbc.Table.Kind.DATE;
import static dev.supsync.site.jdbc.Table.Kind.DIGEST;
import static dev.supsync.site.jdbc.Table.Kind.GUID;
import static dev.supsync.site.jdbc.Table.Kind.INT;
import static dev.supsync.site.jdbc.Table.Kind.SMALLINT;
import static dev.supsync.site.jdbc.Table.Kind.TEXT;
import static dev.supsync.site.jdbc.Table.Kind.TIMESTAMP;
import static dev.supsync.site.jdbc.Table.column;
import static dev.supsync.site.jdbc.Table.nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tables of sql/ that are written in chunks: names, keys, columns in the order of the rows. */
public final class Tables {

    public static final Table UPDATE = new Table(
            "SUP_UPDATE",
            1,
            column("CI_ID", INT),
            column("UPDATE_ID", GUID),
            column("REVISION_NUMBER", INT),
            column("CI_VERSION", INT),
            column("UPDATE_TYPE", TEXT),
            column("IS_LISTED", BOOLEAN),
            column("IS_DEPLOYABLE", BOOLEAN),
            column("IS_BUNDLE", BOOLEAN),
            column("SCOPE_STATE", SMALLINT),
            column("PUBLICATION_STATE", SMALLINT),
            column("CREATION_DATE", TIMESTAMP),
            column("DEFAULT_LCID", INT),
            column("SEVERITY", SMALLINT),
            column("ARTICLE_ID", TEXT),
            column("BULLETIN_ID", TEXT),
            nullable("INFO_URL", TEXT),
            nullable("SUPPORT_URL", TEXT),
            nullable("LEGACY_NAME", TEXT),
            nullable("DETECTOID_TYPE", TEXT),
            nullable("HANDLER", TEXT),
            nullable("PUBLISHER_ID", GUID),
            nullable("EULA_ID", GUID),
            column("EULA_REACCEPTANCE", BOOLEAN),
            column("IS_BETA", BOOLEAN),
            column("IS_LOCALLY_PUBLISHED", BOOLEAN),
            column("INSTALL_IMPACT", SMALLINT),
            column("INSTALL_REBOOT", SMALLINT),
            column("INSTALL_USER_INPUT", BOOLEAN),
            column("INSTALL_NETWORK", BOOLEAN),
            column("CAN_UNINSTALL", BOOLEAN),
            column("MAX_EXECUTION_TIME", INT),
            column("CONTENT_LOCALES", TEXT),
            column("DATE_CREATED", TIMESTAMP),
            column("DATE_LAST_MODIFIED", TIMESTAMP),
            column("SOURCE_DIGEST", DIGEST),
            column("CONTENT_DIGEST", DIGEST),
            column("CHANGE_NUMBER", BIGINT));

    /** The flags of updates. No detail: a new revision leaves them as they are. */
    public static final Table UPDATE_STATE = new Table(
            "SUP_UPDATE_STATE",
            1,
            column("CI_ID", INT),
            column("REASONS", SMALLINT),
            nullable("EXPIRED_SINCE", TIMESTAMP),
            column("IS_SUPERSEDED", BOOLEAN),
            column("DATE_LAST_MODIFIED", TIMESTAMP),
            column("CHANGE_NUMBER", BIGINT));

    public static final Table TEXTS = new Table(
            "SUP_UPDATE_TEXT",
            2,
            column("CI_ID", INT),
            column("LCID", INT),
            column("TITLE", TEXT),
            nullable("DESCRIPTION", TEXT),
            nullable("INFO_URL", TEXT));

    public static final Table CATEGORIES =
            new Table("SUP_UPDATE_CATEGORY", 2, column("CI_ID", INT), column("CATEGORY_GUID", GUID));

    public static final Table RELATIONS = new Table(
            "SUP_UPDATE_RELATION",
            2,
            column("CI_ID", INT),
            column("ORDINAL", INT),
            column("RELATION_TYPE", SMALLINT),
            column("CLAUSE", INT),
            column("TARGET_ID", GUID),
            nullable("TARGET_REVISION", INT),
            column("IS_FIRST", BOOLEAN));

    public static final Table SUPERSEDENCE =
            new Table("SUP_SUPERSEDENCE", 2, column("CI_ID", INT), column("TARGET_ID", GUID));

    public static final Table FILES = new Table(
            "SUP_UPDATE_FILE",
            2,
            column("CI_ID", INT),
            column("ORDINAL", INT),
            column("DIGEST", TEXT),
            column("FILE_NAME", TEXT),
            column("FILE_SIZE", BIGINT),
            nullable("MODIFIED", TIMESTAMP),
            nullable("PATCHING_TYPE", SMALLINT),
            nullable("SHA256", TEXT),
            nullable("SOURCE_URL", TEXT));

    public static final Table ARTICLES = new Table(
            "SUP_UPDATE_ARTICLE",
            3,
            column("CI_ID", INT),
            column("KIND", SMALLINT),
            column("ORDINAL", INT),
            column("ARTICLE", TEXT));

    public static final Table DRIVERS = new Table(
            "SUP_UPDATE_DRIVER",
            2,
            column("CI_ID", INT),
            column("ORDINAL", INT),
            column("HARDWARE_ID", TEXT),
            nullable("DRIVER_DATE", DATE),
            nullable("DRIVER_VERSION", TEXT),
            nullable("DRIVER_CLASS", TEXT),
            nullable("COMPANY", TEXT),
            nullable("PROVIDER", TEXT),
            nullable("MANUFACTURER", TEXT),
            nullable("MODEL", TEXT),
            nullable("WHQL_ID", TEXT));

    /** The tables whose rows belong to an update, by its CI_ID. */
    public static final List<Table> DETAILS =
            List.of(TEXTS, CATEGORIES, RELATIONS, SUPERSEDENCE, FILES, ARTICLES, DRIVERS);

    /** All tables that hold a part of an update, by its CI_ID; the update itself comes last. */
    public static final List<Table> OF_UPDATE =
            Stream.concat(DETAILS.stream(), Stream.of(UPDATE_STATE, UPDATE)).toList();

    public static final Table DECISION = new Table(
            "SUP_DECISION",
            1,
            column("UPDATE_ID", GUID),
            column("REVISION_NUMBER", INT),
            column("OUTCOME", SMALLINT),
            column("SOURCE_DIGEST", DIGEST),
            column("CHANGE_NUMBER", BIGINT));

    public static final Table KEPT_REFERENCE =
            new Table("SUP_KEPT_REFERENCE", 2, column("UPDATE_ID", GUID), column("TARGET_ID", GUID));

    public static final Table TOMBSTONE = new Table(
            "SUP_TOMBSTONE",
            1,
            column("UPDATE_ID", GUID),
            column("REVISION_NUMBER", INT),
            column("IS_LISTED", BOOLEAN),
            column("REASONS", SMALLINT),
            column("CREATION_DATE", TIMESTAMP),
            nullable("CLASSIFICATION_ID", GUID),
            column("REMOVED_AT", TIMESTAMP),
            column("CHANGE_NUMBER", BIGINT));

    public static final Table IMPORT = new Table(
            "SUP_IMPORT",
            1,
            column("UPDATE_ID", GUID),
            column("REVISION_NUMBER", INT),
            column("IMPORTED_AT", TIMESTAMP),
            column("CATALOG_NAME", TEXT),
            column("CHANGE_NUMBER", BIGINT));

    public static final Table OPEN_REFERENCE = new Table("SUP_OPEN_REFERENCE", 1, column("TARGET_ID", GUID));

    public static final Table CATEGORY = new Table(
            "SUP_CATEGORY",
            1,
            column("CATEGORY_ID", INT),
            column("CATEGORY_GUID", GUID),
            column("REVISION_NUMBER", INT),
            nullable("CATEGORY_TYPE", TEXT),
            nullable("PARENT_GUID", GUID),
            column("DEFAULT_LCID", INT),
            column("PROHIBITS_SUBCATEGORIES", BOOLEAN),
            column("PROHIBITS_UPDATES", BOOLEAN),
            nullable("DISPLAY_ORDER", INT),
            column("IS_EXPIRED", BOOLEAN),
            column("IS_SUBSCRIBED", BOOLEAN),
            column("FIRST_RUN_ID", BIGINT),
            column("DATE_LAST_MODIFIED", TIMESTAMP),
            column("CONTENT_DIGEST", DIGEST),
            column("CHANGE_NUMBER", BIGINT));

    public static final Table CATEGORY_TEXT = new Table(
            "SUP_CATEGORY_TEXT",
            2,
            column("CATEGORY_ID", INT),
            column("LCID", INT),
            column("TITLE", TEXT),
            nullable("DESCRIPTION", TEXT));

    public static final Table CATEGORY_ANCESTOR = new Table(
            "SUP_CATEGORY_ANCESTOR",
            2,
            column("CATEGORY_ID", INT),
            column("ANCESTOR_ID", INT),
            column("DISTANCE", INT));

    /** All of it is key: a range that is written again is the same range. */
    public static final Table RUN_CHANGE = new Table(
            "SUP_RUN_CHANGE",
            5,
            column("RUN_ID", BIGINT),
            column("CHANGE_KIND", SMALLINT),
            column("FIRST_CI_ID", INT),
            column("LAST_CI_ID", INT),
            column("REASONS", SMALLINT));

    public static final Table RUN_FIGURE = new Table(
            "SUP_RUN_FIGURE",
            3,
            column("RUN_ID", BIGINT),
            column("CATEGORY_GUID", GUID),
            column("CHANGE_KIND", SMALLINT),
            column("UPDATES", BIGINT));

    public static final Table RUN_REMOVAL = new Table(
            "SUP_RUN_REMOVAL",
            1,
            column("CI_ID", INT),
            column("RUN_ID", BIGINT),
            column("UPDATE_ID", GUID),
            column("REVISION_NUMBER", INT),
            column("ARTICLE_ID", TEXT),
            column("TITLE", TEXT));

    /** As {@link #TOMBSTONE}, without a change number: they wait. The last column: for a deployment of another update. */
    public static final Table HELD_TOMBSTONE = new Table("SUP_HELD_TOMBSTONE", 1, held());

    public static final Table CATEGORY_TOMBSTONE =
            new Table("SUP_CATEGORY_TOMBSTONE", 1, column("CATEGORY_GUID", GUID), column("CHANGE_NUMBER", BIGINT));

    private Tables() {}

    private static List<Table.Column> held() {
        List<Table.Column> columns =
                new ArrayList<>(TOMBSTONE.without("CHANGE_NUMBER").table().columns());
        columns.add(column("IS_NEEDED", BOOLEAN));
        return columns;
    }
}
