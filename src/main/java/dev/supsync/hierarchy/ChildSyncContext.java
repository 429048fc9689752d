package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.replication.ReplicationPosition;
import dev.supsync.replication.ReplicationTarget;
import dev.supsync.site.SiteState;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.time.Clock;

/**
 * What the steps of one synchronization of a child share.
 *
 * @param before how the site stood
 * @param requested the newest request that it answers: there was no newer one when it began
 */
record ChildSyncContext(
        SiteDatabase database,
        SiteLease lease,
        ChildPlan plan,
        SiteState before,
        long requested,
        Run run,
        Clock clock,
        StatusMessages messages,
        SyncListener listener,
        StopSignal stop,
        RunStore runs,
        Tally counts) {

    /** The parent's content version, as it came with the data; the site's own before. */
    int version() {
        return ReplicationTarget.position(database)
                .map(ReplicationPosition::contentVersion)
                .orElse(before.contentVersion());
    }

    /** A write in a transaction of its own. */
    void write(Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
