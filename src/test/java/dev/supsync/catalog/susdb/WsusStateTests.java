package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.susdb.WsusState.Result;
import dev.supsync.catalog.susdb.WsusState.Synchronization;
import dev.supsync.metadata.UpdateId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WsusStateTests {

    private SusdbDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = SusdbDatabase.of(SampleRevisions.all());
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void withoutEventsAndSubscriptionNothingIsKnown() {
        WsusState state = state();
        assertThat(state.last()).isEmpty();
        assertThat(state.products()).isNull();
        assertThat(state.classifications()).isNull();
        assertThat(state.languages()).isNull();
        assertThat(state.titles()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"384, SUCCEEDED", "386, FAILED", "387, CANCELLED", "381, RUNNING", "382, RUNNING"})
    void theLastEventTells(int event, Result result) throws SQLException {
        event(382, "2026-10-13 01:00:00");
        event(384, "2026-10-13 01:10:00");
        event(389, "2026-10-14 11:59:00");
        event(event, "2026-10-14 03:00:00");
        assertThat(state().last().orElseThrow())
                .isEqualTo(new Synchronization(result, Instant.parse("2026-10-14T03:00:00Z"), null));
    }

    @Test
    void anEventInTheFarFutureTellsNothing() throws SQLException {
        event(384, "2026-10-14 03:00:00");
        event(386, "2040-01-01 00:00:00");
        assertThat(state().last().orElseThrow().result()).isEqualTo(Result.SUCCEEDED);
    }

    @Test
    void eventsOfAnotherKindAreNoSynchronization() throws SQLException {
        database.execute("INSERT INTO dbo.tbEventInstance (EventInstanceID, EventNamespaceID, EventID, TimeAtTarget,"
                + " TimeAtServer) VALUES (UUID(), 1, 384, NOW(), NOW())");
        assertThat(state().last()).isEmpty();
    }

    @Test
    void aSelectedFamilySelectsWhatIsBelowIt() throws SQLException {
        database.execute("CREATE TABLE dbo.tbCategoryInSubscription (SubscriptionID INT, CategoryID INT)");
        UpdateId family = find("ProductFamily");
        UpdateId product = find("Product");
        UpdateId classification = find("UpdateClassification");
        subscribe(family);
        assertThat(state().products()).contains(family, product);
        assertThat(state().classifications())
                .as("none is selected, which WSUS never has")
                .isNull();
        subscribe(classification);
        assertThat(state().classifications()).isEqualTo(Set.of(classification));
        assertThat(state().titles()).containsKeys(product, classification).doesNotContainKey(family);
    }

    @Test
    void languagesAreThoseOfTheSubscription() throws SQLException {
        database.execute("CREATE TABLE dbo.tbLanguageInSubscription (SubscriptionID INT, LanguageID INT)");
        assertThat(state().languages()).isNull();
        database.execute("INSERT INTO dbo.tbLanguageInSubscription VALUES (1, 1033), (1, 1031)");
        assertThat(state().languages()).isEqualTo(Set.of("en", "de"));
        database.execute("INSERT INTO dbo.tbLanguageInSubscription VALUES (1, 0)");
        assertThat(state().languages()).as("all of them").isNull();
    }

    private WsusState state() {
        try (SusdbCatalog catalog = database.open()) {
            return catalog.wsus();
        }
    }

    private void event(int id, String time) throws SQLException {
        database.execute("INSERT INTO dbo.tbEventInstance (EventInstanceID, EventNamespaceID, EventID, TimeAtTarget,"
                + " TimeAtServer) VALUES (UUID(), 2, " + id + ", TIMESTAMP '" + time + "', TIMESTAMP '" + time + "')");
    }

    private UpdateId find(String type) throws SQLException {
        try (var statement = database.connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT u.UpdateID FROM dbo.tbCategory c JOIN dbo.tbUpdate u ON u.LocalUpdateID = c.CategoryID"
                                + " WHERE c.CategoryType = '" + type + "' ORDER BY c.CategoryID")) {
            assertThat(row.next()).as(type).isTrue();
            return UpdateId.parse(row.getString(1));
        }
    }

    private void subscribe(UpdateId category) throws SQLException {
        database.execute("INSERT INTO dbo.tbCategoryInSubscription SELECT 1, u.LocalUpdateID FROM dbo.tbUpdate u WHERE"
                + " CAST(u.UpdateID AS VARCHAR(36)) = '" + category + "'");
    }
}
