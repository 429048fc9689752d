package dev.supsync.replication;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.Fence;
import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.Numbers;
import dev.supsync.site.jdbc.PublicationStore;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A site that receives records. Each batch is one transaction, together with the position that it brings the site to, under
 * the site's own fence: whatever dies when, a record is applied exactly once. Every method throws
 * {@link SupsyncException} naming the database when it fails.
 */
public final class ReplicationTarget {

    private final SiteDatabase database;
    private final Fence fence;
    private final Clock clock;
    private final Numbers numbers;
    private final ParentRow row;
    private final BatchWriter writer;
    private final CategoryWriter categories;
    private final Removals removals;
    /** The local numbers of all updates that this object's batches brought, or found in place. */
    private final BitSet present = new BitSet();

    /**
     * @param fence of the lease on this site
     */
    public ReplicationTarget(SiteDatabase child, Fence fence, Clock clock) {
        this.database = child;
        this.fence = fence;
        this.clock = clock;
        this.numbers = new Numbers(child);
        this.row = new ParentRow(child);
        this.writer = new BatchWriter(child, numbers);
        this.categories = new CategoryWriter(child, numbers);
        this.removals = new Removals(child, numbers);
    }

    /** How far a site has followed its parent, by one query and without its lease; empty if it never has. */
    public static Optional<ReplicationPosition> position(SiteDatabase child) {
        return new ParentRow(child).read();
    }

    /** How far the site has followed its parent; empty if it never has. */
    public Optional<ReplicationPosition> position() {
        return row.read();
    }

    /** Whether the site holds no update. */
    public boolean isEmpty() {
        return database.translating(() -> database.jdbc()
                .queryForList("SELECT CI_ID FROM SUP_UPDATE ORDER BY CI_ID" + database.first(1), Integer.class)
                .isEmpty());
    }

    /** Applies a batch, and remembers that the site is on its way. */
    public Applied apply(RecordBatch batch, Progress progress) {
        return inTransaction(() -> {
            numbers.verify(fence);
            Written written = write(batch, progress);
            row.write(underWay(progress, batch, written.doubtful()));
            return written.applied();
        });
    }

    /**
     * Takes away every update that no batch of this object has brought or found in place: what is left of a way on which
     * everything came, or was compared. Repeated until nothing is left, a transaction at a time.
     *
     * @param check runs before each transaction, and throws to stop
     */
    public Applied removeAbsent(Runnable check) {
        Applied sum = Applied.NOTHING;
        int after = 0;
        while (true) {
            check.run();
            List<Integer> absent = removals.absent(present, after);
            if (absent.isEmpty()) {
                return sum;
            }
            int removed = inTransaction(() -> {
                numbers.verify(fence);
                return removals.removeAbsent(fence, absent, utc(now()));
            });
            sum = sum.plus(new Applied(0, 0, removed, 0));
            after = absent.get(absent.size() - 1);
        }
    }

    /**
     * Ends a way, in one transaction: applies what is last, takes over the update source, and remembers the publication as
     * complete.
     *
     * @param last null if everything was applied before
     * @param inTransaction runs in the same transaction: leaves the request to synchronize
     */
    public Applied complete(@Nullable RecordBatch last, Progress progress, Runnable inTransaction) {
        releaseHeld();
        return inTransaction(() -> {
            numbers.verify(fence);
            Written written = last == null ? new Written(Applied.NOTHING, false) : write(last, progress);
            removals.applyAllReleased(fence);
            takeSource(progress.head());
            row.write(completed(progress, last, written.doubtful()));
            inTransaction.run();
            return written.applied();
        });
    }

    /**
     * Sets the content version to the parent's and publishes it for this site's own children, in the caller's transaction,
     * which is the last one of the site's synchronization.
     *
     * @return the content version
     * @throws SupsyncException {@link ErrorCode#SITE_FAILED} if nothing came from the parent yet
     */
    public int adoptVersion() {
        numbers.verify(fence);
        Integer version = position()
                .map(ReplicationPosition::contentVersion)
                .orElseThrow(() -> new SupsyncException(
                        ErrorCode.SITE_FAILED,
                        database.name() + " has received nothing from its parent site yet.",
                        "Synchronize the parent site first: its data comes before its request."));
        database.translating(() -> database.jdbc()
                .update(
                        "UPDATE SUP_SITE SET CONTENT_VERSION = ?, PUBLISHED_CHANGE = VISIBLE_CHANGE,"
                                + " SETTLED_CHANGE = CHANGE_NUMBER, PUBLISHED_CI_ID = NEXT_CI_ID WHERE SITE_ID = 1",
                        version));
        new PublicationStore(database).publish(fence, version, now());
        return version;
    }

    /** Notes updates that were compared and found equal; as if a batch had brought them. */
    void found(int ciId) {
        present.set(ciId);
    }

    /**
     * Says that the site is about to be compared: whatever it knows of a position, and of removals that wait, holds no more.
     * What is found equal comes in no batch, and an old tombstone would take it away.
     */
    void begin(Progress progress) {
        inTransaction(() -> {
            numbers.verify(fence);
            removals.forgetHeld();
            row.write(underWay(progress, null, false));
            return true;
        });
    }

    /**
     * Says that the site was compared, and that what has changed at its parent since is to be followed: it stands as one that was
     * loaded to the end.
     */
    void compared(Progress progress) {
        inTransaction(() -> {
            numbers.verify(fence);
            position()
                    .ifPresent(before -> row.write(new ReplicationPosition(
                            before.parentCode(),
                            before.lineage(),
                            before.publication(),
                            before.contentVersion(),
                            before.completedAt(),
                            Way.LOAD,
                            publication(progress.head()).changeNumber(),
                            Integer.MAX_VALUE,
                            before.seen(),
                            before.epoch(),
                            0)));
            return true;
        });
    }

    private record Written(Applied applied, boolean doubtful) {}

    private Written write(RecordBatch batch, Progress progress) {
        batch.spend();
        Instant time = now();
        int changed = categories.write(fence, batch, progress.force(), time);
        BatchWriter.Written updates = writer.write(fence, batch, progress.force(), utc(time), present);
        // by the relations that the updates have now: what a new revision dropped is held by it no more
        int removed = removals.apply(fence, batch);
        return new Written(new Applied(updates.updates(), changed, removed, updates.states()), updates.unknown() > 0);
    }

    private void releaseHeld() {
        int released = 0;
        while (released >= 0) {
            released = inTransaction(() -> {
                numbers.verify(fence);
                return removals.applyReleased(fence);
            });
        }
    }

    private ReplicationPosition underWay(Progress progress, @Nullable RecordBatch batch, boolean doubtful) {
        SiteHead head = progress.head();
        Optional<ReplicationPosition> before = position();
        Optional<ReplicationPosition> followed = progress.way() == Way.FOLLOW
                ? before.filter(b -> b.lineage().equals(head.lineage()))
                : Optional.empty();
        boolean isDoubtful = doubtful || followed.filter(b -> b.epoch() == null).isPresent();
        return new ReplicationPosition(
                head.code(),
                head.lineage(),
                followed.map(ReplicationPosition::publication).orElse(null),
                before.map(ReplicationPosition::contentVersion).orElse(null),
                before.map(ReplicationPosition::completedAt).orElse(null),
                progress.way(),
                publication(head).changeNumber(),
                batch == null ? 0 : batch.reached(),
                batch == null ? head.seen() : batch.seen(),
                isDoubtful ? null : batch == null ? head.epoch() : batch.epoch(),
                0);
    }

    private ReplicationPosition completed(Progress progress, @Nullable RecordBatch last, boolean doubtful) {
        SiteHead head = progress.head();
        Publication publication = publication(head);
        @Nullable
        ReplicationPosition before =
                position().filter(b -> b.lineage().equals(head.lineage())).orElse(null);
        boolean isDoubtful = doubtful || (before != null && before.epoch() == null);
        @Nullable UUID epoch = last != null ? last.epoch() : before != null ? before.epoch() : head.epoch();
        return new ReplicationPosition(
                head.code(),
                head.lineage(),
                publication,
                publication.contentVersion(),
                now(),
                null,
                null,
                publication.changeNumber(),
                last != null ? last.seen() : before != null ? before.seen() : head.seen(),
                isDoubtful ? null : epoch,
                0);
    }

    private static Publication publication(SiteHead head) {
        return Objects.requireNonNull(head.publication(), "nothing is sent before it is published");
    }

    /** A difference is a change that the site's own children are to learn of. */
    private void takeSource(SiteHead head) {
        UUID sourceId = head.sourceId();
        @Nullable Object id = sourceId == null ? null : database.parameter(sourceId);
        boolean differs = database.translating(() -> database.jdbc()
                .query(
                        "SELECT SOURCE_ID, SOURCE_NAME, SOURCE_SITE FROM SUP_SITE WHERE SITE_ID = 1",
                        (row, number) -> !Objects.equals(database.guid(row, "SOURCE_ID"), sourceId)
                                || !Objects.equals(row.getString("SOURCE_NAME"), head.sourceName())
                                || !Objects.equals(row.getString("SOURCE_SITE"), head.sourceSite()))
                .get(0));
        if (differs) {
            numbers.allocate(fence, 1, 0, 0, true);
            database.translating(() -> database.jdbc()
                    .update(
                            "UPDATE SUP_SITE SET SOURCE_ID = ?, SOURCE_NAME = ?, SOURCE_SITE = ? WHERE SITE_ID = 1",
                            id,
                            head.sourceName(),
                            head.sourceSite()));
        }
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return database.inTransaction(work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
