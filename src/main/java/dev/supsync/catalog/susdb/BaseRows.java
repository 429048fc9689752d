package dev.supsync.catalog.susdb;

import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.CatalogRecord.Unreadable;
import dev.supsync.catalog.Position;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects the rows of the latest revisions, a page at a time. */
final class BaseRows {

    private static final String LATEST =
            """
            r.IsLatestRevision = 1
              AND NOT EXISTS (
                SELECT n.RevisionID FROM dbo.tbRevision n
                WHERE n.LocalUpdateID = r.LocalUpdateID AND n.IsLatestRevision = 1
                  AND (n.RevisionNumber > r.RevisionNumber
                    OR (n.RevisionNumber = r.RevisionNumber AND n.RevisionID > r.RevisionID)))
            """;

    /** HSQLDB reads tables in the order in which they stand: the one with the condition must be first. */
    private static final String REVISIONS_FIRST =
            "dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID";

    private static final String UPDATES_FIRST =
            "dbo.tbUpdate u JOIN dbo.tbRevision r ON r.LocalUpdateID = u.LocalUpdateID";

    private static final String KEYS =
            "SELECT r.RevisionID FROM dbo.tbRevision r WHERE r.RevisionID > ? ORDER BY r.RevisionID";

    private static final String COUNT =
            "SELECT COUNT(DISTINCT r.LocalUpdateID) AS Updates FROM dbo.tbRevision r WHERE r.IsLatestRevision = 1";

    private static final String LAST = "SELECT MAX(r.RevisionID) AS RevisionID FROM dbo.tbRevision r";

    private final Session session;
    private final SusdbSchema schema;
    private final BaseRowMapper mapper;
    private final String byRevision;
    private final String byUpdate;

    BaseRows(Session session, SusdbSchema schema, BaseRowMapper mapper) {
        this.session = session;
        this.schema = schema;
        this.mapper = mapper;
        this.byRevision = select(schema).replace("{first}", REVISIONS_FIRST);
        this.byUpdate = select(schema).replace("{first}", UPDATES_FIRST);
    }

    /** How many latest revisions there are. */
    long count() {
        return session.rows("count updates", COUNT, List.of(), row -> row.key("Updates"))
                .get(0);
    }

    /** The highest RevisionID there is; null when there is none. */
    @Nullable
    Long last() {
        List<Long> found = session.rows("find the last revision", LAST, List.of(), row -> row.number("RevisionID"));
        return found.isEmpty() ? null : found.get(0);
    }

    /** The highest RevisionID of the next so many rows of tbRevision, latest or not; null when there are none. */
    @Nullable
    Long upperBound(long after, int rows) {
        String keys = session.dialect().limited(KEYS, rows);
        List<Long> found = session.rows(
                "read revisions",
                "SELECT MAX(k.RevisionID) AS RevisionID FROM (" + keys + ") k",
                List.of(after),
                row -> row.number("RevisionID"));
        return found.isEmpty() ? null : found.get(0);
    }

    /** The latest revisions with RevisionIDs above one number and up to another. */
    List<Row> between(long after, long upTo, boolean categoriesOnly) {
        String sql = byRevision
                + "WHERE r.RevisionID > ? AND r.RevisionID <= ? AND "
                + LATEST
                + (categoriesOnly ? "AND (p.UpdateType = 'Category' OR c.CategoryID IS NOT NULL)\n" : "")
                + "ORDER BY r.RevisionID";
        return session.rows("read revisions", sql, List.of(after, upTo), this::row);
    }

    /** The latest revisions of updates. */
    List<Row> of(Collection<UpdateId> ids) {
        String type = schema.type("tbUpdate", "UpdateID");
        List<Object> parameters = new ArrayList<>();
        for (UpdateId id : ids) {
            Object guid = session.dialect().guid(id.value(), type);
            parameters.add(guid);
            if (guid instanceof String text && !SusdbDialect.isGuidType(type)) {
                parameters.add(SusdbDialect.otherCase(text));
            }
        }
        String sql = byUpdate + "WHERE u.UpdateID IN (" + RevisionIds.marks(parameters.size()) + ") AND " + LATEST;
        return session.rows("look up updates", sql, parameters, this::row);
    }

    /** A row that was read, or why it cannot be. */
    record Row(@Nullable BaseRow base, @Nullable Unreadable unreadable) {}

    private Row row(RowReader row) throws SQLException {
        long revisionId = row.key("RevisionID");
        RevisionKey key;
        try {
            key = new RevisionKey(row.updateId("UpdateID"), (int) row.key("RevisionNumber"));
        } catch (IllegalArgumentException e) {
            return new Row(null, unreadable(revisionId, String.valueOf(e.getMessage()), row));
        }
        return new Row(mapper.map(revisionId, key, row), null);
    }

    private CatalogRecord.Unreadable unreadable(long revisionId, String reason, RowReader row) throws SQLException {
        String text = "tbRevision.RevisionID=" + revisionId + " tbRevision.RevisionNumber="
                + row.value("RevisionNumber") + " tbUpdate.UpdateID=" + row.value("UpdateID");
        String place = "WSUS database " + session.name() + ", RevisionID " + revisionId + ": ";
        return new Unreadable(new Position.RevisionId(revisionId), null, place + reason, text);
    }

    private static String select(SusdbSchema schema) {
        boolean handlers = schema.has("tbHandler", "HandlerID")
                && schema.has("tbHandler", "SchemaURI")
                && schema.has("tbProperty", "HandlerID");
        List<String> columns = new ArrayList<>();
        columns.add(schema.select("r", "tbRevision", "RowID"));
        columns.add(schema.select("r", "tbRevision", "IsBeta"));
        for (String column : List.of("PublisherID", "IsPublic", "IsLocallyPublished", "LegacyName", "DetectoidType")) {
            columns.add(schema.select("u", "tbUpdate", column));
        }
        for (String column : List.of(
                "RequiresReacceptanceOfEula",
                "InstallationImpact",
                "InstallRebootBehavior",
                "InstallRequiresUserInput",
                "InstallRequiresConnectivity",
                "CanUninstall")) {
            columns.add(schema.select("p", "tbProperty", column));
        }
        for (String suffix : List.of("Impact", "RebootBehavior", "RequiresUserInput", "RequiresConnectivity")) {
            columns.add(schema.selectFirst("p", "tbProperty", "Uninstallation" + suffix, "Uninstall" + suffix));
        }
        boolean flags = schema.has("tbUpdateFlag", "LocalUpdateID") && schema.has("tbUpdateFlag", "FromCatalogSite");
        columns.add(flags ? "g.FromCatalogSite AS FromCatalogSite" : "NULL AS FromCatalogSite");
        boolean documents = schema.has("SUP_REVISION", "RevisionID");
        columns.add(documents ? "d.RevisionID AS DocumentedID" : "NULL AS DocumentedID");
        columns.add(handlers ? "h.SchemaURI AS SchemaURI" : "NULL AS SchemaURI");
        return """
                SELECT r.RevisionID AS RevisionID, r.RevisionNumber AS RevisionNumber, u.UpdateID AS UpdateID,
                  u.IsHidden AS IsHidden, p.RevisionID AS PropertyOf, p.UpdateType AS UpdateType,
                  p.ExplicitlyDeployable AS ExplicitlyDeployable, p.PublicationState AS PublicationState,
                  p.CreationDate AS CreationDate, p.DefaultPropertiesLanguageID AS DefaultPropertiesLanguageID,
                  p.MsrcSeverity AS MsrcSeverity, p.EulaID AS EulaID,
                  k.KBArticleID AS KBArticleID, b.SecurityBulletinID AS SecurityBulletinID,
                  c.CategoryID AS CategoryID, c.CategoryType AS CategoryType, c.DisplayOrder AS DisplayOrder,
                  c.ProhibitsSubcategories AS ProhibitsSubcategories, c.ProhibitsUpdates AS ProhibitsUpdates,
                  a.UpdateID AS ParentID,
                  {columns}
                FROM {first}
                  LEFT JOIN dbo.tbProperty p ON p.RevisionID = r.RevisionID
                  LEFT JOIN dbo.tbKBArticleForRevision k ON k.RevisionID = r.RevisionID
                  LEFT JOIN dbo.tbSecurityBulletinForRevision b ON b.RevisionID = r.RevisionID
                  LEFT JOIN dbo.tbCategory c ON c.CategoryID = r.LocalUpdateID
                  LEFT JOIN dbo.tbUpdate a ON a.LocalUpdateID = c.ParentCategoryID
                  {flags}
                  {documents}
                  {handlers}
                """
                .replace("{columns}", String.join(", ", columns))
                .replace("{flags}", flags ? "LEFT JOIN dbo.tbUpdateFlag g ON g.LocalUpdateID = u.LocalUpdateID" : "")
                .replace("{documents}", documents ? "LEFT JOIN dbo.SUP_REVISION d ON d.RevisionID = r.RevisionID" : "")
                .replace("{handlers}", handlers ? "LEFT JOIN dbo.tbHandler h ON h.HandlerID = p.HandlerID" : "");
    }
}
