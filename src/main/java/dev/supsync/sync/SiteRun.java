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

/** A run of a site that has begun: its job, what the site remembers of its end, and its report. */
public final class SiteRun {

    private static final System.Logger LOG = System.getLogger(SiteRun.class.getName());

    private final SiteDatabase database;
    private final SiteLease lease;
    private final SiteState before;
    private final Run run;
    private final Clock clock;
    private final StopSignal stop;
    private final SiteStore store;
    private final RunStore runs;

    /**
     * @param lease held by the caller
     * @param before what the site was when the run began
     */
    public SiteRun(SiteDatabase database, SiteLease lease, SiteState before, Run run, Clock clock, StopSignal stop) {
        this.database = database;
        this.lease = lease;
        this.before = before;
        this.run = run;
        this.clock = clock;
        this.stop = stop;
        this.store = new JdbcSiteStore(database);
        this.runs = new RunStore(database);
    }

    /** Runs the job, or continues it; returns why it failed. */
    public Optional<SupsyncException> execute(Function<JobRepository, Job> job) {
        try {
            BatchInfrastructure batch = new BatchInfrastructure(database);
            JobExecution execution = batch.launch(
                    job.apply(batch.repository()),
                    new JobParametersBuilder().addLong("run.id", run.id()).toJobParameters());
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
            boolean published = runs.find(run.id())
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
                runs.end(run.id(), result(failure), resumable, null, RunError.of(failure), now);
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
                before.code(),
                type,
                failure == null ? RunResult.SUCCEEDED : result(failure),
                failure == null ? StatusMessage.DONE.id() : StatusMessage.FAILED.id(),
                run.resumed(),
                contentVersion(),
                counts,
                run.startedAt(),
                Math.max(0, Duration.between(run.startedAt(), clock.instant()).toMillis()),
                failure == null ? null : RunError.of(failure));
    }

    private static RunResult result(SupsyncException failure) {
        return failure.code() == ErrorCode.STOPPED ? RunResult.STOPPED : RunResult.FAILED;
    }

    private int contentVersion() {
        try {
            return store.state().contentVersion();
        } catch (SupsyncException e) {
            return before.contentVersion(); // the database is what failed
        }
    }
}
