package dev.supsync.offline;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a site has exported, and for whom. */
public final class ExportLog {

    private static final String COLUMNS =
            """
            PACKAGE_ID, RECIPIENT, CREATED_AT, FILE_NAME, FILE_BYTES, FROM_CHANGE, FROM_STAMP, TO_CHANGE, TO_STAMP,
            CONTENT_VERSION, UPDATES, CATEGORIES, REMOVED, DOCUMENTS, LEFT_OUT, KEY_ID""";

    private final SiteDatabase database;

    public ExportLog(SiteDatabase database) {
        this.database = database;
    }

    /** All of them, the newest first. */
    public List<ExportedPackage> all() {
        List<ExportedPackage> all = new ArrayList<>();
        database.each(
                "SELECT " + COLUMNS + " FROM SUP_EXPORT ORDER BY CREATED_AT DESC, TO_CHANGE DESC, PACKAGE_ID",
                row -> all.add(read(row)));
        return all;
    }

    /** The last one for a recipient. */
    Optional<ExportedPackage> last(String recipient) {
        List<ExportedPackage> last = new ArrayList<>(1);
        database.each(
                "SELECT " + COLUMNS + " FROM SUP_EXPORT WHERE RECIPIENT = ? ORDER BY TO_CHANGE DESC, CREATED_AT DESC"
                        + database.first(1),
                row -> last.add(read(row)),
                recipient);
        return last.stream().findFirst();
    }

    /** Adds one, in the caller's transaction. */
    void add(ExportedPackage exported) {
        PackageCounts counts = exported.counts();
        UUID fromStamp = exported.fromStamp();
        database.translating(() -> database.jdbc()
                .update(
                        "INSERT INTO SUP_EXPORT (" + COLUMNS + ") VALUES (?" + ", ?".repeat(15) + ")",
                        database.parameter(exported.packageId()),
                        exported.recipient(),
                        utc(exported.createdAt()),
                        exported.fileName(),
                        exported.fileBytes(),
                        exported.fromChange(),
                        fromStamp == null ? null : database.parameter(fromStamp),
                        exported.toChange(),
                        database.parameter(exported.toStamp()),
                        exported.contentVersion(),
                        counts.updates(),
                        counts.categories(),
                        counts.removed(),
                        counts.documents(),
                        counts.leftOut(),
                        exported.keyId()));
    }

    private ExportedPackage read(ResultSet row) throws SQLException {
        long from = row.getLong("FROM_CHANGE");
        boolean isFull = row.wasNull();
        return new ExportedPackage(
                Objects.requireNonNull(database.guid(row, "PACKAGE_ID")),
                row.getString("RECIPIENT"),
                row.getObject("CREATED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("FILE_NAME"),
                row.getLong("FILE_BYTES"),
                isFull ? null : (Long) from,
                database.guid(row, "FROM_STAMP"),
                row.getLong("TO_CHANGE"),
                Objects.requireNonNull(database.guid(row, "TO_STAMP")),
                row.getInt("CONTENT_VERSION"),
                new PackageCounts(
                        row.getLong("UPDATES"),
                        row.getLong("CATEGORIES"),
                        row.getLong("REMOVED"),
                        row.getLong("DOCUMENTS"),
                        row.getLong("LEFT_OUT")),
                row.getString("KEY_ID"));
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
