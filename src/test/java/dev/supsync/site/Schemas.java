package dev.supsync.site;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import dev.supsync.site.jdbc.SiteUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the schema of a site's database. In memory it is copied from the first one that Flyway made in this process: that takes a
 * tenth of the time, and most tests begin by it.
 */
public final class Schemas {

    /** What HSQLDB makes by itself, and refuses to make again. */
    private static final Pattern OWN = Pattern.compile(
            "(SET |CREATE USER|ALTER USER|CREATE SCHEMA|GRANT|ALTER SEQUENCE SYSTEM_LOBS).*", Pattern.DOTALL);

    private static @Nullable Copy copy;

    /**
     * A schema as HSQLDB writes it down, and the rows that its scripts inserted.
     *
     * @param rows of each table that has some, by the statement that inserts one
     */
    record Copy(List<String> statements, Map<String, List<Object[]>> rows) {

        static Copy of(SiteDatabase database) {
            JdbcTemplate jdbc = database.jdbc();
            List<String> statements = jdbc.queryForList("SCRIPT", String.class).stream()
                    .filter(statement -> !OWN.matcher(statement).matches())
                    .toList();
            Map<String, List<Object[]>> rows = new TreeMap<>();
            for (String table : tables(jdbc)) {
                for (Map<String, Object> row : jdbc.queryForList("SELECT * FROM \"" + table + "\"")) {
                    rows.computeIfAbsent(insert(table, row.keySet()), t -> new ArrayList<>())
                            .add(row.values().toArray());
                }
            }
            return new Copy(statements, rows);
        }

        void make(JdbcTemplate jdbc) {
            statements.forEach(jdbc::execute);
            rows.forEach(jdbc::batchUpdate);
        }

        private static String insert(String table, Collection<String> columns) {
            return "INSERT INTO \"" + table + "\" (\"" + String.join("\", \"", columns) + "\") VALUES ("
                    + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        }

        static List<String> tables(JdbcTemplate jdbc) {
            return jdbc.queryForList(
                    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
                            + " AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME",
                    String.class);
        }
    }

    private Schemas() {}

    /** Brings it to its newest version. */
    public static void make(SiteDatabase database) {
        if (database.kind() != SiteUrl.Kind.EMBEDDED_MEMORY
                || !Copy.tables(database.jdbc()).isEmpty()) {
            SiteMigrations.migrate(database);
            return;
        }
        synchronized (Schemas.class) {
            if (copy != null) {
                copy.make(database.jdbc());
                return;
            }
            SiteMigrations.migrate(database);
            copy = Copy.of(database);
        }
    }
}
