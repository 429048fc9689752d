package dev.supsync.replication;

import dev.supsync.base.Ahead;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
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
     * Sends what the child lacks, on the way that its position asks for. The parent may change meanwhile: deployments are
     * marked, cleanups remove, and it may publish again, which is followed, too.
     *
     * @param leaveRequest runs in the transaction that completes the publication; not if the child had everything
     * @throws SupsyncException with SITE_BUSY if a synchronization of the parent is under way, or has failed, and has changed
     *     what is published: the next call goes on from here when it has ended
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
        return target.isEmpty() ? load(head, head, 0, leaveRequest) : compare(head, false, leaveRequest);
    }

    /**
     * Compares all rows of both sites, whatever the child's position says, and sends what differs.
     *
     * @param leaveRequest runs in the transaction that completes it
     * @throws SupsyncException as {@link #run(Runnable)}
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
        return begun == null
                ? compare(head, false, leaveRequest)
                : load(head.at(begun), head, position.reached(), leaveRequest);
    }

    private Sent follow(SiteHead first, long reached, Runnable leaveRequest) {
        SiteHead head = first;
        AtomicLong after = new AtomicLong(reached);
        long end = Math.max(reached, published(head));
        Sent sent = new Sent(0, 0, 0, 0, Way.FOLLOW);
        while (true) {
            Progress progress = new Progress(head, Way.FOLLOW);
            List<RecordBatch> last = new ArrayList<>(1);
            sent = sent.plus(read(changes(after, end), progress, end, last));
            Now now = now();
            if (now.isAt(end)) {
                return sent.plus(target.complete(last.isEmpty() ? null : last.get(0), progress, leaveRequest));
            }
            for (RecordBatch batch : last) {
                sent = sent.plus(target.apply(batch, progress));
            }
            now.refuseUnsettled(head);
            head = now.head();
            end = now.head().seen();
        }
    }

    private Ahead.Source<RecordBatch> changes(AtomicLong after, long end) {
        return () -> {
            if (after.get() >= end) {
                return null;
            }
            RecordBatch batch = source.changes(after.get(), end);
            after.set(batch.reached());
            return batch;
        };
    }

    /**
     * Applies batches as they are read, one ahead.
     *
     * @param end the batch that reaches it is kept, to be applied in one transaction with what follows
     */
    private Sent read(Ahead.Source<RecordBatch> from, Progress progress, long end, List<RecordBatch> last) {
        Sent sent = new Sent(0, 0, 0, 0, progress.way());
        try (Ahead<RecordBatch> batches = ahead(from)) {
            for (RecordBatch batch = batches.take(() -> {}); batch != null; batch = batches.take(() -> {})) {
                stopCheck.run();
                if (batch.reached() >= end) {
                    last.add(batch);
                } else {
                    sent = sent.plus(target.apply(batch, progress));
                }
            }
        }
        return sent;
    }

    /**
     * Sends all updates in the parent's own order.
     *
     * @param begun the head of the publication that the load was begun for
     */
    private Sent load(SiteHead begun, SiteHead head, long reached, Runnable leaveRequest) {
        Progress progress = new Progress(begun, Way.LOAD);
        RecordBatch categories = source.categories();
        categories.reached(reached);
        stopCheck.run();
        Sent sent = new Sent(0, 0, 0, 0, Way.LOAD).plus(target.apply(categories, progress));
        AtomicLong after = new AtomicLong(reached);
        long upTo = published(head); // what changes later is followed when it is published
        sent = sent.plus(read(
                () -> {
                    Optional<RecordBatch> batch = source.page(after.get(), upTo);
                    batch.ifPresent(b -> after.set(b.reached()));
                    return batch.orElse(null);
                },
                progress,
                Long.MAX_VALUE,
                new ArrayList<>()));
        return end(sent, progress, published(begun), now(), leaveRequest);
    }

    /** One batch is read while the one before is written. */
    private static Ahead<RecordBatch> ahead(Ahead.Source<RecordBatch> source) {
        return new Ahead<>("replication-reader", 1, () -> source);
    }

    private Sent compare(SiteHead head, boolean deep, Runnable leaveRequest) {
        Progress progress = new Progress(head, Way.COMPARE, deep);
        long upTo = isSettled(head) ? head.seen() : published(head); // what changes later is followed
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
                sent[0] = sent[0].plus(send(differing, upTo, progress));
            }
        });
        sent[0] = sent[0].plus(send(differing, upTo, progress));
        sent[0] = sent[0].plus(target.removeAbsent(stopCheck));
        Now now = now();
        if (!now.isSettled() && !now.isAt(upTo)) {
            target.compared(progress);
        }
        return end(sent[0], progress, upTo, now, leaveRequest);
    }

    /**
     * Ends a way on which everything was sent or compared.
     *
     * @param upTo the change number up to which it was; what changed since is followed
     */
    private Sent end(Sent sent, Progress progress, long upTo, Now now, Runnable leaveRequest) {
        if (now.isAt(upTo)) {
            return sent.plus(target.complete(null, progress, leaveRequest));
        }
        now.refuseUnsettled(progress.head());
        Sent ended = sent.plus(target.complete(null, progress, () -> {}));
        return ended.plus(follow(now.head(), upTo, leaveRequest));
    }

    /** How the parent stands after something of it was read. What is settled by then was so when the head was read. */
    private Now now() {
        SiteHead head = source.head();
        return new Now(head, isSettled(head), child.name());
    }

    /** Whether nothing has changed that the publication lacks, but by cleanups and deployments. */
    private boolean isSettled(SiteHead head) {
        return head.seen() == published(head) || source.isSettled();
    }

    private record Now(SiteHead head, boolean isSettled, String child) {

        /** Whether nothing has changed above a number. */
        boolean isAt(long number) {
            return head.seen() == number;
        }

        void refuseUnsettled(SiteHead before) {
            if (!isSettled || head.seen() < before.seen()) {
                throw new SupsyncException(
                        ErrorCode.SITE_BUSY,
                        "The site " + head.code() + " has changed since it published version "
                                + (head.publication() == null
                                        ? 0
                                        : head.publication().contentVersion())
                                + ", and has not published that yet: " + child + " gets the rest with it.",
                        "Wait for the synchronization of " + head.code()
                                + " that is under way; if it has failed, do what" + " its own error says.");
            }
        }
    }

    private static long published(SiteHead head) {
        Publication publication = head.publication();
        return publication == null ? 0 : publication.changeNumber();
    }

    private Applied send(List<Integer> differing, long upTo, Progress progress) {
        stopCheck.run();
        if (differing.isEmpty()) {
            return Applied.NOTHING;
        }
        RecordBatch batch = source.updates(differing, upTo);
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
