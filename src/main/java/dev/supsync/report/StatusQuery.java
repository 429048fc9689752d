package dev.supsync.report;

import dev.supsync.hierarchy.ChildLinks;
import dev.supsync.lease.SiteLease;
import dev.supsync.quarantine.Quarantine;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteUrl;
import dev.supsync.status.RunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how a site stands. */
public final class StatusQuery {

    private static final String POINTS =
            """
            SELECT WSUSServerName, LastSyncState, LastSyncStateTime, LastSuccessfulSyncTime, LastSyncErrorCode
            FROM vSMS_SUPSyncStatus WHERE SiteCode = (SELECT SITE_CODE FROM SUP_SITE) ORDER BY WSUSServerName""";

    private static final String FOLLOWS =
            """
            SELECT p.PARENT_CODE AS PARENT_CODE, COUNT(i.PACKAGE_ID) AS PACKAGES
            FROM SUP_PARENT p LEFT JOIN SUP_PACKAGE i ON i.SERVER_NAME = '' AND i.LINEAGE = p.LINEAGE
            GROUP BY p.PARENT_CODE""";

    private final SiteDatabase database;

    public StatusQuery(SiteDatabase database) {
        this.database = database;
    }

    /** Reads it, with so many runs (at least 1) and records in quarantine at most. */
    public SiteStatus read(int runs, int quarantined) {
        Quarantine quarantine = new Quarantine(database);
        RunStore store = new RunStore(database);
        return new SiteStatus(
                database.name(),
                new JdbcSiteStore(database).state(),
                follows(),
                // who reads an embedded database has its lock, so that its row is of the dead
                database.kind() == SiteUrl.Kind.SERVER
                        ? SiteLease.holder(database).orElse(null)
                        : null,
                new ChildLinks(database).underWay(),
                points(),
                store.lastStarted().orElse(null),
                store.last(runs),
                quarantine.count(),
                quarantined == 0 ? List.of() : quarantine.list(quarantined));
    }

    private SiteStatus.@Nullable Follows follows() {
        List<SiteStatus.Follows> found = database.translating(() -> database.jdbc()
                .query(
                        FOLLOWS,
                        (row, number) ->
                                new SiteStatus.Follows(row.getString("PARENT_CODE"), row.getInt("PACKAGES") > 0)));
        return found.isEmpty() ? null : found.get(0);
    }

    private List<SiteStatus.Point> points() {
        return database.translating(() -> database.jdbc().query(POINTS, StatusQuery::point));
    }

    private static SiteStatus.Point point(ResultSet row, int number) throws SQLException {
        return new SiteStatus.Point(
                row.getString(1),
                row.getInt(2),
                row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                instant(row, 4),
                row.getString(5));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
