package dev.supsync.replication;

import dev.supsync.base.Ahead;
import dev.supsync.replication.HeldUpdates.Held;
import dev.supsync.site.Fence;
import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings one child to the newest publication of its parent. What was committed before a failure stays: the next run goes on
 * from there. Every method throws {@link dev.supsync.error.SupsyncException} naming the database that failed.
 */
public final class Replicator {

    private final SiteDatabase parent;
    private final SiteDatabase child;
    private final ReplicationSource source;
    private final ReplicationTarget target;
    private final Runnable stopCheck;

    /**
     * @param fence of the lease on the child
     * @param clock the child's
     * @param stopCheck runs between batches, and throws to stop
     */
    public Replicator(SiteDatabase parent, SiteDatabase child, Fence fence, Clock clock, Runnable stopCheck) {
        this.parent = parent;
        this.child = child;
        this.source = new ReplicationSource(parent);
        this.target = new ReplicationTarget(child, fence, clock);
        this.stopCheck = stopCheck;
    }

    /**
     * Whether a child has everything already, by one query of it; without its lease.
     *
     * @param head of the parent, read before
     */
    public static boolean isCurrent(SiteDatabase parent, SiteHead head, SiteDatabase child) {
        if (head.publication() == null) {
            return true;
        }
        return ReplicationTarget.position(child)
                .map(p -> p.isAt(head) && new ReplicationSource(parent).knows(p, head))
                .orElse(false);
    }

    /**
     * Sends what the child lacks, on the way that its position asks for.
     *
     * @param leaveRequest runs in the transaction that completes the publication; not if the child had everything
     */
    public Sent run(Runnable leaveRequest) {
        SiteHead head = source.head();
        Publication publication = head.publication();
        @Nullable ReplicationPosition position = target.position().orElse(null);
        if (publication == null) {
            return Sent.NOTHING;
        }
        if (position == null || !source.knows(position, head)) {
            return anew(head, leaveRequest);
        }
        if (position.isAt(head)) {
            return Sent.NOTHING;
        }
        if (position.way() == Way.LOAD) {
            return goOnLoading(head, position, leaveRequest);
        }
        Publication held = position.publication();
        if (held == null || position.way() == Way.COMPARE || held.changeNumber() > publication.changeNumber()) {
            return anew(head, leaveRequest);
        }
        return follow(head, Math.max(position.reached(), held.changeNumber()), leaveRequest);
    }

    /** Without a position that fits. */
    private Sent anew(SiteHead head, Runnable leaveRequest) {
        return target.isEmpty() ? load(head, 0, leaveRequest) : compare(head, false, leaveRequest);
    }

    /**
     * Compares all rows of both sites, whatever the child's position says, and sends what differs.
     *
     * @param leaveRequest runs in the transaction that completes it
     */
    public Sent repair(Runnable leaveRequest) {
        SiteHead head = source.head();
        if (head.publication() == null) {
            return Sent.NOTHING;
        }
        return compare(head, true, leaveRequest);
    }

    /** What was loaded is as old as the publication that the load was begun for: what changed since is followed behind it. */
    private Sent goOnLoading(SiteHead head, ReplicationPosition position, Runnable leaveRequest) {
        Long number = position.target();
        @Nullable
        Publication begun = number == null ? null : source.publication(number).orElse(null);
        Publication newest = head.publication();
        if (begun == null || newest == null) {
            return compare(head, false, leaveRequest);
        }
        if (begun.changeNumber() == newest.changeNumber()) {
            return load(head, position.reached(), leaveRequest);
        }
        Sent loaded = load(head.at(begun), position.reached(), () -> {});
        Sent followed = follow(head, begun.changeNumber(), leaveRequest);
        return new Sent(
                loaded.updates() + followed.updates(),
                loaded.categories() + followed.categories(),
                loaded.removed() + followed.removed(),
                loaded.states() + followed.states(),
                Way.LOAD);
    }

    private Sent follow(SiteHead head, long reached, Runnable leaveRequest) {
        Progress progress = new Progress(head, Way.FOLLOW);
        Publication publication = head.publication();
        long end = publication == null ? 0 : publication.changeNumber();
        AtomicLong after = new AtomicLong(reached);
        Sent sent = new Sent(0, 0, 0, 0, Way.FOLLOW);
        @Nullable RecordBatch last = null;
        try (Ahead<RecordBatch> batches = ahead(() -> {
            if (after.get() >= end) {
                return null;
            }
            RecordBatch batch = source.changes(after.get(), end);
            after.set(batch.reached());
            return batch;
        })) {
            for (RecordBatch batch = batches.take(() -> {}); batch != null; batch = batches.take(() -> {})) {
                stopCheck.run();
                if (batch.reached() >= end) {
                    last = batch;
                } else {
                    sent = sent.plus(target.apply(batch, progress));
                }
            }
        }
        return sent.plus(target.complete(last, progress, leaveRequest));
    }

    private Sent load(SiteHead head, long reached, Runnable leaveRequest) {
        Progress progress = new Progress(head, Way.LOAD);
        Sent sent = new Sent(0, 0, 0, 0, Way.LOAD);
        RecordBatch categories = source.categories();
        categories.reached(reached);
        stopCheck.run();
        sent = sent.plus(target.apply(categories, progress));
        AtomicLong after = new AtomicLong(reached);
        try (Ahead<RecordBatch> batches = ahead(() -> {
            Optional<RecordBatch> batch = source.page(after.get());
            batch.ifPresent(b -> after.set(b.reached()));
            return batch.orElse(null);
        })) {
            for (RecordBatch batch = batches.take(() -> {}); batch != null; batch = batches.take(() -> {})) {
                stopCheck.run();
                sent = sent.plus(target.apply(batch, progress));
            }
        }
        return sent.plus(target.complete(null, progress, leaveRequest));
    }

    /** One batch is read while the one before is written. */
    private static Ahead<RecordBatch> ahead(Ahead.Source<RecordBatch> source) {
        return new Ahead<>("replication-reader", 1, () -> source);
    }

    private Sent compare(SiteHead head, boolean deep, Runnable leaveRequest) {
        Progress progress = new Progress(head, Way.COMPARE, deep);
        target.begin(progress);
        Sent[] sent = {new Sent(0, 0, 0, 0, Way.COMPARE)};
        sent[0] = sent[0].plus(target.apply(source.categories(), progress));
        List<Integer> differing = new ArrayList<>();
        HeldPairs pairs = new HeldPairs(parent, child);
        pairs.each(deep, stopCheck, (left, right, differs) -> {
            if (right != null) {
                target.found(right.ciId());
            }
            if (!differs.isEmpty()) {
                differing.add(left.ciId());
            }
            if (differing.size() >= RecordBatch.SIZE) {
                sent[0] = sent[0].plus(send(differing, progress));
            }
        });
        sent[0] = sent[0].plus(send(differing, progress));
        sent[0] = sent[0].plus(target.removeAbsent(stopCheck));
        return sent[0].plus(target.complete(null, progress, leaveRequest));
    }

    private Applied send(List<Integer> differing, Progress progress) {
        stopCheck.run();
        if (differing.isEmpty()) {
            return Applied.NOTHING;
        }
        RecordBatch batch = source.updates(differing);
        differing.clear();
        return target.apply(batch, progress);
    }

    /** Takes an update of the left site and what the right one holds of it. */
    interface PairConsumer {
        /**
         * Takes one pair.
         *
         * @param right null if the right site does not hold it
         * @param differs the parts that differ, as words; empty if none does
         */
        void accept(Held left, @Nullable Held right, String differs);
    }
}
