package dev.supsync.config;

import dev.supsync.embedded.UrlCuts;
import dev.supsync.error.PlatformLocale;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads paths and JDBC URLs; what is relative is relative to the folder of the configuration file. */
final class Locations {

    private static final String HSQLDB = "jdbc:hsqldb:";
    private static final String SQL_SERVER = "jdbc:sqlserver://";
    private static final String FILE = "file:";
    /** What follows {@code jdbc:hsqldb:} when the database is no file of this machine. */
    private static final List<String> NOT_A_FILE = List.of("mem:", "res:", "hsql:", "hsqls:", "http:", "https:", ".");

    private Locations() {}

    static Section.Converter<Path> path(Path folder) {
        return text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a path");
            }
            return resolve(folder, text.strip());
        };
    }

    /** A JDBC URL of a database that supsync knows; options stay as they are. */
    static Section.Converter<String> jdbcUrl(Path folder) {
        return text -> {
            String url = text.strip();
            if (startsWith(url, SQL_SERVER) && url.length() > SQL_SERVER.length()) {
                // the driver knows small letters only; what no driver knows comes back in a message, password and all
                return SQL_SERVER + url.substring(SQL_SERVER.length());
            }
            if (startsWith(url, HSQLDB) && url.length() > HSQLDB.length()) {
                return hsqldb(folder, url.substring(HSQLDB.length()), url);
            }
            throw new IllegalArgumentException("a URL that begins with " + HSQLDB + " or " + SQL_SERVER);
        };
    }

    private static String hsqldb(Path folder, String database, String url) {
        if (NOT_A_FILE.stream().anyMatch(prefix -> startsWith(database, prefix))) {
            return url;
        }
        String file = startsWith(database, FILE) ? database.substring(FILE.length()) : database;
        int semicolon = file.indexOf(';');
        String path = semicolon < 0 ? file : file.substring(0, semicolon);
        String options = semicolon < 0 ? "" : file.substring(semicolon);
        if (path.isBlank()) {
            throw new IllegalArgumentException("a path after " + HSQLDB + FILE);
        }
        return HSQLDB
                + FILE
                + whole(path.startsWith("~") ? path : resolve(folder, path).toString())
                + options;
    }

    private static String whole(String path) {
        UrlCuts.in(path).ifPresent(cut -> {
            throw new IllegalArgumentException("a path without \"" + cut
                    + "\", which HSQLDB does not take for a part of a path; this one is " + path);
        });
        return path;
    }

    private static Path resolve(Path folder, String path) {
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    PlatformLocale.obstacle(path).orElse("a path (" + e.getReason() + ")"), e);
        }
    }

    private static boolean startsWith(String text, String prefix) {
        return text.toLowerCase(Locale.ROOT).startsWith(prefix);
    }
}
