package dev.supsync.catalog.managed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Deletes what stands below revisions. Their own rows stay: bundles may refer to them. */
final class OldRows {

    /** The tables of which rows belong to one revision, those first that others refer to. */
    private static final List<String> TABLES = List.of(
            "tbLocalizedPropertyForRevision",
            "tbMoreInfoURLForRevision",
            "tbRevisionLanguage",
            "tbKBArticleForRevision",
            "tbSecurityBulletinForRevision",
            "tbRevisionInCategory",
            "tbPrerequisite",
            "tbBundleAll",
            "tbRevisionSupersedesUpdate",
            "tbFileForRevision",
            "tbDriver",
            "tbXml",
            "tbProperty",
            "SUP_REVISION");

    private final Set<java.nio.ByteBuffer> digests = new HashSet<>();

    void delete(Connection connection, Collection<Integer> revisionIds) throws SQLException {
        if (revisionIds.isEmpty()) {
            return;
        }
        below(connection, revisionIds, "LocalizedPropertyID", "tbLocalizedPropertyForRevision", "tbLocalizedProperty");
        below(
                connection,
                revisionIds,
                "PrerequisiteID",
                "tbPrerequisite",
                "tbInstalledUpdateSufficientForPrerequisite");
        below(connection, revisionIds, "BundledID", "tbBundleAll", "tbBundleAtLeastOne");
        Sql.queryAll(
                connection,
                "SELECT f.FileDigest FROM dbo.tbFileForRevision f WHERE f.RevisionID IN ({list})",
                revisionIds,
                row -> digests.add(java.nio.ByteBuffer.wrap(row.getBytes(1))));
        for (String table : TABLES) {
            Sql.each(connection, "DELETE FROM dbo." + table + " WHERE RevisionID = ?", revisionIds);
        }
    }

    /** Deletes the files that no revision refers to any more; after the new rows were written. */
    void deleteFiles(Connection connection) throws SQLException {
        List<byte[]> keys = digests.stream().map(java.nio.ByteBuffer::array).toList();
        digests.clear();
        for (String table : List.of("tbFileHash", "tbFile")) {
            Sql.each(
                    connection,
                    "DELETE FROM dbo." + table + " WHERE FileDigest = ? AND NOT EXISTS (SELECT r.RevisionID"
                            + " FROM dbo.tbFileForRevision r WHERE r.FileDigest = dbo." + table + ".FileDigest)",
                    keys);
        }
    }

    /** What hangs on the rows of a revision: its keys are asked for, as HSQLDB would look through the whole table. */
    private static void below(
            Connection connection, Collection<Integer> revisionIds, String key, String table, String below)
            throws SQLException {
        Set<Integer> keys = new HashSet<>();
        Sql.queryAll(
                connection,
                "SELECT t." + key + " FROM dbo." + table + " t WHERE t.RevisionID IN ({list})",
                revisionIds,
                row -> keys.add(row.getInt(1)));
        Sql.each(connection, "DELETE FROM dbo." + below + " WHERE " + key + " = ?", keys);
    }
}
