package dev.supsync.catalog.susdb;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where the SQL of the two databases differs; all other SQL of these packages is understood by both. */
public enum SusdbDialect {
    SQL_SERVER {
        @Override
        public String limited(String select, int rows) {
            return select.replaceFirst("SELECT", "SELECT TOP (" + rows + ")");
        }

        @Override
        public Optional<String> identities(String table, boolean given) {
            return Optional.of("SET IDENTITY_INSERT dbo." + table + (given ? " ON" : " OFF"));
        }

        @Override
        public Object parameter(UUID id) {
            return id.toString().toUpperCase(Locale.ROOT);
        }

        @Override
        String characters(String column) {
            return "DATALENGTH(" + column + ") / 2";
        }

        @Override
        String bytes(String column) {
            return "DATALENGTH(" + column + ")";
        }

        @Override
        Object guid(UUID id, String columnType) {
            return id.toString().toUpperCase(Locale.ROOT);
        }
    },
    HSQLDB {
        @Override
        public Optional<String> identities(String table, boolean given) {
            return Optional.empty();
        }

        @Override
        public Object parameter(UUID id) {
            return id;
        }

        @Override
        public String limited(String select, int rows) {
            return select + " FETCH FIRST " + rows + " ROWS ONLY";
        }

        @Override
        String characters(String column) {
            return "CHAR_LENGTH(" + column + ")";
        }

        @Override
        String bytes(String column) {
            return "OCTET_LENGTH(" + column + ")";
        }

        @Override
        Object guid(UUID id, String columnType) {
            return columnType.equals("UUID") ? id : id.toString();
        }
    };

    private static final Set<String> GUID_TYPES = Set.of("UUID", "UNIQUEIDENTIFIER");

    /** The dialect that a JDBC URL is for. */
    public static SusdbDialect of(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:sqlserver:")) {
            return SQL_SERVER;
        }
        if (lower.startsWith("jdbc:hsqldb:")) {
            return HSQLDB;
        }
        int semicolon = url.indexOf(';');
        throw new SupsyncException(
                ErrorCode.CATALOG_UNSUPPORTED,
                "\"" + lower.replaceAll("^((?:jdbc:)?[a-z0-9]*).*", "$1")
                        + (semicolon < 0 ? "" : ";…")
                        + "\" begins no address of a WSUS database",
                "Give an address that begins with jdbc:sqlserver: or jdbc:hsqldb:.");
    }

    /** The first rows of a SELECT that ends with its ORDER BY. */
    public abstract String limited(String select, int rows);

    /** What must be said before, and after, rows of a table are inserted with identities of the caller's; mostly nothing. */
    public abstract Optional<String> identities(String table, boolean given);

    /** A GUID as a parameter for a column of GUIDs. */
    public abstract Object parameter(UUID id);

    /** The length of a text column in characters. */
    abstract String characters(String column);

    /** The length of a binary column in bytes. */
    abstract String bytes(String column);

    /** A GUID as a parameter that is compared with a column of this type. */
    abstract Object guid(UUID id, String columnType);

    /** The GUID, written in lower case, in upper case, and the other way round: a text column may hold either. */
    static String otherCase(String guid) {
        String upper = guid.toUpperCase(Locale.ROOT);
        return guid.equals(upper) ? guid.toLowerCase(Locale.ROOT) : upper;
    }

    /** A time as SUSDB holds it: UTC, without saying so. */
    public static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** Whether a column of this type can hold nothing but GUIDs. */
    static boolean isGuidType(String columnType) {
        return GUID_TYPES.contains(columnType);
    }
}
