package dev.supsync.catalog.susdb;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateRevision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes files and drivers into their tables. */
final class FileRows {

    private final SusdbTable files;
    private final SusdbTable filesOf;
    private final SusdbTable hashes;
    private final SusdbTable drivers;
    private final SusdbTable classes;
    private final Set<String> written = new HashSet<>();
    private final Map<String, Integer> classIds = new HashMap<>();
    private int lastClass;

    /**
     * @param lastClass the highest ClassID there is
     * @param known digests, in base64, of the files that are there already
     */
    FileRows(Tables tables, int lastClass, Set<String> known) {
        this.lastClass = lastClass;
        written.addAll(known);
        files = tables.table(false, "tbFile", "FileDigest FileName Modified Size MUURL");
        filesOf = tables.table(false, "tbFileForRevision", "RevisionID FileDigest PatchingType");
        hashes = tables.table(false, "tbFileHash", "FileDigest DigestAlgorithm AdditionalHash");
        classes = tables.table(true, "tbDriverClass", "ClassID Class");
        drivers = tables.table(
                false,
                "tbDriver",
                "RevisionID HardwareID ClassID Company Manufacturer Model Provider DriverVerDate WhqlDriverID");
    }

    /** Gives tables to write to. */
    interface Tables {
        SusdbTable table(boolean identity, String name, String columns);
    }

    void add(int revisionId, UpdateRevision revision) throws SQLException {
        for (UpdateFile file : revision.files()) {
            byte[] digest = Base64.getDecoder().decode(file.digest());
            UpdateFile.PatchingType type = file.patchingType();
            filesOf.add(revisionId, digest, type == null ? 0 : type.ordinal() + 1);
            if (written.add(file.digest())) {
                Instant modified = file.modified();
                files.add(
                        digest,
                        file.name(),
                        modified == null ? null : SusdbDialect.utc(modified),
                        file.size(),
                        file.sourceUrl());
                if (file.sha256() != null) {
                    hashes.add(digest, "SHA256", Base64.getDecoder().decode(file.sha256()));
                }
            }
        }
        for (DriverMetadata driver : revision.drivers()) {
            drivers.add(
                    revisionId,
                    driver.hardwareId(),
                    driverClass(driver.driverClass()),
                    driver.company(),
                    driver.manufacturer(),
                    driver.model(),
                    driver.provider(),
                    driver.driverDate() == null ? null : driver.driverDate().atStartOfDay(),
                    driver.whqlDriverId() == null ? null : Long.valueOf(driver.whqlDriverId()));
        }
    }

    private @Nullable Integer driverClass(@Nullable String name) throws SQLException {
        if (name == null) {
            return null;
        }
        Integer id = classIds.get(name);
        if (id == null) {
            id = ++lastClass;
            classIds.put(name, id);
            classes.add(id, name);
        }
        return id;
    }
}
