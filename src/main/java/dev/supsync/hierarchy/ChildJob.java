package dev.supsync.hierarchy;

import dev.supsync.base.Threads;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.BatchInfrastructure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/** The job {@code child-replication}: work for some children of a site, a partition and a thread for each. */
final class ChildJob {

    private static final String SITE = "site";
    private static final String STEP = "child";

    private final SiteDatabase database;
    private final Runnable fence;

    /**
     * @param database the parent's: the job's metadata lies there
     * @param fence throws if the parent's lease is lost
     */
    ChildJob(SiteDatabase database, Runnable fence) {
        this.database = database;
        this.fence = fence;
    }

    /**
     * How a job ended.
     *
     * @param execution null if it was not even begun
     * @param failure what was thrown at its begin, or in the middle of it
     */
    private record End(SiteDatabase database, @Nullable JobExecution execution, @Nullable Throwable failure)
            implements Outcome {

        @Override
        public SupsyncException reason(String code) {
            return Stream.of(Optional.ofNullable(failure), ofStep(code), ofJob())
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(database::translate)
                    .orElseGet(() -> new SupsyncException(
                            ErrorCode.INTERNAL,
                            "The job that brings child sites up to date ended without having begun with " + code + ".",
                            "Run the command again; if it ends so again, report it with the log."));
        }

        private Optional<Throwable> ofStep(String code) {
            return steps().filter(s -> s.getStepName().equals(STEP + ":" + code))
                    .flatMap(s -> s.getFailureExceptions().stream())
                    .findFirst();
        }

        /** What Spring Batch says of other children's failures is no reason. */
        private Optional<Throwable> ofJob() {
            Stream<Throwable> own = execution == null ? Stream.empty() : execution.getFailureExceptions().stream();
            return Stream.concat(
                            own,
                            steps().filter(s -> !s.getStepName().startsWith(STEP + ":"))
                                    .flatMap(s -> s.getFailureExceptions().stream()))
                    .filter(e -> !(e instanceof JobExecutionException) || e.getCause() != null)
                    .findFirst();
        }

        private Stream<StepExecution> steps() {
            return execution == null ? Stream.empty() : execution.getStepExecutions().stream();
        }
    }

    /** Tells of work that was not even begun why it was not. */
    interface Outcome {
        SupsyncException reason(String code);
    }

    /**
     * Does the work for each child; returns when all of it has ended, also if the job itself fails on the way.
     *
     * @param run the parent's run that the children are brought up to
     * @param work throws what made it fail
     */
    Outcome run(List<String> codes, LongSupplier run, Consumer<String> work) {
        ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "children"));
        JobExecution execution = null;
        Throwable failure = null;
        try {
            BatchInfrastructure batch = new BatchInfrastructure(database, fence);
            // an instance of its own: how far each child is stands in the child
            execution = batch.launch(
                    job(batch.repository(), codes, work, threads::execute),
                    new JobParametersBuilder()
                            .addString("replication.id", UUID.randomUUID().toString())
                            .addLong("parent.run", run.getAsLong())
                            .toJobParameters());
        } catch (Exception | Error e) {
            failure = e;
        }
        Threads.end(threads, "children"); // Spring Batch goes on as soon as it cannot run one of them
        return new End(database, execution, failure);
    }

    private Job job(JobRepository repository, List<String> codes, Consumer<String> work, TaskExecutor threads) {
        DefaultTransactionAttribute none =
                new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        Step child = new StepBuilder(STEP, repository)
                .tasklet((contribution, context) -> deliver(work, contribution), database.transactionManager())
                .transactionAttribute(none)
                .build();
        Step all = new StepBuilder("children", repository)
                .partitioner(STEP, size -> partitions(codes))
                .step(child)
                .gridSize(codes.size())
                .taskExecutor(threads)
                .build();
        return new JobBuilder("child-replication", repository).start(all).build();
    }

    private static Map<String, ExecutionContext> partitions(List<String> codes) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        codes.forEach(code -> partitions.put(code, new ExecutionContext(Map.of(SITE, code))));
        return partitions;
    }

    private static RepeatStatus deliver(Consumer<String> work, StepContribution contribution) {
        work.accept(contribution.getStepExecution().getExecutionContext().getString(SITE));
        return RepeatStatus.FINISHED;
    }
}
