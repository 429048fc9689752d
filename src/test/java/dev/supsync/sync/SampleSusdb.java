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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** As a restore from the time of a revision does: all later ones are gone, and their RevisionIDs are given again. */
    void restore(int revisionId) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET DATABASE REFERENTIAL INTEGRITY FALSE");
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                    + " WHERE UPPER(TABLE_SCHEMA) = 'DBO' AND UPPER(COLUMN_NAME) = 'REVISIONID'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                statement.executeUpdate("DELETE FROM dbo." + table + " WHERE RevisionID > " + revisionId);
            }
            statement.executeUpdate("DELETE FROM dbo.tbInstalledUpdateSufficientForPrerequisite WHERE PrerequisiteID"
                    + " NOT IN (SELECT PrerequisiteID FROM dbo.tbPrerequisite)");
            statement.executeUpdate(
                    "DELETE FROM dbo.tbUpdate WHERE LocalUpdateID NOT IN (SELECT LocalUpdateID FROM dbo.tbRevision)");
        }
        writer = new SusdbWriter(connection);
        writer.revisionIdsAfter(revisionId);
    }

    int lastRevisionId() {
        return writer.lastRevisionId();
    }

    /** Gives the next revision the RevisionID after this one. */
    void revisionIdsAfter(int revisionId) {
        writer.revisionIdsAfter(revisionId);
    }

    /** The state of a file that WSUS has downloaded. */
    static final int ON_SERVER = 12;

    /** From now on the database tells how files stand, as every WSUS's does. */
    void tellOfFiles() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS dbo.tbFileOnServer (FileDigest BINARY(20) NOT NULL,
                        ConfigurationID INTEGER DEFAULT 1 NOT NULL, DesiredState INTEGER NOT NULL, ActualState INTEGER,
                        PRIMARY KEY (FileDigest, ConfigurationID))""");
            statement.execute(
                    """
                    CREATE TABLE IF NOT EXISTS dbo.tbEulaProperty (RevisionID INTEGER NOT NULL,
                        EulaFileDigest BINARY(20) NOT NULL, LanguageID INTEGER NOT NULL)""");
        }
    }

    /**
     * Gives the latest revision of an update license terms, or changes how their file stands.
     *
     * @param actual a state; null if the server has not noted one
     */
    void licenseTerms(long update, int desired, @Nullable Integer actual) throws SQLException {
        String digest = "X'%040x'".formatted(update);
        String revision = "(SELECT r.RevisionID FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID ="
                + " r.LocalUpdateID WHERE r.IsLatestRevision AND u.UpdateID = '" + Rev.id(update) + "')";
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM dbo.tbFileOnServer WHERE FileDigest = " + digest);
            statement.executeUpdate("DELETE FROM dbo.tbFileForRevision WHERE FileDigest = " + digest);
            statement.executeUpdate("DELETE FROM dbo.tbFile WHERE FileDigest = " + digest);
            statement.executeUpdate("INSERT INTO dbo.tbFile (FileDigest, FileName, Size, IsEula) VALUES (" + digest
                    + ", 'eula.txt', 1, TRUE)");
            statement.executeUpdate("INSERT INTO dbo.tbFileForRevision (RevisionID, FileDigest, PatchingType) VALUES ("
                    + revision + ", " + digest + ", 0)");
            statement.executeUpdate("INSERT INTO dbo.tbFileOnServer (FileDigest, DesiredState, ActualState) VALUES ("
                    + digest + ", " + desired + ", " + actual + ")");
        }
    }

    /** The license terms of an update are noted as its property alone, as those of a language may be. */
    void licenseTermsAsProperty(long update) throws SQLException {
        String digest = "X'%040x'".formatted(update);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO dbo.tbEulaProperty (RevisionID, EulaFileDigest, LanguageID) SELECT"
                    + " RevisionID, FileDigest, 1033 FROM dbo.tbFileForRevision WHERE FileDigest = " + digest);
            statement.executeUpdate("DELETE FROM dbo.tbFileForRevision WHERE FileDigest = " + digest);
        }
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
