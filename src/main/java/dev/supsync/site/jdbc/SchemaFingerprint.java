package dev.supsync.site.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataAccessException;

/**
 * Tells in one short query whether exactly this program's scripts made a schema, which is what nearly every opening finds. Flyway
 * needs a second of processor time to say so: it reads and parses all of them. Where it says no, Flyway is asked.
 */
final class SchemaFingerprint {

    private static final Map<SiteDialect, String> KNOWN = new ConcurrentHashMap<>();

    private SchemaFingerprint() {}

    /** Whether the scripts of this program, and no others, were run to their end; false also of what cannot be read. */
    static boolean isIn(SiteDatabase database) {
        try {
            List<String> found = database.jdbc().queryForList("SELECT FINGERPRINT FROM SUP_SCHEMA", String.class);
            return found.equals(List.of(of(database)));
        } catch (DataAccessException e) {
            return false; // there is no such table
        }
    }

    /** Forgets which scripts made the schema. */
    static void forget(SiteDatabase database) {
        database.jdbc().update("DELETE FROM SUP_SCHEMA");
    }

    /** Remembers that this program's scripts were run to their end. */
    static void write(SiteDatabase database) {
        String fingerprint = of(database);
        database.inTransaction(() -> {
            int rows = database.jdbc().update("UPDATE SUP_SCHEMA SET FINGERPRINT = ?", fingerprint);
            return rows > 0
                    ? rows
                    : database.jdbc()
                            .update("INSERT INTO SUP_SCHEMA (SCHEMA_ID, FINGERPRINT) VALUES (1, ?)", fingerprint);
        });
    }

    private static String of(SiteDatabase database) {
        return KNOWN.computeIfAbsent(database.dialect(), SchemaFingerprint::digest);
    }

    private static String digest(SiteDialect dialect) {
        try {
            Resource[] scripts = new PathMatchingResourcePatternResolver()
                    .getResources("classpath:" + SiteMigrations.FOLDER + "/*.sql");
            Arrays.sort(scripts, Comparator.comparing(script -> String.valueOf(script.getFilename())));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource script : scripts) {
                digest.update(String.valueOf(script.getFilename()).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(script.getContentAsByteArray());
            }
            digest.update(new TreeMap<>(dialect.placeholders()).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own scripts cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
