package dev.supsync.site.jdbc;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A site database's URL: what the configuration says, and what supsync adds to it.
 *
 * @param effective the URL to connect with
 * @param name the database for messages: no user and no password
 */
public record SiteUrl(String effective, String name, Kind kind) {

    private static final String HSQLDB_FILE = "jdbc:hsqldb:file:";

    private static final int CACHE_SHARE = 16;
    private static final long LEAST_CACHE_KILOBYTES = 10_000;
    private static final long MOST_CACHE_KILOBYTES = 400_000;
    private static final int ROWS_PER_KILOBYTE = 5;

    /** Where the database runs. */
    public enum Kind {
        /** A file that one process at a time has open. */
        EMBEDDED_FILE,
        /** In this process's memory. */
        EMBEDDED_MEMORY,
        /** A server that several processes may use. */
        SERVER
    }

    /** Reads a URL. An embedded database gets what it needs to survive a kill; what the URL itself says wins. */
    public static SiteUrl of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith(HSQLDB_FILE)) {
            Map<String, String> defaults = new LinkedHashMap<>();
            defaults.put("hsqldb.tx", "mvcc");
            defaults.put("hsqldb.write_delay", "false");
            defaults.put("hsqldb.default_table_type", "cached");
            defaults.put("hsqldb.lock_file", "false");
            defaults.put("hsqldb.log_size", "200");
            defaults.put("hsqldb.cache_size", Long.toString(cacheKilobytes()));
            defaults.put("hsqldb.cache_rows", Long.toString(cacheKilobytes() * ROWS_PER_KILOBYTE));
            return new SiteUrl(withDefaults(url, ";", defaults), "the database " + file(url), Kind.EMBEDDED_FILE);
        }
        if (lower.startsWith("jdbc:hsqldb:mem:")) {
            return new SiteUrl(
                    withDefaults(url, ";", Map.of("hsqldb.tx", "mvcc")), "the database " + url, Kind.EMBEDDED_MEMORY);
        }
        if (lower.startsWith("jdbc:hsqldb:")) {
            return new SiteUrl(url, "the database " + bare(url), Kind.SERVER);
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("applicationName", "supsync");
        defaults.put("loginTimeout", "30");
        return new SiteUrl(withDefaults(url, ";", defaults), "the database " + sqlServerName(url), Kind.SERVER);
    }

    /** Whether the database lives in this process. */
    public boolean embedded() {
        return kind != Kind.SERVER;
    }

    /** The file of an embedded database, without the extensions that HSQLDB adds. */
    public Optional<Path> path() {
        return kind == Kind.EMBEDDED_FILE ? Optional.of(Path.of(file(effective))) : Optional.empty();
    }

    /** A part of the heap: in memory a row takes about four times what it takes on disk. */
    private static long cacheKilobytes() {
        long share = Runtime.getRuntime().maxMemory() / CACHE_SHARE / 1024;
        return Math.max(LEAST_CACHE_KILOBYTES, Math.min(share, MOST_CACHE_KILOBYTES));
    }

    private static String file(String url) {
        return bare(url.substring(HSQLDB_FILE.length()));
    }

    private static String bare(String url) {
        int semicolon = url.indexOf(';');
        return semicolon < 0 ? url : url.substring(0, semicolon);
    }

    /** Server and database of a SQL Server URL; all other properties may be secret. */
    private static String sqlServerName(String url) {
        String database = "";
        for (String property : url.split(";", -1)) {
            int equals = property.indexOf('=');
            String key = equals < 0 ? "" : property.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (key.equals("databasename") || key.equals("database")) {
                database = property.substring(equals + 1).strip();
            }
        }
        return (database.isEmpty() ? "" : "\"" + database + "\" on ") + bare(url);
    }

    private static String withDefaults(String url, String separator, Map<String, String> defaults) {
        StringBuilder result = new StringBuilder(url);
        String lower = url.toLowerCase(Locale.ROOT);
        defaults.forEach((key, value) -> {
            if (!lower.contains(separator + key.toLowerCase(Locale.ROOT) + "=")) {
                if (result.charAt(result.length() - 1) != ';') {
                    result.append(separator);
                }
                result.append(key).append('=').append(value);
            }
        });
        return result.toString();
    }
}
