package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/** A run of a site, from its beginning to its report. Everything it writes, it writes by the site's lease. */
public final class SiteRun {

    private static final System.Logger LOG = System.getLogger(SiteRun.class.getName());

    private final SiteDatabase database;
    private final SiteLease lease;
    private final Begun begun;
    private final Clock clock;
    private final StopSignal stop;
    private final SiteStore store;
    private final RunStore runs;

    private SiteRun(SiteDatabase database, SiteLease lease, Begun begun, Clock clock, StopSignal stop) {
        this.database = database;
        this.lease = lease;
        this.begun = begun;
        this.clock = clock;
        this.stop = stop;
        this.store = new JdbcSiteStore(database);
        this.runs = new RunStore(database);
    }

    /**
     * @param before what the site was when the run began
     * @param abandoned the run that did not end and is not continued; null if there was none
     */
    private record Begun(SiteState before, Run run, @Nullable Run abandoned) {}

    /**
     * Begins a run, or continues the one of the same plan that did not end; says so by a message, except of an import. One
     * transaction: a process that lost the site since it took the lease leaves its successor's run alone.
     *
     * @param lease held by the caller, from before this to after the run
     * @throws SupsyncException {@link ErrorCode#LEASE_LOST}, and whatever the database says
     */
    public static SiteRun begin(
            SiteDatabase database,
            SiteLease lease,
            RunPlan plan,
            StatusMessages messages,
            Clock clock,
            StopSignal stop) {
        Begun begun = database.inTransaction(() -> {
            lease.verify();
            Begun run = begin(database, plan, clock);
            if (plan.type() != SyncType.IMPORT) {
                int version = run.before().contentVersion();
                messages.write(
                        StatusMessage.STARTED,
                        clock.instant(),
                        version,
                        null,
                        List.of(plan.type().name()));
            }
            return run;
        });
        return new SiteRun(database, lease, begun, clock, stop);
    }

    private static Begun begin(SiteDatabase database, RunPlan plan, Clock clock) {
        SiteStore store = new JdbcSiteStore(database);
        RunStore runs = new RunStore(database);
        SiteState before = store.state();
        boolean isImport = plan.type() == SyncType.IMPORT;
        @Nullable
        Run open = isImport ? null : runs.lastStarted().filter(Run::open).orElse(null);
        if (open != null && open.plan().equals(plan.digest())) {
            runs.resume(open.id());
            return new Begun(before, runs.find(open.id()).orElseThrow(), null);
        }
        if (open != null) {
            runs.abandon(open.id());
        }
        Run run = runs.start(
                plan.type().name(),
                plan.digest(),
                plan.text(),
                clock.instant(),
                before.nextCiId(),
                plan.type() == SyncType.FULL ? store.countListed() : 0);
        if (isImport) {
            runs.abandon(run.id()); // never continued: what is there already is found to be there
        }
        return new Begun(before, run, open);
    }

    /** The run as the site remembers it. */
    public Run run() {
        return begun.run();
    }

    /** What the site was when the run began. */
    public SiteState before() {
        return begun.before();
    }

    /** The run that did not end, and that this one does not continue. */
    Optional<Run> abandoned() {
        return Optional.ofNullable(begun.abandoned());
    }

    /** Runs the job, or continues it; returns why it failed. */
    public Optional<SupsyncException> execute(Function<JobRepository, Job> job) {
        try {
            BatchInfrastructure batch = new BatchInfrastructure(database, lease::verify);
            JobExecution execution = batch.launch(
                    job.apply(batch.repository()),
                    new JobParametersBuilder().addLong("run.id", run().id()).toJobParameters());
            return failure(batch, execution).filter(e -> !isPublished(e));
        } catch (Exception e) {
            return Optional.of(database.translate(e)).filter(known -> !isPublished(known));
        }
    }

    private Optional<SupsyncException> failure(BatchInfrastructure batch, JobExecution execution) {
        Optional<SupsyncException> failure = batch.failure(execution);
        if (failure.isPresent() && stop.requested()) {
            try {
                stop.check();
            } catch (SupsyncException stopped) {
                return Optional.of(stopped);
            }
        }
        return failure;
    }

    /** What fails after the last step has committed is only Spring Batch's own note of it. */
    private boolean isPublished(SupsyncException failure) {
        try {
            boolean published = runs.find(run().id())
                    .filter(r -> r.result() == RunResult.SUCCEEDED)
                    .isPresent();
            if (published) {
                LOG.log(System.Logger.Level.DEBUG, "the job's end could not be noted", failure);
            }
            return published;
        } catch (SupsyncException e) {
            return false; // the database is what failed
        }
    }

    /**
     * Writes down why the run failed, as far as the database takes it.
     *
     * @param resumable whether the next run of the same plan continues it
     * @param messages null where no message tells of it
     * @param source the catalog that the message names
     */
    public void fail(SupsyncException failure, boolean resumable, @Nullable StatusMessages messages, String source) {
        if (failure.code() == ErrorCode.LEASE_LOST) {
            return; // the site is another's by now
        }
        try {
            Instant now = clock.instant();
            database.inTransaction(() -> {
                lease.verify();
                runs.end(run().id(), result(failure), resumable, null, RunError.of(failure), now);
                if (messages != null) {
                    String code = failure.code().code();
                    messages.write(
                            StatusMessage.FAILED,
                            now,
                            store.state().contentVersion(),
                            code,
                            List.of(failure.getMessage(), source, code));
                }
                return true;
            });
        } catch (SupsyncException e) {
            // the database is what failed: the next run finds this one open
            LOG.log(System.Logger.Level.DEBUG, "the failure could not be written to the site", e);
        }
    }

    /**
     * What the run did.
     *
     * @param type as it ran
     * @param failure null if it succeeded
     */
    public SyncReport report(String type, Tally counts, @Nullable SupsyncException failure) {
        return new SyncReport(
                before().code(),
                type,
                failure == null ? RunResult.SUCCEEDED : result(failure),
                failure == null ? StatusMessage.ofSuccess(counts).id() : StatusMessage.FAILED.id(),
                run().resumed(),
                contentVersion(),
                counts,
                run().startedAt(),
                Math.max(0, Duration.between(run().startedAt(), clock.instant()).toMillis()),
                failure == null ? null : RunError.of(failure));
    }

    private static RunResult result(SupsyncException failure) {
        return failure.code() == ErrorCode.STOPPED ? RunResult.STOPPED : RunResult.FAILED;
    }

    private int contentVersion() {
        try {
            return store.state().contentVersion();
        } catch (SupsyncException e) {
            return before().contentVersion(); // the database is what failed
        }
    }
}
