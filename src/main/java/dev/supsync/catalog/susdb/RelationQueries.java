package dev.supsync.catalog.susdb;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;

/** Categories, prerequisites, bundles and what is superseded. */
final class RelationQueries {

    private static final String CATEGORIES =
            """
            SELECT c.RevisionID AS RevisionID, u.UpdateID AS UpdateID
            FROM dbo.tbRevisionInCategory c
              JOIN dbo.tbUpdate u ON u.LocalUpdateID = c.CategoryID
            WHERE c.RevisionID {ids}
            ORDER BY c.RevisionID, c.CategoryID
            """;

    private static final String PREREQUISITES =
            """
            SELECT p.RevisionID AS RevisionID, p.PrerequisiteID AS PrerequisiteID, u.UpdateID AS UpdateID
            FROM dbo.tbPrerequisite p
              JOIN dbo.tbInstalledUpdateSufficientForPrerequisite s ON s.PrerequisiteID = p.PrerequisiteID
              JOIN dbo.tbUpdate u ON u.LocalUpdateID = s.LocalUpdateID
            WHERE p.RevisionID {ids}
            ORDER BY p.PrerequisiteID, s.LocalUpdateID
            """;

    private static final String BUNDLES =
            """
            SELECT b.RevisionID AS RevisionID, b.BundledID AS BundledID, u.UpdateID AS UpdateID,
              r.RevisionNumber AS RevisionNumber
            FROM dbo.tbBundleAll b
              JOIN dbo.tbBundleAtLeastOne o ON o.BundledID = b.BundledID
              JOIN dbo.tbRevision r ON r.RevisionID = o.RevisionID
              JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID
            WHERE b.RevisionID {ids}
            ORDER BY b.BundledID, o.RevisionID
            """;

    private static final String SUPERSEDED =
            """
            SELECT s.RevisionID AS RevisionID, s.SupersededUpdateID AS UpdateID
            FROM dbo.tbRevisionSupersedesUpdate s
            WHERE s.RevisionID {ids}
            """;

    private RelationQueries() {}

    static List<DetailQuery> all() {
        return List.of(
                new DetailQuery("categories", CATEGORIES, RelationQueries::category),
                new DetailQuery("prerequisites", PREREQUISITES, RelationQueries::prerequisite),
                new DetailQuery("bundles", BUNDLES, RelationQueries::child),
                new DetailQuery("superseded updates", SUPERSEDED, RelationQueries::superseded));
    }

    private static void category(RowReader row, Details details) throws SQLException {
        details.categories.add(row.updateId("UpdateID"));
    }

    private static void prerequisite(RowReader row, Details details) throws SQLException {
        details.prerequisites
                .computeIfAbsent(row.key("PrerequisiteID"), id -> new LinkedHashSet<>())
                .add(row.updateId("UpdateID"));
    }

    private static void child(RowReader row, Details details) throws SQLException {
        Details.Child child = new Details.Child(row.updateId("UpdateID"), (int) row.key("RevisionNumber"));
        details.bundles
                .computeIfAbsent(row.key("BundledID"), id -> new LinkedHashSet<>())
                .add(child);
    }

    private static void superseded(RowReader row, Details details) throws SQLException {
        details.supersedes.add(row.updateId("UpdateID"));
    }
}
