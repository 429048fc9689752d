package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import java.util.ArrayList;
import java.util.List;

/** Deletes the rows of updates and revisions that were there only because something referred to them. */
final class Sweep {

    private static final int PAGE = 5_000;

    private static final String REVISIONS =
            """
            SELECT r.RevisionID FROM dbo.tbRevision r
            WHERE r.IsLatestRevision = 0 AND r.RevisionID > ?
              AND NOT EXISTS (SELECT o.RevisionID FROM dbo.tbBundleAtLeastOne o WHERE o.RevisionID = r.RevisionID)
            ORDER BY r.RevisionID
            """;

    private static final String UPDATES =
            """
            SELECT u.LocalUpdateID FROM dbo.tbUpdate u
            WHERE u.LocalUpdateID > ?
              AND NOT EXISTS (SELECT r.LocalUpdateID FROM dbo.tbRevision r WHERE r.LocalUpdateID = u.LocalUpdateID)
              AND NOT EXISTS (SELECT i.CategoryID FROM dbo.tbRevisionInCategory i WHERE i.CategoryID = u.LocalUpdateID)
              AND NOT EXISTS (SELECT s.LocalUpdateID FROM dbo.tbInstalledUpdateSufficientForPrerequisite s
                WHERE s.LocalUpdateID = u.LocalUpdateID)
              AND NOT EXISTS (SELECT c.CategoryID FROM dbo.tbCategory c WHERE c.ParentCategoryID = u.LocalUpdateID)
            ORDER BY u.LocalUpdateID
            """;

    private final SusdbDialect dialect;

    Sweep(SusdbDialect dialect) {
        this.dialect = dialect;
    }

    void run(CatalogWriter writer) {
        delete(writer, REVISIONS, "DELETE FROM dbo.tbRevision WHERE RevisionID = ?");
        delete(writer, UPDATES, "DELETE FROM dbo.tbUpdate WHERE LocalUpdateID = ?");
    }

    private void delete(CatalogWriter writer, String select, String delete) {
        String page = dialect.limited(select.strip(), PAGE);
        List<Integer> found = new ArrayList<>();
        long last = 0;
        do {
            long after = last;
            found.clear();
            writer.transaction("delete what nothing refers to", false, c -> {
                Sql.query(c, page, row -> found.add(row.getInt(1)), after);
                Sql.each(c, delete, found);
            });
            last = found.isEmpty() ? last : found.get(found.size() - 1);
        } while (found.size() == PAGE);
    }
}
