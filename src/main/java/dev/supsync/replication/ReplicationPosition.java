package dev.supsync.replication;

import dev.supsync.site.Publication;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a child has followed its parent.
 *
 * @param parentCode the parent's site code
 * @param lineage the identity of the parent's database
 * @param publication the parent's publication that is complete at the child; null before the first, and while the child
 *     is being compared
 * @param contentVersion the content version of the last one that was complete; null before the first
 * @param completedAt when that was complete, by the child's clock
 * @param way of the one under way; null if none is
 * @param target the change number of the one under way
 * @param reached how far that one is: a change number of the parent, or its CI_ID where it is loaded
 * @param seen the parent's last change when its rows were read
 * @param epoch the epoch of that change; null where the rows leave a doubt, so that the next run compares
 * @param released tombstones that were held back for a deployment that has ended since
 */
public record ReplicationPosition(
        String parentCode,
        UUID lineage,
        @Nullable Publication publication,
        @Nullable Integer contentVersion,
        @Nullable Instant completedAt,
        @Nullable Way way,
        @Nullable Long target,
        long reached,
        long seen,
        @Nullable UUID epoch,
        int released) {

    /** Whether the child has all that the parent has published, and nothing waits to be removed. */
    boolean isAt(SiteHead head) {
        Publication mine = publication;
        Publication its = head.publication();
        return mine != null
                && its != null
                && way == null
                && released == 0
                && lineage.equals(head.lineage())
                && mine.changeNumber() == its.changeNumber()
                && mine.stamp().equals(its.stamp());
    }
}
