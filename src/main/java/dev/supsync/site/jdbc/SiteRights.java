package dev.supsync.site.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks, without trying, whether the login may do what a run does. */
public final class SiteRights {

    // a right on the whole database covers the schema, but not the other way round
    // https://learn.microsoft.com/sql/t-sql/functions/has-perms-by-name-transact-sql
    private static final String SQL_SERVER =
            """
            SELECT HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME()), 'SCHEMA', 'SELECT') AS "SELECT",
                   HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME()), 'SCHEMA', 'INSERT') AS "INSERT",
                   HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME()), 'SCHEMA', 'UPDATE') AS "UPDATE",
                   HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME()), 'SCHEMA', 'DELETE') AS "DELETE",
                   HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'CREATE TABLE') AS "CREATE TABLE",
                   HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), 'DATABASE', 'CREATE VIEW') AS "CREATE VIEW",
                   HAS_PERMS_BY_NAME(QUOTENAME(SCHEMA_NAME()), 'SCHEMA', 'ALTER') AS "ALTER on the schema\"""";

    /** The first so many columns are about rows, the others about the schema. */
    private static final int ROWS_ONLY = 4;

    private SiteRights() {}

    /**
     * The rights that are missing; none where the database cannot tell.
     *
     * @param forSchema whether the schema has to be made or changed, too
     */
    public static List<String> missing(SiteDatabase database, boolean forSchema) {
        if (database.dialect() != SiteDialect.SQL_SERVER) {
            return List.of();
        }
        return database.translating(() -> database.jdbc().query(SQL_SERVER, (row, number) -> {
                    List<String> missing = new ArrayList<>();
                    int columns = forSchema ? row.getMetaData().getColumnCount() : ROWS_ONLY;
                    for (int column = 1; column <= columns; column++) {
                        if (!has(row, column)) {
                            missing.add(row.getMetaData().getColumnLabel(column));
                        }
                    }
                    return missing;
                }))
                .get(0);
    }

    private static boolean has(ResultSet row, int column) throws SQLException {
        return row.getInt(column) == 1 || row.wasNull();
    }
}
