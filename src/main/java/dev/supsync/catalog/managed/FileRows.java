package dev.supsync.catalog.managed;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files, which revisions share, their digests, and the hardware that drivers serve. */
final class FileRows {

    private static final int SHA1 = 20;
    private static final int SHA256 = 32;
    private static final int ADDRESS = 1_024;
    private static final int HARDWARE_ID = 200;

    private final Numbers numbers;
    private final Rows filesOf;
    private final Rows files;
    private final Rows hashes;
    private final Rows drivers;
    private final Rows classes;
    /** By the bytes of the digest: one digest can be written in several ways. */
    private final Map<ByteBuffer, UpdateFile> pending = new LinkedHashMap<>();

    FileRows(RelationRows.Tables tables, Numbers numbers) {
        this.numbers = numbers;
        files = tables.table(false, "tbFile", "FileDigest FileName Modified Size MUURL");
        filesOf = tables.table(false, "tbFileForRevision", "RevisionID FileDigest PatchingType");
        hashes = tables.table(false, "tbFileHash", "FileDigest DigestAlgorithm AdditionalHash");
        classes = tables.table(true, "tbDriverClass", "ClassID Class");
        drivers = tables.table(
                false,
                "tbDriver",
                "RevisionID HardwareID ClassID Company Manufacturer Model Provider DriverVerDate WhqlDriverID");
    }

    void add(int id, UpdateRevision revision) {
        Set<ByteBuffer> own = new HashSet<>();
        for (UpdateFile file : revision.files()) {
            byte[] digest = bytes(file.digest(), SHA1);
            if (digest != null && own.add(ByteBuffer.wrap(digest))) {
                UpdateFile.PatchingType type = file.patchingType();
                filesOf.add(id, digest, type == null ? 0 : type.ordinal() + 1);
                pending.put(ByteBuffer.wrap(digest), file);
            }
        }
        for (DriverMetadata driver : revision.drivers()) {
            if (driver.hardwareId().length() <= HARDWARE_ID) {
                LocalDate date = driver.driverDate();
                drivers.add(
                        id,
                        driver.hardwareId(),
                        numbers.driverClass(driver.driverClass(), classes),
                        RevisionRows.fitting(driver.company(), RevisionRows.NAME),
                        RevisionRows.fitting(driver.manufacturer(), RevisionRows.NAME),
                        RevisionRows.fitting(driver.model(), RevisionRows.NAME),
                        RevisionRows.fitting(driver.provider(), RevisionRows.NAME),
                        date == null
                                ? null
                                : RevisionRows.time(date.atStartOfDay(java.time.ZoneOffset.UTC)
                                        .toInstant()),
                        number(driver.whqlDriverId()));
            }
        }
    }

    /** Brings the files that are there already up to date, and leaves the others to their tables. */
    void flush(Connection connection) throws SQLException {
        List<UpdateFile> all = List.copyOf(pending.values());
        pending.clear();
        int[] found = Sql.each(
                connection,
                "UPDATE dbo.tbFile SET FileName = ?, Modified = ?, Size = ?, MUURL = ? WHERE FileDigest = ?",
                all.stream()
                        .map(file -> row(name(file), modified(file), file.size(), address(file), digest(file)))
                        .toList());
        List<Object[]> known = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            UpdateFile file = all.get(i);
            if (found[i] == 0) {
                files.add(digest(file), name(file), modified(file), file.size(), address(file));
            } else {
                known.add(row(digest(file), "SHA256"));
            }
            String sha256 = file.sha256();
            byte[] hash = sha256 == null ? null : bytes(sha256, SHA256);
            if (hash != null) {
                hashes.add(digest(file), "SHA256", hash);
            }
        }
        Sql.each(connection, "DELETE FROM dbo.tbFileHash WHERE FileDigest = ? AND DigestAlgorithm = ?", known);
    }

    @SuppressWarnings("NullAway") // NULLs among the values
    private static Object[] row(@Nullable Object... values) {
        return values;
    }

    private static @Nullable String name(UpdateFile file) {
        return RevisionRows.cut(file.name(), RevisionRows.NAME);
    }

    private static @Nullable Object modified(UpdateFile file) {
        Instant modified = file.modified();
        return modified == null ? null : RevisionRows.time(modified);
    }

    private static @Nullable String address(UpdateFile file) {
        return RevisionRows.fitting(file.sourceUrl(), ADDRESS);
    }

    private static byte @Nullable [] digest(UpdateFile file) {
        return bytes(file.digest(), SHA1);
    }

    /** The bytes of a digest in base64; null if it is none of so many bytes. */
    private static byte @Nullable [] bytes(String base64, int length) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == length ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
