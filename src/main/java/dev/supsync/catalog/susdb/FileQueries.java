package dev.supsync.catalog.susdb;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateFile.PatchingType;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and their digests, and the hardware that drivers serve. */
final class FileQueries {

    private static final int SHA1_BYTES = 20;
    private static final int SHA256_BYTES = 32;

    private static final String FILES =
            """
            SELECT r.RevisionID AS RevisionID, r.FileDigest AS FileDigest, r.PatchingType AS PatchingType,
              f.FileName AS FileName, f.Modified AS Modified, f.Size AS Size, f.MUURL AS MUURL, f.IsEula AS IsEula
            FROM dbo.tbFileForRevision r
              JOIN dbo.tbFile f ON f.FileDigest = r.FileDigest
            WHERE r.RevisionID {ids}
            """;

    private static final String HASHES =
            """
            SELECT r.RevisionID AS RevisionID, h.FileDigest AS FileDigest, h.AdditionalHash AS AdditionalHash
            FROM dbo.tbFileForRevision r
              JOIN dbo.tbFileHash h ON h.FileDigest = r.FileDigest
            WHERE r.RevisionID {ids}
            """;

    private static final String DRIVERS =
            """
            SELECT d.RevisionID AS RevisionID, d.HardwareID AS HardwareID, {columns}
            FROM dbo.tbDriver d
              {classes}
            WHERE d.RevisionID {ids}
            """;

    private FileQueries() {}

    static List<DetailQuery> of(SusdbSchema schema) {
        List<DetailQuery> queries = new ArrayList<>();
        queries.add(new DetailQuery("files", FILES, FileQueries::file));
        if (schema.has("tbFileHash", "AdditionalHash") && schema.has("tbFileHash", "FileDigest")) {
            queries.add(new DetailQuery("digests of files", HASHES, FileQueries::hash));
        }
        if (schema.has("tbDriver", "RevisionID") && schema.has("tbDriver", "HardwareID")) {
            queries.add(new DetailQuery("drivers", drivers(schema), FileQueries::driver));
        }
        return queries;
    }

    private static String drivers(SusdbSchema schema) {
        boolean classes = schema.has("tbDriver", "ClassID") && schema.has("tbDriverClass", "ClassID");
        List<String> columns = new ArrayList<>();
        for (String column : List.of(
                "DriverVerDate", "DriverVerVersion", "Company", "Provider", "Manufacturer", "Model", "WhqlDriverID")) {
            columns.add(schema.select("d", "tbDriver", column));
        }
        columns.add(classes ? schema.selectFirst("c", "tbDriverClass", "Class", "ClassName", "Name") : "NULL AS Class");
        return DRIVERS.replace("{columns}", String.join(", ", columns))
                .replace("{classes}", classes ? "LEFT JOIN dbo.tbDriverClass c ON c.ClassID = d.ClassID" : "");
    }

    private static void file(RowReader row, Details details) throws SQLException {
        if (row.flag("IsEula")) {
            return;
        }
        String digest = digest(row, "FileDigest", SHA1_BYTES);
        if (digest == null) {
            throw new IllegalArgumentException("FileDigest has not the " + SHA1_BYTES + " bytes of a SHA-1");
        }
        Long size = row.number("Size");
        if (size == null || size < 0) {
            throw new IllegalArgumentException("Size of file " + digest + " is " + size + ", expected 0 or more");
        }
        String name = row.trimmed("FileName");
        details.files.put(
                digest,
                new UpdateFile(
                        digest,
                        name == null ? "" : name,
                        size,
                        row.instant("Modified"),
                        patchingType(row.number("PatchingType")),
                        null,
                        row.trimmed("MUURL")));
    }

    /** The table has one row for each further algorithm; a SHA-256 is known by its length. */
    private static void hash(RowReader row, Details details) throws SQLException {
        String digest = digest(row, "FileDigest", SHA1_BYTES);
        String sha256 = digest(row, "AdditionalHash", SHA256_BYTES);
        if (digest != null && sha256 != null) {
            details.files.computeIfPresent(
                    digest,
                    (d, file) -> new UpdateFile(
                            file.digest(),
                            file.name(),
                            file.size(),
                            file.modified(),
                            file.patchingType(),
                            sha256,
                            file.sourceUrl()));
        }
    }

    /** Base64 of a digest of so many bytes, held as bytes or as base64; null when it has another length. */
    private static @Nullable String digest(RowReader row, String column, int length) throws SQLException {
        Object value = row.value(column);
        if (value instanceof String text) {
            String stripped = text.strip();
            return stripped.length() == (length + 2) / 3 * 4 ? stripped : null;
        }
        byte[] bytes = row.bytes(column);
        return bytes == null || bytes.length != length
                ? null
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable PatchingType patchingType(@Nullable Long number) {
        if (number == null || number == 0) {
            return null;
        }
        if (number < 0 || number > PatchingType.values().length) {
            throw new IllegalArgumentException("PatchingType is " + number + ", expected 0 to 3");
        }
        return PatchingType.values()[number.intValue() - 1];
    }

    private static void driver(RowReader row, Details details) throws SQLException {
        String hardwareId = row.trimmed("HardwareID");
        if (hardwareId != null) {
            details.drivers.add(new DriverMetadata(
                    hardwareId,
                    date(row.instant("DriverVerDate")),
                    version(row.trimmed("DriverVerVersion")),
                    row.trimmed("Class"),
                    row.trimmed("Company"),
                    row.trimmed("Provider"),
                    row.trimmed("Manufacturer"),
                    row.trimmed("Model"),
                    row.trimmed("WhqlDriverID")));
        }
    }

    private static @Nullable LocalDate date(@Nullable Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** A version may be a number of four times 16 bits. */
    private static @Nullable String version(@Nullable String text) {
        if (text == null || !text.matches("-?[0-9]{1,19}")) {
            return text;
        }
        long number = Long.parseLong(text);
        return (number >>> 48) + "." + (number >>> 32 & 0xFFFF) + "." + (number >>> 16 & 0xFFFF) + "."
                + (number & 0xFFFF);
    }
}
