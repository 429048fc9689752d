package dev.supsync.catalog.susdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which types the columns of an SUSDB on HSQLDB have: nobody promises that all are created by the same script.
 *
 * @param guidsAsText CHAR(36) instead of UUID
 * @param largeObjects CLOB and BLOB instead of LONGVARCHAR and LONGVARBINARY
 * @param flagsAsNumbers INTEGER instead of BOOLEAN
 */
public record SusdbLayout(boolean guidsAsText, boolean largeObjects, boolean flagsAsNumbers) {

    /** What the script creates. */
    public static final SusdbLayout DEFAULT = new SusdbLayout(false, false, false);

    /** The statements that create the tables. */
    String[] script(SusdbDialect dialect) {
        String script = resource(dialect == SusdbDialect.HSQLDB ? "/sql/susdb/hsqldb.sql" : "/sql/susdb/sqlserver.sql");
        if (dialect == SusdbDialect.HSQLDB) {
            if (guidsAsText) {
                script = script.replace(" UUID", " CHAR(36)");
            }
            if (largeObjects) {
                script = script.replace("LONGVARCHAR", "CLOB").replace("LONGVARBINARY", "BLOB");
            }
            if (flagsAsNumbers) {
                script = script.replace("BOOLEAN DEFAULT FALSE", "INTEGER DEFAULT 0")
                        .replace("BOOLEAN DEFAULT TRUE", "INTEGER DEFAULT 1")
                        .replace("BOOLEAN", "INTEGER");
            }
        }
        return script.replaceAll("(?m)^--.*$", "").split(";");
    }

    /** A value as a column of this layout takes it. */
    @Nullable
    Object value(@Nullable Object value, SusdbDialect dialect) {
        if (value instanceof UUID && (guidsAsText || dialect == SusdbDialect.SQL_SERVER)) {
            return value.toString().toUpperCase(Locale.ROOT);
        }
        if (value instanceof Boolean flag && flagsAsNumbers) {
            return flag ? 1 : 0;
        }
        return value;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SusdbLayout.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
