package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.Digest;
import dev.supsync.site.SiteStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.sync.RunPlan;
import dev.supsync.sync.SiteRun;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One synchronization of a site below the top, on its parent's request: its software update point is brought up to its
 * source, and its content version set to the parent's. The metadata itself came before, from the parent's site database.
 */
public final class ChildSync {

    private final SiteDatabase database;
    private final SiteLease lease;
    private final ChildPlan plan;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;
    private final SiteStore store;
    private final RunStore runs;

    /**
     * @param lease held by the caller, from before this to after {@link #run()}
     */
    public ChildSync(
            SiteDatabase database,
            SiteLease lease,
            ChildPlan plan,
            Clock clock,
            SyncListener listener,
            StopSignal stop) {
        this.database = database;
        this.lease = lease;
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
        this.store = new JdbcSiteStore(database);
        this.runs = new RunStore(database);
    }

    /** Runs to the end; failures are in the report. A run that was killed or stopped is continued. */
    public SyncReport run() {
        StatusMessages messages = new StatusMessages(
                database,
                store.state().code(),
                plan.active() == null ? null : plan.active().server(),
                source());
        long requested = ParentRequests.newest(database);
        SiteRun frame = SiteRun.begin(database, lease, runPlan(), messages, clock, stop);
        Run run = frame.run();
        if (run.resumed()) {
            listener.note("Continuing the run that was started at " + run.startedAt() + " and did not end.");
        }
        Tally counts = new Tally();
        ChildSyncContext context = new ChildSyncContext(
                database, lease, plan, frame.before(), requested, run, clock, messages, listener, stop, runs, counts);
        @Nullable
        SupsyncException failure = frame.execute(repository -> new ChildSyncJob(context, repository).build())
                .orElse(null);
        if (failure != null) {
            frame.fail(failure, failure.code() == ErrorCode.STOPPED, messages, source());
        }
        return frame.report(SyncType.FULL.name(), failure == null ? counts : new Tally(), failure);
    }

    private String source() {
        return plan.active() == null ? plan.parent() : plan.active().source();
    }

    private RunPlan runPlan() {
        String text = "parent=" + plan.parent();
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        Digest digest = new Digest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
        return new RunPlan(SyncType.FULL, digest, text);
    }
}
