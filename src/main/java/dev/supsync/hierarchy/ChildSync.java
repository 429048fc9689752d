package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.Digest;
import dev.supsync.site.SiteState;
import dev.supsync.site.SiteStore;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.sync.BatchInfrastructure;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * One synchronization of a site below the top, on its parent's request: its software update point is brought up to its
 * source, and its content version set to the parent's. The metadata itself came before, from the parent's site database.
 */
public final class ChildSync {

    private static final System.Logger LOG = System.getLogger(ChildSync.class.getName());
    private static final String TYPE = "FULL";

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
        SiteState before = store.state();
        StatusMessages messages = new StatusMessages(
                database,
                before.code(),
                plan.active() == null ? null : plan.active().server(),
                source());
        long requested = ParentRequests.newest(database);
        Run run = startOrContinue(before);
        write(() ->
                messages.write(StatusMessage.STARTED, clock.instant(), before.contentVersion(), null, List.of(TYPE)));
        ChildSyncContext context = new ChildSyncContext(
                database, lease, plan, before, requested, run, clock, messages, listener, stop, runs);
        Optional<SupsyncException> failure = execute(context).filter(e -> !isPublished(run));
        failure.ifPresent(e -> end(context, e));
        return report(run, before, failure.orElse(null));
    }

    private String source() {
        return plan.active() == null ? plan.parent() : plan.active().source();
    }

    private Run startOrContinue(SiteState before) {
        String text = "parent=" + plan.parent();
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        Digest digest = new Digest(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
        Optional<Run> open = runs.lastStarted().filter(Run::open);
        if (open.isPresent() && open.get().plan().equals(digest)) {
            runs.resume(open.get().id());
            listener.note("Continuing the run that was started at " + open.get().startedAt() + " and did not end.");
            return runs.find(open.get().id()).orElseThrow();
        }
        open.ifPresent(run -> runs.abandon(run.id()));
        return runs.start(TYPE, digest, text, clock.instant(), before.nextCiId(), store.countListed());
    }

    private Optional<SupsyncException> execute(ChildSyncContext context) {
        try {
            BatchInfrastructure batch = new BatchInfrastructure(database);
            JobExecution execution = batch.launch(
                    new ChildSyncJob(context, batch.repository()).build(),
                    new JobParametersBuilder()
                            .addLong("run.id", context.run().id())
                            .toJobParameters());
            return failure(execution);
        } catch (Exception e) {
            return Optional.of(database.translate(e));
        }
    }

    private Optional<SupsyncException> failure(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        List<Throwable> causes = execution.getAllFailureExceptions();
        causes.forEach(c -> LOG.log(System.Logger.Level.DEBUG, "the job failed", c));
        if (causes.isEmpty()) {
            return Optional.of(new SupsyncException(
                    ErrorCode.INTERNAL,
                    "The job ended as " + execution.getStatus() + " without saying why.",
                    "Run the command again; if it ends so again, report it with the log."));
        }
        return Optional.of(database.translate(causes.get(0)));
    }

    /** What fails after the last step has committed is only Spring Batch's own note of it. */
    private boolean isPublished(Run run) {
        try {
            return runs.find(run.id())
                    .filter(r -> r.result() == RunResult.SUCCEEDED)
                    .isPresent();
        } catch (SupsyncException e) {
            return false; // the database is what failed
        }
    }

    private void end(ChildSyncContext context, SupsyncException failure) {
        if (failure.code() == ErrorCode.LEASE_LOST) {
            return; // the site is another's by now
        }
        boolean stopped = failure.code() == ErrorCode.STOPPED;
        try {
            Instant now = clock.instant();
            write(() -> {
                RunResult result = stopped ? RunResult.STOPPED : RunResult.FAILED;
                runs.end(context.run().id(), result, stopped, null, RunError.of(failure), now);
                context.messages()
                        .write(
                                StatusMessage.FAILED,
                                now,
                                store.state().contentVersion(),
                                failure.code().code(),
                                List.of(
                                        failure.getMessage(),
                                        source(),
                                        failure.code().code()));
            });
        } catch (SupsyncException e) {
            // the database is what failed: the next run finds this one open
            LOG.log(System.Logger.Level.DEBUG, "the failure could not be written to the site", e);
        }
    }

    private SyncReport report(Run run, SiteState before, @Nullable SupsyncException failure) {
        RunResult result = failure == null
                ? RunResult.SUCCEEDED
                : failure.code() == ErrorCode.STOPPED ? RunResult.STOPPED : RunResult.FAILED;
        return new SyncReport(
                before.code(),
                TYPE,
                result,
                failure == null ? StatusMessage.DONE.id() : StatusMessage.FAILED.id(),
                run.resumed(),
                contentVersion(before),
                new Tally(),
                run.startedAt(),
                Duration.between(run.startedAt(), clock.instant()).toMillis(),
                failure == null ? null : RunError.of(failure));
    }

    private int contentVersion(SiteState before) {
        try {
            return store.state().contentVersion();
        } catch (SupsyncException e) {
            return before.contentVersion(); // the database is what failed
        }
    }

    private void write(Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
