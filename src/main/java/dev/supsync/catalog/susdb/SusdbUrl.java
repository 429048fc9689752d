package dev.supsync.catalog.susdb;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JDBC URL taken apart as far as messages and defaults need it. Its text may hold a password and is never printed. */
public final class SusdbUrl {

    /** Seconds, but the last one: milliseconds. */
    private static final Map<String, String> SQL_SERVER_DEFAULTS = Map.of(
            "applicationName", "supsync",
            "loginTimeout", "30",
            "queryTimeout", "300",
            "socketTimeout", "600000");

    private final String url;
    private final SusdbDialect dialect;
    private final String address;
    private final Map<String, String> properties = new LinkedHashMap<>();

    /**
     * Reads a URL.
     *
     * @throws dev.supsync.error.SupsyncException if it is none of SQL Server or HSQLDB
     */
    public SusdbUrl(String url) {
        this.url = url.strip();
        this.dialect = SusdbDialect.of(this.url);
        int start = this.url.indexOf(':', "jdbc:".length()) + 1;
        int semicolon = this.url.indexOf(';', start);
        this.address = this.url.substring(start, semicolon < 0 ? this.url.length() : semicolon);
        if (semicolon >= 0) {
            readProperties(this.url.substring(semicolon + 1));
        }
    }

    /** The database that it is for. */
    public SusdbDialect dialect() {
        return dialect;
    }

    /** Whether the URL sets a property, whatever the case of its name. */
    public boolean sets(String property) {
        return properties.containsKey(property.toLowerCase(Locale.ROOT));
    }

    /** What the driver is told beside the URL: who asks, and after which time a server that says nothing is given up. */
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        if (dialect == SusdbDialect.SQL_SERVER) {
            SQL_SERVER_DEFAULTS.forEach((property, value) -> {
                if (!sets(property)) {
                    defaults.put(property, value);
                }
            });
        }
        return defaults;
    }

    /** A database of files that HSQLDB opens in this process. */
    public boolean isFile() {
        return dialect == SusdbDialect.HSQLDB && !address.matches("(?i)(mem:|res:|hsqls?:|https?:).*");
    }

    /** The URL with a property, unless it sets that one itself. */
    public String with(String property, String value, String text) {
        return sets(property) ? text : text + (text.endsWith(";") ? "" : ";") + property + "=" + value;
    }

    /** The URL as it was given; it may hold a password. */
    public String text() {
        return url;
    }

    /** The database's own name. */
    String database() {
        if (dialect == SusdbDialect.SQL_SERVER) {
            String name = first("databasename", "database");
            return name == null ? "the login's default database" : name;
        }
        return isFile() ? path() : address.substring(address.lastIndexOf('/') + 1);
    }

    /** What messages call the catalog: the file, or database and server. */
    public String name() {
        if (dialect == SusdbDialect.HSQLDB && !address.contains("//")) {
            return database();
        }
        return database() + " on " + server();
    }

    private String server() {
        String host = address.replaceFirst("^[a-z]*:?//", "");
        if (dialect == SusdbDialect.HSQLDB) {
            int slash = host.indexOf('/');
            return slash < 0 ? host : host.substring(0, slash);
        }
        if (!host.isEmpty()) {
            return host;
        }
        String property = first("servername", "server");
        return property == null ? "localhost" : property;
    }

    /** The path of {@link #isFile() files}, without their endings. */
    public String path() {
        return address.replaceFirst("(?i)^file:", "");
    }

    private @Nullable String first(String... names) {
        for (String name : names) {
            String value = properties.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    /** {@code name=value;name={value with ; inside}}. */
    private void readProperties(String text) {
        int start = 0;
        int braces = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ';' : text.charAt(i);
            if (c == '{') {
                braces++;
            } else if (c == '}') {
                braces--;
            } else if (c == ';' && (braces <= 0 || i == text.length())) {
                readProperty(text.substring(start, i));
                start = i + 1;
            }
        }
    }

    private void readProperty(String text) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            String value = text.substring(equals + 1).strip();
            properties.put(
                    text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    value.startsWith("{") && value.endsWith("}") ? value.substring(1, value.length() - 1) : value);
        }
    }
}
