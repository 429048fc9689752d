package dev.supsync.hierarchy;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes the states of the software update points of a child, and of all that is below it, up to its parent. */
final class StatesUp {

    private static final String READ =
            """
            SELECT WSUSServerName, SiteCode, WSUSSourceServer, LastSyncState, LastSyncStateTime, LastSuccessfulSyncTime,
                LastSyncErrorCode, SyncCatalogVersion, ReplicationLinkStatus, LastReplicationLinkCheckTime
            FROM vSMS_SUPSyncStatus""";

    private static final String HELD =
            """
            SELECT SERVER_NAME, SITE_CODE, SOURCE_SERVER, LAST_STATE, LAST_STATE_TIME, LAST_SUCCESS_TIME,
                LAST_ERROR_CODE, CATALOG_VERSION, LINK_STATUS, LINK_CHECK_TIME
            FROM SUP_SYNC_STATUS WHERE VIA_SITE = ?""";

    private static final String INSERT =
            """
            INSERT INTO SUP_SYNC_STATUS (SERVER_NAME, SITE_CODE, SOURCE_SERVER, LAST_STATE, LAST_STATE_TIME,
                LAST_SUCCESS_TIME, LAST_ERROR_CODE, CATALOG_VERSION, LINK_STATUS, LINK_CHECK_TIME, VIA_SITE)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private StatesUp() {}

    /** Takes them; writes only if something changed. */
    static void collect(Parent parent, String child, SiteDatabase from) {
        List<List<@Nullable Object>> states = new ArrayList<>();
        from.each(READ, row -> states.add(values(row)));
        SiteDatabase database = parent.database();
        List<List<@Nullable Object>> held = new ArrayList<>();
        database.each(HELD, row -> held.add(values(row)), child);
        // each database has an order of its own
        states.sort(Comparator.comparing(StatesUp::server));
        held.sort(Comparator.comparing(StatesUp::server));
        if (states.equals(held)) {
            return;
        }
        database.inTransaction(() -> {
            parent.lease().verify();
            database.jdbc().update("DELETE FROM SUP_SYNC_STATUS WHERE VIA_SITE = ?", child);
            // names of servers are the same in any case, to SQL Server as well
            Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            others.addAll(database.jdbc().queryForList("SELECT SERVER_NAME FROM SUP_SYNC_STATUS", String.class));
            for (List<@Nullable Object> state : states) {
                if (others.add(server(state))) {
                    List<@Nullable Object> row = new ArrayList<>(state);
                    row.add(child);
                    database.jdbc().update(INSERT, row.toArray());
                }
            }
            return true;
        });
    }

    private static String server(List<@Nullable Object> state) {
        return String.valueOf(state.get(0));
    }

    private static List<@Nullable Object> values(ResultSet row) throws SQLException {
        return Arrays.asList(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getObject(5, LocalDateTime.class),
                row.getObject(6, LocalDateTime.class),
                row.getString(7),
                row.getInt(8),
                row.getInt(9),
                row.getObject(10, LocalDateTime.class));
    }
}
