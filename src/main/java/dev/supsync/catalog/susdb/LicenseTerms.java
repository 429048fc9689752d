package dev.supsync.catalog.susdb;

import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the updates whose license terms WSUS has not downloaded yet. It notes each file's state in tbFileOnServer, by numbers that
 * Microsoft has not published. One is known from practice: WSUS lets nobody approve an update before all files of its license terms
 * are in state 12. A database without that state anywhere may count in another way, and then nothing is known.
 */
final class LicenseTerms {

    private static final int ON_SERVER = 12;

    private static final String MISSING =
            """
            SELECT u.UpdateID AS UpdateID
            FROM dbo.tbFileOnServer s
            JOIN %s x ON x.%s = s.FileDigest
            JOIN dbo.tbFile f ON f.FileDigest = s.FileDigest
            JOIN dbo.tbRevision r ON r.RevisionID = x.RevisionID
            JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID
            WHERE s.ActualState <> ? AND %s AND r.IsLatestRevision = 1 AND u.IsHidden = 0
                  AND NOT EXISTS (SELECT o.FileDigest FROM dbo.tbFileOnServer o
                                  WHERE o.FileDigest = s.FileDigest AND o.ActualState = ?)""";

    private final Session session;
    private final SusdbSchema schema;

    LicenseTerms(Session session, SusdbSchema schema) {
        this.session = session;
        this.schema = schema;
    }

    /** The updates, except declined ones; none where the database does not tell. */
    Set<UpdateId> missing() {
        if (!schema.has("tbFileOnServer", "FileDigest")
                || !schema.has("tbFileOnServer", "ActualState")
                || !isStateKnown()) {
            return Set.of();
        }
        Set<UpdateId> missing =
                new HashSet<>(read(MISSING.formatted("dbo.tbFileForRevision", "FileDigest", "f.IsEula = 1")));
        if (schema.has("tbEulaProperty", "RevisionID") && schema.has("tbEulaProperty", "EulaFileDigest")) {
            missing.addAll(
                    read(MISSING.formatted("dbo.tbEulaProperty", "EulaFileDigest", "f.FileDigest = s.FileDigest")));
        }
        return missing;
    }

    private boolean isStateKnown() {
        List<Object> parameters = new ArrayList<>(List.of(ON_SERVER));
        String condition = "s.ActualState = ?";
        if (schema.has("tbFileOnServer", "DesiredState")) {
            condition += " OR s.DesiredState = ?";
            parameters.add(ON_SERVER);
        }
        String sql = session.dialect()
                .limited(
                        "SELECT s.ActualState AS ActualState FROM dbo.tbFileOnServer s WHERE " + condition
                                + " ORDER BY s.ActualState",
                        1);
        return !session.rows("read the states of files", sql, parameters, row -> true)
                .isEmpty();
    }

    private List<UpdateId> read(String sql) {
        return session.rows("read the license terms that are missing", sql, List.of(ON_SERVER, ON_SERVER), row -> {
            try {
                return row.updateId("UpdateID");
            } catch (IllegalArgumentException e) {
                return null; // the census leaves it out, too
            }
        });
    }
}
