package dev.supsync.testing;

import dev.supsync.site.jdbc.SiteDatabase;

/** Questions with one number for an answer. */
public final class Query {

    private Query() {}

    /** The number that a statement gives; 0 if it gives null. */
    public static long number(SiteDatabase database, String sql) {
        Long value = database.jdbc().queryForObject(sql, Long.class);
        return value == null ? 0 : value;
    }
}
