package dev.supsync.site.jdbc;

import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileOptions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A site database's URL: what the configuration says, and what supsync adds to it.
 *
 * @param effective the URL to connect with
 * @param name the database for messages: no user and no password
 */
public record SiteUrl(String effective, String name, Kind kind) {

    private static final String HSQLDB = "jdbc:hsqldb:";
    private static final String FILE = "file:";
    private static final String HSQLDB_FILE = HSQLDB + FILE;
    private static final List<String> SERVERS = List.of("hsql:", "hsqls:", "http:", "https:");
    private static final Pattern PROPERTY = Pattern.compile(";([^;={]*)=(\\s*\\{(?:[^}]|}})*}\\s*|[^;]*)");

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
        if (!lower.startsWith(HSQLDB)) {
            return sqlServer(url);
        }
        String database = lower.substring(HSQLDB.length());
        if (SERVERS.stream().anyMatch(database::startsWith)) {
            return new SiteUrl(url, "the database " + bare(url), Kind.SERVER);
        }
        if (database.startsWith("mem:") || bare(database).equals(".")) {
            Map<String, String> defaults = Map.of("hsqldb.tx", "mvcc");
            return new SiteUrl(withDefaults(url, defaults), "the database " + bare(url), Kind.EMBEDDED_MEMORY);
        }
        if (database.startsWith("res:")) {
            throw new SupsyncException(
                    ErrorCode.CONFIGURATION,
                    "The site database " + bare(url) + " is a resource, which can only be read.",
                    "Name a file: jdbc:hsqldb:file:PATH.");
        }
        return file(database.startsWith(FILE) ? url.substring(HSQLDB_FILE.length()) : url.substring(HSQLDB.length()));
    }

    private static SiteUrl file(String rest) {
        Map<String, String> defaults = FileOptions.defaults();
        defaults.put("hsqldb.default_table_type", "cached");
        String url = FileOptions.underLease(withDefaults(HSQLDB_FILE + rest, defaults));
        return new SiteUrl(url, "the database " + bare(rest), Kind.EMBEDDED_FILE);
    }

    /** Milliseconds that a server may say nothing: longer than any statement takes, migrations among them. */
    private static final String SILENCE = "3600000";

    private static SiteUrl sqlServer(String url) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("applicationName", "supsync");
        defaults.put("loginTimeout", "30"); // seconds
        defaults.put("socketTimeout", SILENCE);
        return new SiteUrl(withDefaults(url, defaults), "the database " + sqlServerName(url), Kind.SERVER);
    }

    /** The same database, open in this process, which lets others have it, too: it is like one on a server. */
    SiteUrl shared() {
        return new SiteUrl(effective, name, Kind.SERVER);
    }

    /** The same database as somebody else's process offers it at another URL. */
    SiteUrl offered(String url) {
        return new SiteUrl(url, name, Kind.SERVER);
    }

    /** Whether the database lives in this process, and nobody else has it. */
    public boolean embedded() {
        return kind != Kind.SERVER;
    }

    /** The files of an embedded database. */
    public Optional<DatabaseFiles> files() {
        return kind == Kind.EMBEDDED_FILE
                ? Optional.of(DatabaseFiles.of(bare(effective.substring(HSQLDB_FILE.length()))))
                : Optional.empty();
    }

    /** The path of an embedded database, without the endings that HSQLDB adds. */
    public Optional<Path> path() {
        return files().map(DatabaseFiles::path);
    }

    private static String bare(String url) {
        int semicolon = url.indexOf(';');
        return semicolon < 0 ? url : url.substring(0, semicolon);
    }

    /** Server and database of a SQL Server URL; all other properties may be secret. */
    private static String sqlServerName(String url) {
        Map<String, String> properties = properties(url);
        String database = properties.getOrDefault("databasename", properties.getOrDefault("database", ""));
        String server = properties.getOrDefault("servername", properties.getOrDefault("server", ""));
        return (database.isEmpty() ? "" : "\"" + database + "\" on ") + bare(url) + server;
    }

    private static String withDefaults(String url, Map<String, String> defaults) {
        StringBuilder result = new StringBuilder(url);
        Map<String, String> given = properties(url);
        defaults.forEach((key, value) -> {
            if (!given.containsKey(key.toLowerCase(Locale.ROOT))) {
                if (result.charAt(result.length() - 1) != ';') {
                    result.append(';');
                }
                result.append(key).append('=').append(value);
            }
        });
        return result.toString();
    }

    /** The properties by their names in lower case. A value in braces may hold semicolons: a password, for example. */
    private static Map<String, String> properties(String url) {
        Map<String, String> properties = new HashMap<>();
        Matcher matcher = PROPERTY.matcher(url);
        while (matcher.find()) {
            String value = matcher.group(2).strip();
            boolean braced = value.startsWith("{") && value.endsWith("}");
            properties.put(
                    matcher.group(1).strip().toLowerCase(Locale.ROOT),
                    braced ? value.substring(1, value.length() - 1) : value);
        }
        return properties;
    }
}
