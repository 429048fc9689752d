package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.replication.Applied;
import dev.supsync.replication.Progress;
import dev.supsync.replication.RecordBatch;
import dev.supsync.replication.ReplicationPosition;
import dev.supsync.replication.ReplicationPreview;
import dev.supsync.replication.ReplicationTarget;
import dev.supsync.replication.Way;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies one verified package to a site database: a batch a transaction, each with the position it brings the site to. A
 * kill costs nothing: the same package goes on where it ended.
 */
public final class PackageImport {

    private final SiteDatabase database;
    private final PackageFile file;
    private final Manifest manifest;
    private final Fence fence;
    private final Clock clock;
    private final Runnable stopCheck;

    /**
     * @param fence of the lease on the site
     * @param stopCheck runs between batches, and throws to stop
     */
    public PackageImport(SiteDatabase database, PackageFile file, Fence fence, Clock clock, Runnable stopCheck) {
        this.database = database;
        this.file = file;
        this.manifest = file.manifest();
        this.fence = fence;
        this.clock = clock;
        this.stopCheck = stopCheck;
    }

    /**
     * Whether the package is to be applied; changes nothing.
     *
     * @param adopt whether a full package of another exporting site may take over
     * @return false if the site has it already
     * @throws SupsyncException if the package is refused
     */
    public static boolean isDue(SiteDatabase database, PackageFile file, boolean adopt) {
        PackageCheck.Standing standing = database.translating(() -> database.jdbc()
                .query(
                        "SELECT SITE_CODE, LINEAGE FROM SUP_SITE WHERE SITE_ID = 1",
                        (row, number) -> new PackageCheck.Standing(
                                "the site " + row.getString("SITE_CODE"),
                                row.getString("SITE_CODE"),
                                Objects.requireNonNull(database.guid(row, "LINEAGE")),
                                isEmpty(database),
                                ReplicationTarget.position(database).orElse(null)))
                .get(0));
        return new PackageCheck(file.name(), file.manifest()).judge(standing, adopt) == PackageCheck.Verdict.APPLY;
    }

    /** Whether the last that a site has followed came in packages. */
    public static boolean isFollowing(SiteDatabase database) {
        List<Integer> rows = database.translating(() -> database.jdbc()
                .queryForList(
                        "SELECT 1 FROM SUP_PARENT p WHERE EXISTS"
                                + " (SELECT 1 FROM SUP_PACKAGE i WHERE i.SERVER_NAME = '' AND i.LINEAGE = p.LINEAGE)",
                        Integer.class));
        return !rows.isEmpty();
    }

    /**
     * As {@link #isDue}, for a software update point whose catalog alone is fed by packages.
     *
     * @throws SupsyncException if the package is refused
     */
    public static boolean isDueFor(SiteDatabase database, String server, PackageFile file, boolean adopt) {
        Optional<ReplicationPosition> position = new ImportLog(database).position(server, file.manifest());
        PackageCheck.Standing standing = new PackageCheck.Standing(
                "the software update point " + server, server, UUID.randomUUID(), true, position.orElse(null));
        return new PackageCheck(file.name(), file.manifest()).judge(standing, adopt) == PackageCheck.Verdict.APPLY;
    }

    /** Remembers that a software update point's catalog has the package; in the caller's transaction. */
    public static void remember(SiteDatabase database, String server, PackageFile file, Instant now) {
        new ImportLog(database).add(server, file, now);
    }

    private static boolean isEmpty(SiteDatabase database) {
        return database.jdbc()
                .queryForList("SELECT CI_ID FROM SUP_UPDATE ORDER BY CI_ID" + database.first(1), Integer.class)
                .isEmpty();
    }

    /**
     * Applies the package, of which {@link #isDue} said that it is due.
     *
     * @param atEnd runs in the last transaction, behind everything else
     */
    public Applied run(Runnable atEnd) {
        ReplicationTarget target = new ReplicationTarget(database, fence, clock);
        Way way = way(target);
        Progress progress = new Progress(manifest.head(), way);
        @Nullable ReplicationPosition position = target.position().orElse(null);
        long reached = reached(position, way);
        Applied sum = new Applied(0, 0, 0, 0);
        @Nullable RecordBatch last = null;
        try (Records records = new Records(file.member(Manifest.RECORDS))) {
            for (RecordBatch batch = records.next(); batch != null; batch = records.next()) {
                if (last != null) {
                    stopCheck.run();
                    sum = plus(sum, target.apply(last, progress));
                }
                last = batch.reached() <= reached ? null : batch;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        stopCheck.run();
        if (way == Way.COMPARE) {
            if (last != null) {
                sum = plus(sum, target.apply(last, progress));
                last = null;
            }
            sum = plus(sum, target.removeAbsent(stopCheck));
        }
        return plus(sum, target.complete(last, progress, () -> {
            target.adoptVersion();
            new ImportLog(database).add(ImportLog.SITE, file, clock.instant());
            atEnd.run();
        }));
    }

    /** What applying the package would change. */
    public static Applied preview(SiteDatabase database, PackageFile file) {
        ReplicationPreview preview = new ReplicationPreview(database);
        try (Records records = new Records(file.member(Manifest.RECORDS))) {
            for (RecordBatch batch = records.next(); batch != null; batch = records.next()) {
                preview.add(batch);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return preview.result(file.manifest().isFull());
    }

    private static SupsyncException unreadable(PackageFile file, IOException e) {
        return new SupsyncException(
                ErrorCode.PACKAGE_DAMAGED,
                file.name() + ": the records of the package cannot be read any more: " + e.getMessage(),
                "Run the same command again; look whether something removes the files of the work directory.",
                e);
    }

    /** A site that holds nothing is loaded, one that was on its way with this package goes on so. */
    private Way way(ReplicationTarget target) {
        if (!manifest.isFull()) {
            return Way.FOLLOW;
        }
        boolean isLoading = target.position()
                .filter(p -> p.way() == Way.LOAD && isOfThis(p))
                .isPresent();
        return isLoading || target.isEmpty() ? Way.LOAD : Way.COMPARE;
    }

    private long reached(@Nullable ReplicationPosition position, Way way) {
        boolean isGoingOn = way != Way.COMPARE && position != null && position.way() == way && isOfThis(position);
        return isGoingOn && position != null ? position.reached() : -1;
    }

    private boolean isOfThis(ReplicationPosition position) {
        Long target = position.target();
        return position.lineage().equals(manifest.head().lineage())
                && target != null
                && target == manifest.to().changeNumber();
    }

    private static Applied plus(Applied one, Applied other) {
        return new Applied(
                one.updates() + other.updates(),
                one.categories() + other.categories(),
                one.removed() + other.removed(),
                one.states() + other.states());
    }
}
