package dev.supsync.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.supsync.lease.SiteLease;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.SyncListener;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A parent whose database takes "sup1" and "SUP1" for the same, as SQL Server does, above a child whose database does not. */
class CollationTests {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final SiteDatabase child = TestSite.inMemory();
    private SiteDatabase database;

    @BeforeEach
    void begin() throws SQLException {
        String url = "jdbc:hsqldb:mem:collation" + UUID.randomUUID();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SET DATABASE COLLATION SQL_TEXT_UCC");
            database = SiteDatabase.open(url, "sa", "");
        }
        TestSite.prepare(database);
        TestSite.prepare(child);
    }

    @AfterEach
    void end() {
        child.close();
        database.close();
    }

    @Test
    void statesTravelUpBesideOnesOfTheSameServerInAnotherCase() {
        state(database, "sup1", 6702);
        state(child, "SUP1", 6703);
        state(child, "Sup2", 6702);
        state(child, "SUP2", 6703);
        try (SiteLease lease = lease()) {
            StatesUp.collect(parent(lease), "PS1", child);
        }
        assertThat(TestSite.rows(
                        database,
                        "SELECT SERVER_NAME, LAST_STATE, VIA_SITE FROM SUP_SYNC_STATUS ORDER BY LAST_STATE, 3"))
                .hasSize(2)
                .anyMatch(row -> row.get(0).equals("sup1") && row.get(1).equals("6702") && row.get(2) == null)
                .anyMatch(row -> row.get(0).equalsIgnoreCase("sup2") && "PS1".equals(row.get(2)));
    }

    @Test
    void statesThatAreThereAreNotWrittenAgainWhereTheOrderIsAnother() {
        state(child, "a", 6702);
        state(child, "B", 6702);
        SiteLease lease = lease();
        StatesUp.collect(parent(lease), "PS1", child);
        assertThat(TestSite.rows(database, "SELECT * FROM SUP_SYNC_STATUS")).hasSize(2);
        lease.close();
        lease().close(); // somebody else had it in between
        assertThatCode(() -> StatesUp.collect(parent(lease), "PS1", child))
                .as("nothing is written, so nobody asks for the lease")
                .doesNotThrowAnyException();
    }

    @Test
    void aPointThatIsWrittenInAnotherCaseIsNotDueAgain() {
        database.jdbc()
                .update("INSERT INTO SUP_RUN (RUN_ID, RUN_TYPE, PLAN_DIGEST, PLAN_TEXT, STARTED_AT, RESULT, RESUMED,"
                        + " RESUMABLE, FIRST_NEW_CI_ID, LISTED_BEFORE, COUNTS, PLACE) VALUES (5, 'FULL',"
                        + " X'00000000000000000000000000000000', '', NOW(), 'SUCCEEDED', FALSE, FALSE, 1, 0, '',"
                        + " '')");
        database.jdbc().update("INSERT INTO SUP_POINT (SERVER_NAME, SYNCED_RUN, ATTEMPTS) VALUES ('sup1b', 5, 0)");
        List<PointCatalog> points = List.of(new TestPoint("SUP1B"), new TestPoint("sup1c"));
        assertThat(OtherPoints.due(database, points, HOUR, NOW))
                .extracting(PointCatalog::server)
                .containsExactly("sup1c");
        database.jdbc()
                .update(
                        "INSERT INTO SUP_POINT (SERVER_NAME, SYNCED_RUN, ATTEMPTS, NEXT_TRY) VALUES ('sup1c', 4, 1, ?)",
                        java.time.LocalDateTime.of(2040, 1, 1, 0, 0));
        assertThat(OtherPoints.due(database, points, HOUR, NOW))
                .as("a clock was ahead when it failed")
                .extracting(PointCatalog::server)
                .containsExactly("sup1c");
    }

    private static void state(SiteDatabase site, String server, int state) {
        site.jdbc()
                .update(
                        "INSERT INTO SUP_SYNC_STATUS (SERVER_NAME, SITE_CODE, SOURCE_SERVER, LAST_STATE,"
                                + " LAST_STATE_TIME, CATALOG_VERSION, LINK_STATUS) VALUES (?, 'PS1', 'x', ?, TIMESTAMP"
                                + " '2026-11-21 02:00:00', 1, 0)",
                        server,
                        state);
    }

    private Parent parent(SiteLease lease) {
        return new Parent(database, lease, "CS1", Clock.systemUTC(), SyncListener.SILENT);
    }

    private SiteLease lease() {
        return SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
