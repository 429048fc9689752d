package dev.supsync.sync;

import dev.supsync.catalog.Position;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.SiteStore;
import dev.supsync.site.jdbc.JdbcLifecycleStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.time.AgeGuard;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One synchronization of one site: started, or continued where an earlier one of the same plan ended. */
public final class FullSync {

    /** After these errors there is nothing to continue: everything was read, or something must change first. */
    private static final Set<ErrorCode> FINAL = Set.of(
            ErrorCode.VANISHED_GUARD,
            ErrorCode.QUARANTINE_LIMIT,
            ErrorCode.SCOPE_SELECTION,
            ErrorCode.CATALOG_CHANGED,
            ErrorCode.SITE_RECONCILE);

    private final SiteDatabase database;
    private final SiteLease lease;
    private final SyncPlan asked;
    private SyncPlan plan;
    private Position from = Position.START;
    private @Nullable ImportResult imported;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;
    private final Sizes sizes;
    private final SiteStore store;
    private final RunStore runs;
    private WsusPhase wsus;
    private AgeGuard ages = AgeGuard.TRUSTING;

    /**
     * @param lease held by the caller, from before this to after {@link #run()}
     */
    public FullSync(
            SiteDatabase database,
            SiteLease lease,
            SyncPlan plan,
            Clock clock,
            SyncListener listener,
            StopSignal stop) {
        this(database, lease, plan, clock, listener, stop, Sizes.standard());
    }

    /**
     * The same in other sizes.
     */
    FullSync(
            SiteDatabase database,
            SiteLease lease,
            SyncPlan plan,
            Clock clock,
            SyncListener listener,
            StopSignal stop,
            Sizes sizes) {
        this.database = database;
        this.lease = lease;
        this.asked = plan;
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
        this.sizes = sizes;
        this.store = new JdbcSiteStore(database);
        this.runs = new RunStore(database);
        this.wsus = new WsusWait(plan.catalog(), plan.options().wsusWait());
    }

    /** Brings the catalog up to its source by this, where waiting for WSUS is not the way. */
    public FullSync wsus(WsusPhase phase) {
        wsus = phase;
        return this;
    }

    /** Lets nothing grow old by a clock that is doubted. */
    public FullSync ages(AgeGuard guard) {
        ages = guard;
        return this;
    }

    /** Imports what the plan picks, to the end; failures are in the report. */
    public ImportReport runImport() {
        ImportResult result = new ImportResult(new Picker(plan.catalog(), store, stop));
        imported = result;
        SyncReport report = run();
        return result.report(report.contentVersion(), report.error());
    }

    /** Runs to the end; failures are in the report, except that of a run that could not begin. */
    public SyncReport run() {
        String source = source();
        StatusMessages messages = new StatusMessages(database, store.state().code(), plan.server(), source);
        decideType();
        SiteRun frame = SiteRun.begin(
                database, lease, new RunPlan(plan.type(), plan.digest(), plan.text()), messages, clock, stop);
        tellBeginning(frame);
        RunContext context =
                new RunContext(plan, database, lease, frame.run(), clock, messages, listener, stop, sizes, from);
        context.ages(ages);
        if (imported != null) {
            context.imported(imported);
        }
        @Nullable
        SupsyncException failure = frame.execute(repository -> new FullSyncJob(context, wsus, repository).build())
                .orElse(null);
        if (failure != null) {
            boolean isImport = plan.type() == SyncType.IMPORT;
            frame.fail(failure, !isImport && !FINAL.contains(failure.code()), isImport ? null : messages, source);
        }
        return frame.report(plan.type().name(), failure == null ? context.tally() : committedCounts(context), failure);
    }

    private String source() {
        try {
            return wsus.source().orElseGet(() -> plan.catalog().source());
        } catch (SupsyncException e) {
            return plan.catalog().identity().name(); // what reads it first tells
        }
    }

    /** A delta that would miss something runs as a full synchronization. */
    private void decideType() {
        if (asked.type() != SyncType.DELTA) {
            return;
        }
        DeltaStart start =
                DeltaStart.of(asked, runs, new CatalogPlace(database), new JdbcLifecycleStore(database).state());
        from = start.from();
        if (start.obstacle() != null) {
            plan = asked.as(SyncType.FULL);
            listener.note("This delta runs as a full synchronization: " + start.obstacle() + ".");
        }
    }

    private void tellBeginning(SiteRun frame) {
        if (frame.run().resumed()) {
            listener.note("Continuing the run that was started at "
                    + frame.run().startedAt() + " and did not end, after its last committed chunk.");
        }
        frame.abandoned()
                .ifPresent(run -> listener.note("An earlier run did not end, but since then "
                        + String.join(" and ", plan.differences(run.planText()))
                        + " changed: starting anew over what it committed."));
    }

    /** What was counted and then rolled back does not count. */
    private Tally committedCounts(RunContext context) {
        try {
            return runs.find(context.run().id()).map(Run::counts).orElseGet(Tally::new);
        } catch (SupsyncException e) {
            return context.run().counts(); // the database is what failed
        }
    }
}
