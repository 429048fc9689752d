package dev.supsync.catalog.managed;

import dev.supsync.catalog.susdb.SusdbDialect;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/** Creates a catalog in an empty database, completes one whose creation was interrupted, and refuses any other database. */
final class ManagedSchema {

    private static final String TABLES =
            """
            SELECT t.TABLE_NAME FROM INFORMATION_SCHEMA.TABLES t
            WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.TABLE_SCHEMA NOT IN ('INFORMATION_SCHEMA', 'SYSTEM_LOBS')
            """;

    private final ManagedDatabase database;
    private final ManagedSource source;

    ManagedSchema(ManagedDatabase database, ManagedSource source) {
        this.database = database;
        this.source = source;
    }

    void prepare() {
        database.run("look what it holds", connection -> {
            TreeSet<String> tables = new TreeSet<>();
            Sql.query(connection, TABLES, row -> tables.add(row.getString(1).toLowerCase(Locale.ROOT)));
            boolean own = tables.contains("sup_catalog");
            if (!own && !tables.isEmpty()) {
                throw foreign(tables);
            }
            Row row = own ? row(connection) : null;
            if (row == null || !row.complete()) {
                create(connection);
                row = Objects.requireNonNull(row(connection));
            }
            requireOwner(row);
            if (database.isFirst()) {
                // whoever wrote these files is gone: nobody else can have them
                Sql.update(connection, "UPDATE dbo.SUP_CATALOG SET BUSY_UNTIL = NULL WHERE ID = 1");
            }
            return true;
        });
    }

    private record Row(String siteCode, String serverName, boolean complete) {}

    private static @org.jspecify.annotations.Nullable Row row(Connection connection) throws SQLException {
        Row[] found = new Row[1];
        Sql.query(
                connection,
                "SELECT SITE_CODE, SERVER_NAME, COMPLETE FROM dbo.SUP_CATALOG WHERE ID = 1",
                row -> found[0] = new Row(row.getString(1), row.getString(2), row.getBoolean(3)));
        return found[0];
    }

    private void create(Connection connection) throws SQLException {
        boolean hsqldb = database.dialect() == SusdbDialect.HSQLDB;
        UUID serverId = UUID.randomUUID();
        script(connection, hsqldb ? "/sql/susdb/managed-hsqldb.sql" : "/sql/susdb/managed-sqlserver.sql");
        if (row(connection) == null) {
            Sql.update(
                    connection,
                    "INSERT INTO dbo.SUP_CATALOG (ID, SITE_CODE, SERVER_NAME, SERVER_ID, TOKEN, LAST_REVISION,"
                            + " CONTENT_VERSION, SWEEP_DUE, COMPLETE) VALUES (1, ?, ?, ?, 0, 0, 0, 0, ?)",
                    source.siteCode(),
                    source.serverName(),
                    database.dialect().parameter(serverId),
                    false);
        }
        script(connection, hsqldb ? "/sql/susdb/hsqldb.sql" : "/sql/susdb/sqlserver.sql");
        Sql.update(connection, "DELETE FROM dbo.tbLanguage");
        Sql.each(
                connection,
                "INSERT INTO dbo.tbLanguage (LanguageID, ShortLanguage, LongLanguage) VALUES (?, ?, ?)",
                Languages.all().stream().map(ManagedSchema::language).toList());
        Sql.update(connection, "DELETE FROM dbo.tbConfigurationA");
        Sql.update(
                connection,
                "INSERT INTO dbo.tbConfigurationA (ServerID, SyncToMU) SELECT c.SERVER_ID, ? FROM dbo.SUP_CATALOG c",
                false);
        Sql.update(connection, "UPDATE dbo.SUP_CATALOG SET COMPLETE = ? WHERE ID = 1", true);
    }

    private static Object[] language(Language language) {
        return new Object[] {language.lcid(), language.shortName(), language.englishName()};
    }

    private static void script(Connection connection, String name) throws SQLException {
        String script;
        try (InputStream in = Objects.requireNonNull(ManagedSchema.class.getResourceAsStream(name), name)) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.replaceAll("(?m)^--.*$", "").split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private SupsyncException foreign(TreeSet<String> tables) {
        boolean wsus = tables.contains("tbupdate") || tables.contains("tbrevision");
        return new SupsyncException(
                ErrorCode.CATALOG_FOREIGN,
                "The database " + database.name() + " holds "
                        + (wsus
                                ? "the tables of a WSUS server, which supsync does not write"
                                : "tables that are not of a catalog, as " + tables.first()),
                wsus
                        ? "Name an empty database for the catalog of " + source.serverName()
                                + ", or, if a WSUS server owns this one, take \"managed: true\" away."
                        : "Name an empty database for the catalog of " + source.serverName() + ".");
    }

    private void requireOwner(Row row) {
        if (!row.siteCode().equalsIgnoreCase(source.siteCode())
                || !row.serverName().equalsIgnoreCase(source.serverName())) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_FOREIGN,
                    "The database " + database.name() + " is the catalog of " + row.serverName() + " of site "
                            + row.siteCode() + ", not of " + source.serverName() + " of site " + source.siteCode(),
                    "Give each software update point a database of its own.");
        }
    }
}
