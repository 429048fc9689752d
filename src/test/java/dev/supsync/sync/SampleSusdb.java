package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbWriter;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A WSUS database in memory whose content a test changes. */
final class SampleSusdb implements AutoCloseable {

    private final String url = "jdbc:hsqldb:mem:wsus" + UUID.randomUUID();
    private final Connection connection;
    private SusdbWriter writer;

    SampleSusdb() throws SQLException {
        connection = DriverManager.getConnection(url, "SA", "");
        SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
        writer = new SusdbWriter(connection);
    }

    /** Adds revisions; those of updates that are there take the place of the latest ones. */
    SampleSusdb write(List<UpdateRevision> revisions) throws SQLException {
        writer.write(revisions);
        return this;
    }

    /** Adds revisions, some of them of updates that were declined before anyone saw them. */
    SampleSusdb write(List<UpdateRevision> revisions, Set<UpdateId> declined) throws SQLException {
        writer.write(revisions, declined::contains);
        return this;
    }

    SampleSusdb write(Rev... revisions) throws SQLException {
        return write(List.of(revisions).stream().map(Rev::build).toList());
    }

    void decline(long update, boolean declined) throws SQLException {
        writer.decline(Rev.id(update), declined);
    }

    /** Deletes an update as spDeleteUpdate does: its rows are gone, and nothing tells that they were. */
    void delete(long update) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET DATABASE REFERENTIAL INTEGRITY FALSE"); // what nobody reaches stays behind
            statement.executeUpdate("DELETE FROM dbo.tbRevision WHERE LocalUpdateID = (SELECT LocalUpdateID"
                    + " FROM dbo.tbUpdate WHERE UpdateID = '" + Rev.id(update) + "')");
            statement.executeUpdate("DELETE FROM dbo.tbUpdate WHERE UpdateID = '" + Rev.id(update) + "'");
        }
        int last = writer.lastRevisionId();
        writer = new SusdbWriter(connection); // it remembers what it wrote
        writer.revisionIdsAfter(last); // identity values are not given twice
    }

    /** WSUS notes that a person imported an update from the Microsoft Update Catalog. */
    void importFromCatalogSite(long update) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO dbo.tbUpdateFlag (LocalUpdateID, FromCatalogSite)"
                    + " SELECT LocalUpdateID, TRUE FROM dbo.tbUpdate WHERE UpdateID = '" + Rev.id(update) + "'");
        }
    }

    /** Gives the next revision the RevisionID after this one. */
    void revisionIdsAfter(int revisionId) {
        writer.revisionIdsAfter(revisionId);
    }

    /** Changes rows behind the back of whatever wrote them. */
    void update(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Makes it the database of another server. */
    SampleSusdb ofAnotherServer() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE dbo.tbConfigurationA SET ServerID = UUID()");
        }
        return this;
    }

    /** WSUS synchronizes from another server. */
    void synchronizesFrom(String server) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE dbo.tbConfigurationA SET SyncToMU = FALSE, UpstreamServerName = '" + server + "'");
        }
    }

    /** WSUS notes that its own synchronization has begun. */
    void startSynchronizing() throws SQLException {
        writer.event(382, Instant.now());
    }

    Catalog open() {
        return SusdbCatalog.open(new SusdbSource(url, null, null, 1_000_000));
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }
}
