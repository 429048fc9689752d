package dev.supsync.catalog.susdb;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The promises of every catalog, kept on a SQL Server: {@code SUPSYNC_TEST_MSSQL_URL} names one, with a login that may
 * create databases, and without a database.
 */
@EnabledIfEnvironmentVariable(named = "SUPSYNC_TEST_MSSQL_URL", matches = "jdbc:sqlserver:.+")
class SusdbSqlServerTests extends CatalogContract {

    private final String server = String.valueOf(System.getenv("SUPSYNC_TEST_MSSQL_URL"));
    private final List<String> databases = new ArrayList<>();

    @Override
    protected Catalog open(List<UpdateRevision> revisions) throws SQLException {
        String name = "susdb_" + UUID.randomUUID().toString().replace('-', '_');
        boolean snapshots = databases.size() % 2 == 0;
        execute("CREATE DATABASE " + name);
        databases.add(name);
        execute("ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION " + (snapshots ? "ON" : "OFF"));
        String url = server + ";databaseName=" + name;
        try (Connection connection = DriverManager.getConnection(url)) {
            SusdbWriter.createSchema(connection, SusdbLayout.DEFAULT);
            new SusdbWriter(connection).write(revisions);
        }
        return SusdbCatalog.open(new SusdbSource(url, null, null, SusdbDatabase.DOCUMENT_SIZE));
    }

    @AfterEach
    void dropDatabases() throws SQLException {
        for (String name : databases) {
            execute("ALTER DATABASE " + name + " SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            execute("DROP DATABASE " + name);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
