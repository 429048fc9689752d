package dev.supsync.offline;

import dev.supsync.replication.ReplicationPosition;
import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What packages a site has imported, and what each software update point that is fed by itself. */
final class ImportLog {

    /** Whose import it was where it was the site's. */
    static final String SITE = "";

    private static final String LAST =
            """
            SELECT SITE_CODE, LINEAGE, TO_CHANGE, TO_STAMP, CONTENT_VERSION, CREATED_AT, IMPORTED_AT
            FROM SUP_PACKAGE WHERE SERVER_NAME = ?
            ORDER BY COALESCE(IMPORT_NUMBER, 0) DESC, IMPORTED_AT DESC, TO_CHANGE DESC""";

    private final SiteDatabase database;

    ImportLog(SiteDatabase database) {
        this.database = database;
    }

    /**
     * Where the last package of a software update point ended.
     *
     * @param manifest a catalog does not know what its source has seen: it takes the history of this one for its own
     */
    Optional<ReplicationPosition> position(String server, Manifest manifest) {
        List<ReplicationPosition> last = new ArrayList<>(1);
        database.each(
                LAST + database.first(1),
                row -> {
                    Instant created =
                            row.getObject("CREATED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC);
                    long change = row.getLong("TO_CHANGE");
                    int version = row.getInt("CONTENT_VERSION");
                    UUID stamp = Objects.requireNonNull(database.guid(row, "TO_STAMP"));
                    last.add(new ReplicationPosition(
                            row.getString("SITE_CODE"),
                            Objects.requireNonNull(database.guid(row, "LINEAGE")),
                            new Publication(change, stamp, version, created),
                            version,
                            row.getObject("IMPORTED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            null,
                            null,
                            change,
                            0,
                            manifest.head().epoch(),
                            0));
                },
                server);
        return last.stream().findFirst();
    }

    /** Remembers a package, in the caller's transaction. */
    void add(String server, PackageFile file, Instant now) {
        Manifest manifest = file.manifest();
        KeyId signer = file.signer();
        Manifest.Mark from = manifest.from();
        Object id = database.parameter(manifest.packageId());
        database.translating(() -> {
            database.jdbc().update("DELETE FROM SUP_PACKAGE WHERE SERVER_NAME = ? AND PACKAGE_ID = ?", server, id);
            Long last = database.jdbc()
                    .queryForObject("SELECT COALESCE(MAX(IMPORT_NUMBER), 0) FROM SUP_PACKAGE", Long.class);
            return database.jdbc()
                    .update(
                            """
                            INSERT INTO SUP_PACKAGE (SERVER_NAME, PACKAGE_ID, IMPORTED_AT, CREATED_AT, SITE_CODE, LINEAGE,
                                FROM_CHANGE, TO_CHANGE, TO_STAMP, CONTENT_VERSION, KEY_ID, IMPORT_NUMBER)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                            server,
                            id,
                            ExportLog.utc(now.truncatedTo(ChronoUnit.MILLIS)),
                            ExportLog.utc(manifest.createdAt()),
                            manifest.head().code(),
                            database.parameter(manifest.head().lineage()),
                            from == null ? null : from.changeNumber(),
                            manifest.to().changeNumber(),
                            database.parameter(manifest.to().stamp()),
                            manifest.to().contentVersion(),
                            signer == null ? null : signer.value(),
                            (last == null ? 0 : last) + 1);
        });
    }
}
