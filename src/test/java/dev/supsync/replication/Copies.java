package dev.supsync.replication;

import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A copy of all that supsync has in a database, as a backup has it. */
final class Copies {

    static final List<String> DETAILS = List.of(
            "SUP_UPDATE_TEXT",
            "SUP_UPDATE_CATEGORY",
            "SUP_UPDATE_RELATION",
            "SUP_SUPERSEDENCE",
            "SUP_UPDATE_FILE",
            "SUP_UPDATE_ARTICLE",
            "SUP_UPDATE_DRIVER",
            "SUP_UPDATE_STATE");

    private final Map<String, List<Object[]>> tables = new LinkedHashMap<>();

    private Copies() {}

    static Copies of(SiteDatabase database) {
        Copies copy = new Copies();
        for (String table : tables(database)) {
            List<Object[]> rows = new ArrayList<>();
            database.jdbc().query("SELECT * FROM " + table, row -> {
                Object[] values = new Object[row.getMetaData().getColumnCount()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.getObject(i + 1);
                }
                rows.add(values);
            });
            copy.tables.put(table, rows);
        }
        return copy;
    }

    /** Makes the database what it was. */
    void restore(SiteDatabase database) {
        List<String> names = tables(database);
        database.inTransaction(() -> {
            for (int i = names.size() - 1; i >= 0; i--) {
                database.jdbc().update("DELETE FROM " + names.get(i));
            }
            for (String table : names) {
                List<Object[]> rows = tables.getOrDefault(table, List.of());
                if (!rows.isEmpty()) {
                    String marks = "?, ".repeat(rows.get(0).length - 1) + "?";
                    database.jdbc().batchUpdate("INSERT INTO " + table + " VALUES (" + marks + ")", rows);
                }
            }
            return true;
        });
    }

    /** Each table behind those that it refers to. */
    private static List<String> tables(SiteDatabase database) {
        List<String> names = database
                .jdbc()
                .queryForList(
                        "SELECT UPPER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
                                + " AND TABLE_SCHEMA IN ('PUBLIC', 'dbo') AND UPPER(TABLE_NAME) LIKE 'SUP^_%' ESCAPE '^'"
                                + " AND UPPER(TABLE_NAME) NOT IN ('SUP_SCHEMA_HISTORY', 'SUP_TEST_NEIGHBOUR')",
                        String.class)
                .stream()
                .sorted()
                .toList();
        List<String> all = new ArrayList<>(TestSite.foreignKeysFirst());
        Collections.reverse(all);
        all.addAll(names);
        return all;
    }
}
