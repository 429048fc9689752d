package dev.supsync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbWriter;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two WSUS databases, of which one should be what the other is. */
class CatalogComparisonTests {

    private static final Runnable ON = () -> {};

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void equalCatalogsDoNotDiffer() throws SQLException {
        CatalogDifference difference =
                new CatalogComparison(wsus(SampleRevisions.all()), wsus(SampleRevisions.all()), ON).run();
        assertThat(difference.isEmpty()).as(difference.toString()).isTrue();
        assertThat(difference).hasToString("no difference");
    }

    @Test
    void saysWhatDiffers() throws SQLException {
        SusdbCatalog catalog = wsus(List.of(update(1, 200), update(2, 200), update(3, 200), update(4, 201)));
        SusdbCatalog upstream = wsus(
                List.of(update(1, 200), update(2, 201), update(4, 200), update(5, 100), update(6, 100)), Set.of(id(1)));
        CatalogDifference difference = new CatalogComparison(catalog, upstream, ON).run();
        assertThat(difference.missing()).isEqualTo(2);
        assertThat(difference.extra()).isEqualTo(1);
        assertThat(difference.otherRevision()).isEqualTo(2);
        assertThat(difference.otherDecline()).isEqualTo(1);
        assertThat(difference.examples())
                .containsExactlyInAnyOrder(
                        "update " + id(1) + " is not declined",
                        "update " + id(2) + " has revision 200, not 201",
                        "update " + id(3) + " revision 200 is too many",
                        "update " + id(4) + " has revision 201, not 200",
                        "update " + id(5) + " revision 100 is missing",
                        "update " + id(6) + " revision 100 is missing");
        assertThat(difference.toString())
                .startsWith("2 missing, 1 too many, 2 with another revision, 1 declined in one of them only (update ");
        assertThat(new CatalogComparison(catalog, upstream, ON)
                        .withoutDeclines()
                        .run()
                        .otherDecline())
                .isZero();
    }

    @Test
    void whatIsItsOwnMayBeMoreAndNewerButNotOlder() throws SQLException {
        SusdbCatalog catalog = wsus(List.of(update(1, 200), update(2, 201), update(3, 199)));
        SusdbCatalog upstream = wsus(List.of(update(2, 200), update(3, 200)));
        CatalogDifference difference =
                new CatalogComparison(catalog, upstream, ON).own(id -> true).run();
        assertThat(difference.extra()).isZero();
        assertThat(difference.examples()).containsExactly("update " + id(3) + " has revision 199, not 200");
    }

    @Test
    void whatItsOwnNeedsIsItsOwn() throws SQLException {
        UpdateRevision bundle = SampleRevisions.bundle(id(1), 100, "Imported", id(2));
        UpdateRevision ahead = SampleRevisions.bundle(id(4), 101, "Imported in a newer revision", id(5));
        SusdbCatalog catalog = wsus(List.of(bundle, update(2, 100), update(3, 100), ahead, update(5, 100)));
        SusdbCatalog upstream = wsus(List.of(SampleRevisions.bundle(id(4), 100, "Imported", id(6)), update(6, 100)));
        CatalogComparison comparison = new CatalogComparison(catalog, upstream, ON).own(Set.of(id(1), id(4))::contains);
        assertThat(comparison.withNeeds().run().examples())
                .containsExactlyInAnyOrder(
                        "update " + id(3) + " revision 100 is too many",
                        "update " + id(6) + " revision 100 is missing");
    }

    @Test
    void manyAreComparedAndEndWhenAsked() throws SQLException {
        List<UpdateRevision> many =
                LongStream.range(0, 3_000).mapToObj(n -> update(n, 200)).toList();
        SusdbCatalog catalog = wsus(many);
        SusdbCatalog upstream = wsus(many.subList(0, 2_999));
        int[] checks = new int[1];
        assertThat(new CatalogComparison(catalog, upstream, () -> checks[0]++)
                        .run()
                        .extra())
                .isEqualTo(1);
        assertThat(checks[0]).isEqualTo(5);
        assertThatThrownBy(() -> new CatalogComparison(catalog, upstream, () -> {
                            throw new IllegalStateException("stopped");
                        })
                        .run())
                .hasMessage("stopped");
    }

    @Test
    void aWsusDatabaseTellsWhatItDoesNotHaveFromItsUpstream() throws SQLException {
        String url = database(List.of(update(1, 200), update(2, 200), update(3, 200)), Set.of());
        execute(url, "INSERT INTO dbo.tbUpdateFlag (LocalUpdateID, FromCatalogSite) VALUES (2, TRUE)");
        execute(url, "UPDATE dbo.tbUpdate SET IsLocallyPublished = TRUE WHERE LocalUpdateID = 3");
        SusdbCatalog catalog = catalog(url);
        List<UpdateId> own = new ArrayList<>();
        try (Cursor<UpdateId> cursor = catalog.own()) {
            for (UpdateId id = cursor.next(); id != null; id = cursor.next()) {
                own.add(id);
            }
        }
        assertThat(own).containsExactly(id(2), id(3));
        assertThat(catalog.isReplica()).as("without a table that tells").isEmpty();
        execute(url, "CREATE TABLE dbo.tbConfigurationC (ReplicaMode INTEGER)");
        execute(url, "INSERT INTO dbo.tbConfigurationC VALUES (1)");
        assertThat(catalog(url).isReplica()).contains(true);
        execute(url, "UPDATE dbo.tbConfigurationC SET ReplicaMode = 0");
        assertThat(catalog(url).isReplica()).contains(false);
    }

    private static UpdateId id(long number) {
        return SampleRevisions.id(30_000 + number);
    }

    private static UpdateRevision update(long number, int revision) {
        return SampleRevisions.software(id(number), revision, "Update " + number, true);
    }

    private SusdbCatalog wsus(List<UpdateRevision> revisions) throws SQLException {
        return wsus(revisions, Set.of());
    }

    private SusdbCatalog wsus(List<UpdateRevision> revisions, Set<UpdateId> declined) throws SQLException {
        return catalog(database(revisions, declined));
    }

    private SusdbCatalog catalog(String url) {
        SusdbCatalog catalog = SusdbCatalog.open(new SusdbSource(url, null, null, 1_000_000));
        open.add(catalog);
        return catalog;
    }

    private String database(List<UpdateRevision> revisions, Set<UpdateId> declined) throws SQLException {
        String url = "jdbc:hsqldb:mem:compared" + UUID.randomUUID();
        open.add(() -> execute(url, "SHUTDOWN"));
        try (Connection connection = DriverManager.getConnection(url, "SA", "")) {
            SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
            new SusdbWriter(connection).write(revisions, declined::contains);
        }
        return url;
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
