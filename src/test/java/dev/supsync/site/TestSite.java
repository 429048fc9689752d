package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Databases of a site for tests: emptied, migrated, and read back as plain rows. */
public final class TestSite {

    /** Names the JDBC URL of a database on SQL Server that tests may empty. */
    public static final String SERVER_URL = "SUPSYNC_TEST_MSSQL_URL";

    public static final SiteIdentity CS1 = new SiteIdentity("CS1", "Contoso central site", "central", 1033);

    private static final String OBJECTS =
            """
            SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = ? AND (UPPER(TABLE_NAME) LIKE 'SUP^_%' ESCAPE '^' OR UPPER(TABLE_NAME) LIKE 'BATCH^_%' ESCAPE '^'
                OR UPPER(TABLE_NAME) LIKE 'V^_%' ESCAPE '^' OR UPPER(TABLE_NAME) LIKE 'CI^_%' ESCAPE '^'
                OR UPPER(TABLE_NAME) LIKE 'VSMS%')""";

    private static final List<String> FOREIGN_KEYS_FIRST = List.of(
            "BATCH_STEP_EXECUTION_CONTEXT",
            "BATCH_JOB_EXECUTION_CONTEXT",
            "BATCH_STEP_EXECUTION",
            "BATCH_JOB_EXECUTION_PARAMS",
            "BATCH_JOB_EXECUTION",
            "BATCH_JOB_INSTANCE");

    private static final List<String> SEQUENCES =
            List.of("BATCH_STEP_EXECUTION_SEQ", "BATCH_JOB_EXECUTION_SEQ", "BATCH_JOB_INSTANCE_SEQ");

    private static final Set<String> SCHEMA = Set.of("SUP_SCHEMA_HISTORY", "SUP_SCHEMA");

    /** Somebody else's: Flyway asks no questions then that only a real SQL Server answers. */
    static final String NEIGHBOUR = "CREATE TABLE SUP_TEST_NEIGHBOUR (ID INT PRIMARY KEY)";

    private TestSite() {}

    /** A database in memory that no other test uses. */
    public static SiteDatabase inMemory() {
        return SiteDatabase.open("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
    }

    /** The database on a server that the environment names, without anything of supsync in it. */
    public static SiteDatabase onServer() {
        String url = System.getenv(SERVER_URL);
        SiteDatabase database = SiteDatabase.open(url, null, "");
        dropAll(database);
        database.jdbc().execute(NEIGHBOUR);
        return database;
    }

    /** Brings the schema to its newest version and makes the database that of site CS1. */
    public static void prepare(SiteDatabase database) {
        Schemas.make(database);
        new SiteSetup(database).ensure(CS1);
    }

    /** Takes every row of supsync away, and makes the database that of site CS1 again. */
    public static void empty(SiteDatabase database) {
        for (String table : names(database, "BASE TABLE")) {
            if (table.startsWith("SUP_") && !SCHEMA.contains(table)) {
                database.jdbc().update("DELETE FROM " + table);
            }
        }
        new SiteSetup(database).ensure(CS1);
    }

    /** Spring Batch's tables, each before those that it refers to. */
    public static List<String> foreignKeysFirst() {
        return FOREIGN_KEYS_FIRST;
    }

    /** Takes every row away, of Spring Batch, too: the database belongs to no site then. */
    static void clear(SiteDatabase database) {
        FOREIGN_KEYS_FIRST.forEach(t -> database.jdbc().update("DELETE FROM " + t));
        for (String table : names(database, "BASE TABLE")) {
            if (table.startsWith("SUP_") && !SCHEMA.contains(table)) {
                database.jdbc().update("DELETE FROM " + table);
            }
        }
    }

    /** Drops all tables, views and sequences of supsync and of Spring Batch. */
    public static void dropAll(SiteDatabase database) {
        // a view that reads another one comes behind it in the alphabet
        names(database, "VIEW").stream()
                .sorted(String.CASE_INSENSITIVE_ORDER.reversed())
                .forEach(v -> database.jdbc().execute("DROP VIEW " + v));
        FOREIGN_KEYS_FIRST.forEach(t -> database.jdbc().execute("DROP TABLE IF EXISTS " + t));
        names(database, "BASE TABLE").forEach(t -> database.jdbc().execute("DROP TABLE " + t));
        SEQUENCES.forEach(s -> database.jdbc().execute("DROP SEQUENCE IF EXISTS " + s));
    }

    /** The rows of a query, each as its values' texts; null stays null. */
    public static List<List<String>> rows(SiteDatabase database, String sql, Object... parameters) {
        return database.jdbc()
                .query(
                        sql,
                        (row, number) -> {
                            String[] values = new String[row.getMetaData().getColumnCount()];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = row.getString(i + 1);
                            }
                            return Arrays.asList(values);
                        },
                        parameters);
    }

    /** The numbers of a query's only column. */
    public static List<Long> numbers(SiteDatabase database, String sql) {
        return database.jdbc().queryForList(sql, Long.class);
    }

    /** The points in time of a query's only column. */
    public static List<Instant> times(SiteDatabase database, String sql) {
        return database.jdbc().query(sql, (row, number) -> row.getObject(1, LocalDateTime.class)
                .toInstant(ZoneOffset.UTC));
    }

    static boolean bool(ResultSet row, int column) {
        try {
            return row.getBoolean(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(SiteDatabase database, String type) {
        return database.jdbc().queryForList(OBJECTS, String.class, type).stream()
                .map(n -> type.equals("VIEW") ? n : n.toUpperCase(Locale.ROOT))
                .toList();
    }
}
