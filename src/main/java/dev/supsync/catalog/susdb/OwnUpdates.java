package dev.supsync.catalog.susdb;

import dev.supsync.metadata.UpdateId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of the updates that did not come from the upstream of the server. */
final class OwnUpdates implements PageCursor.Pages<UpdateId> {

    private static final int PAGE = 10_000;

    private static final String LOCAL = "u.IsLocallyPublished = 1";

    private static final String IMPORTED =
            """
            EXISTS (SELECT g.LocalUpdateID FROM dbo.tbUpdateFlag g
                    WHERE g.LocalUpdateID = u.LocalUpdateID AND g.FromCatalogSite = 1)""";

    private final Session session;
    private final @Nullable String sql;
    private long after;

    OwnUpdates(Session session, SusdbSchema schema) {
        this.session = session;
        List<String> conditions = new ArrayList<>();
        if (schema.has("tbUpdate", "IsLocallyPublished")) {
            conditions.add(LOCAL);
        }
        if (schema.has("tbUpdateFlag", "LocalUpdateID") && schema.has("tbUpdateFlag", "FromCatalogSite")) {
            conditions.add(IMPORTED);
        }
        this.sql = conditions.isEmpty()
                ? null
                : session.dialect()
                        .limited(
                                "SELECT u.LocalUpdateID AS LocalUpdateID, u.UpdateID AS UpdateID FROM dbo.tbUpdate u"
                                        + " WHERE u.LocalUpdateID > ? AND (" + String.join(" OR ", conditions)
                                        + ") ORDER BY u.LocalUpdateID",
                                PAGE);
    }

    @Override
    public @Nullable List<UpdateId> next() {
        if (sql == null) {
            return null;
        }
        long before = after;
        List<UpdateId> page = session.rows("read the updates of its own", sql, List.of(after), row -> {
            after = row.key("LocalUpdateID");
            try {
                return row.updateId("UpdateID");
            } catch (IllegalArgumentException e) {
                return null; // the census leaves it out, too
            }
        });
        return after == before ? null : page;
    }
}
