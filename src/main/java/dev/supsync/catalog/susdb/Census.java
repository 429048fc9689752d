package dev.supsync.catalog.susdb;

import dev.supsync.catalog.CensusEntry;
import dev.supsync.metadata.RevisionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of the census: identity, latest revision number and decline of every update that has a latest revision. */
final class Census implements PageCursor.Pages<CensusEntry> {

    private static final int PAGE = 10_000;

    private static final String KEYS =
            "SELECT u.LocalUpdateID FROM dbo.tbUpdate u WHERE u.LocalUpdateID > ? ORDER BY u.LocalUpdateID";

    private static final String ENTRIES =
            """
            SELECT u.LocalUpdateID AS LocalUpdateID, u.UpdateID AS UpdateID, u.IsHidden AS IsHidden,
              MAX(r.RevisionNumber) AS RevisionNumber
            FROM dbo.tbUpdate u
              JOIN dbo.tbRevision r ON r.LocalUpdateID = u.LocalUpdateID
            WHERE u.LocalUpdateID > ? AND u.LocalUpdateID <= ? AND r.IsLatestRevision = 1
            GROUP BY u.LocalUpdateID, u.UpdateID, u.IsHidden
            """;

    private static final String UNIDENTIFIED =
            """
            SELECT COUNT(*) AS Updates
            FROM dbo.tbUpdate u
              JOIN dbo.tbRevision r ON r.LocalUpdateID = u.LocalUpdateID
            WHERE r.IsLatestRevision = 1 AND (u.UpdateID IS NULL OR r.RevisionNumber < 0)
            """;

    private final Session session;
    private long after;
    private int unidentified;

    Census(Session session) {
        this.session = session;
    }

    @Override
    public @Nullable List<CensusEntry> next() {
        String keys = session.dialect().limited(KEYS, PAGE);
        Long upTo = null;
        for (Long key : session.rows(
                "read the census",
                "SELECT MAX(k.LocalUpdateID) AS LocalUpdateID FROM (" + keys + ") k",
                List.of(after),
                row -> row.number("LocalUpdateID"))) {
            upTo = key;
        }
        if (upTo == null) {
            return null;
        }
        List<CensusEntry> page = session.rows("read the census", ENTRIES, List.of(after, upTo), row -> {
            try {
                RevisionKey key = new RevisionKey(row.updateId("UpdateID"), (int) row.key("RevisionNumber"));
                return new CensusEntry(key.id(), key.revisionNumber(), row.flag("IsHidden"));
            } catch (IllegalArgumentException e) {
                unidentified++;
                return null;
            }
        });
        after = upTo;
        return page;
    }

    /** Whether an update cannot be identified: a column of GUIDs is asked, one of texts read. */
    static boolean hasUnidentified(Session session, SusdbSchema schema) {
        if (SusdbDialect.isGuidType(schema.type("tbUpdate", "UpdateID"))) {
            return session.rows("count updates", UNIDENTIFIED, List.of(), row -> row.key("Updates"))
                            .get(0)
                    > 0;
        }
        Census census = new Census(session);
        List<CensusEntry> page = List.of();
        while (page != null && census.unidentified == 0) {
            page = census.next();
        }
        return census.unidentified > 0;
    }
}
