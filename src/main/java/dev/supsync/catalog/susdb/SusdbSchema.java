package dev.supsync.catalog.susdb;

import java.util.Locale;
import java.util.Map;

/**
 * The tables and columns that a database really has. Names are looked up without regard to case, and written into SQL
 * as SUSDB spells them.
 *
 * @param types the type of every column in upper case, by table and column in lower case
 */
record SusdbSchema(Map<String, Map<String, String>> types) {

    boolean has(String table) {
        return types.containsKey(table.toLowerCase(Locale.ROOT));
    }

    boolean has(String table, String column) {
        return columns(table).containsKey(column.toLowerCase(Locale.ROOT));
    }

    /** The column's type in upper case; empty when there is no such column. */
    String type(String table, String column) {
        return columns(table).getOrDefault(column.toLowerCase(Locale.ROOT), "");
    }

    /** What selects an optional column under its own name: {@code u.LegacyName AS LegacyName}, or NULL for it. */
    String select(String alias, String table, String column) {
        return selectFirst(alias, table, column);
    }

    /** As {@link #select}, for a column that has had several names; selected under the first of them. */
    String selectFirst(String alias, String table, String... names) {
        for (String name : names) {
            if (has(table, name)) {
                return alias + "." + name + " AS " + names[0];
            }
        }
        return "NULL AS " + names[0];
    }

    private Map<String, String> columns(String table) {
        return types.getOrDefault(table.toLowerCase(Locale.ROOT), Map.of());
    }
}
