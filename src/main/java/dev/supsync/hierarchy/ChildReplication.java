package dev.supsync.hierarchy;

import dev.supsync.error.SupsyncException;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.BatchInfrastructure;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/**
 * Brings the children of a site up to date: one partition, and one thread, for each, so that a slow or dead one never keeps
 * its siblings waiting. What fails is remembered with the link and tried again; it is no failure of the parent's run.
 */
public final class ChildReplication {

    private static final System.Logger LOG = System.getLogger(ChildReplication.class.getName());
    private static final String SITE = "site";

    /** How long to wait for an answer to the question how a child stands. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Parent parent;
    private final Duration silence;
    private final StopSignal stop;
    private final ChildLinks links;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();

    /**
     * @param silence how long a child may answer nothing before it is given up for this time
     */
    public ChildReplication(Parent parent, Duration silence, StopSignal stop) {
        this.parent = parent;
        this.silence = silence;
        this.stop = stop;
        this.links = new ChildLinks(parent.database());
    }

    /**
     * Brings children up to date; returns what became of each, in their order. Those whose work is this site's own come last:
     * it may take long, and the others are not to wait for it.
     *
     * @throws SupsyncException only if the parent itself fails, or was asked to stop
     */
    public List<Delivery> run(List<ChildSite> children) {
        if (children.isEmpty()) {
            return List.of();
        }
        parent.listener().phase(Phase.REPLICATION);
        long run = links.newestRun();
        for (boolean isOwn : List.of(false, true)) {
            List<ChildSite> some = children.stream()
                    .filter(child -> child.retryAfter().isPresent() == isOwn)
                    .toList();
            if (!some.isEmpty()) {
                launch(some, run);
            }
        }
        List<Delivery> all = new ArrayList<>();
        for (ChildSite child : children) {
            @Nullable Delivery delivery = deliveries.get(child.code());
            if (delivery != null) {
                all.add(delivery);
                tell(delivery);
            }
        }
        return all;
    }

    private void launch(List<ChildSite> children, long run) {
        try {
            BatchInfrastructure batch = new BatchInfrastructure(parent.database());
            // an instance of its own: how far each child is stands in the child
            batch.launch(
                    job(batch.repository(), children, run),
                    new JobParametersBuilder()
                            .addString("replication.id", UUID.randomUUID().toString())
                            .addLong("parent.run", run)
                            .toJobParameters());
        } catch (Exception e) {
            throw parent.database().translate(e);
        }
        stop.check();
        parent.lease().verify();
    }

    private void tell(Delivery delivery) {
        RunError error = delivery.error();
        if (error != null) {
            parent.listener()
                    .note("The child site " + delivery.site() + " was not brought up to date: " + error.message()
                            + " It is tried again.");
        }
    }

    private Job job(JobRepository repository, List<ChildSite> children, long run) {
        Map<String, ChildSite> byCode = new LinkedHashMap<>();
        children.forEach(child -> byCode.put(child.code(), child));
        DefaultTransactionAttribute none =
                new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        Step child = new StepBuilder("child", repository)
                .tasklet(
                        (contribution, context) -> deliver(byCode, run, contribution, context),
                        parent.database().transactionManager())
                .transactionAttribute(none)
                .build();
        Step all = new StepBuilder("children", repository)
                .partitioner("child", size -> partitions(byCode))
                .step(child)
                .gridSize(children.size())
                .taskExecutor(new SimpleAsyncTaskExecutor("child-"))
                .build();
        return new JobBuilder("child-replication", repository).start(all).build();
    }

    private static Map<String, ExecutionContext> partitions(Map<String, ChildSite> children) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        children.keySet().forEach(code -> partitions.put(code, new ExecutionContext(Map.of(SITE, code))));
        return partitions;
    }

    private RepeatStatus deliver(
            Map<String, ChildSite> children, long run, StepContribution contribution, ChunkContext context) {
        Object code = context.getStepContext().getStepExecutionContext().get(SITE);
        ChildSite child = children.get(String.valueOf(code));
        if (child == null) {
            throw new IllegalStateException("a partition is of no child: " + code);
        }
        deliver(child, run);
        return RepeatStatus.FINISHED;
    }

    private void deliver(ChildSite child, long run) {
        try {
            // the work for a child without a database is the parent's own, and has the limits of that
            Duration limit = child.retryAfter().isPresent() ? Attempt.UNLIMITED : silence;
            Delivery delivery = new Attempt(parent, child.code(), limit, stop, child::abort)
                    .run(part -> child.deliver(parent, part));
            links.delivered(parent.lease(), child.code(), run, delivery.contentVersion(), parent.now());
            deliveries.put(child.code(), delivery);
        } catch (RuntimeException | OutOfMemoryError e) {
            SupsyncException error = SupsyncException.of(e);
            LOG.log(System.Logger.Level.DEBUG, "the child " + child.code() + " was not brought up to date", e);
            deliveries.put(child.code(), failed(child, error));
            throw error;
        }
    }

    private Delivery failed(ChildSite child, SupsyncException error) {
        String code = child.code();
        RunResult result =
                switch (error.code()) {
                    case STOPPED -> RunResult.STOPPED;
                    case SITE_BUSY -> RunResult.REFUSED;
                    default -> RunResult.FAILED;
                };
        RunError reason = RunError.of(error);
        try {
            Instant now = parent.now();
            Optional<Duration> wait = child.retryAfter();
            if (result == RunResult.FAILED && wait.isPresent()) {
                links.waiting(parent.lease(), code, reason, now, now.plus(wait.get()));
            } else if (result == RunResult.FAILED) {
                links.failed(parent.lease(), code, reason, now);
            } else if (result == RunResult.REFUSED) {
                links.busy(parent.lease(), code, now);
            }
        } catch (SupsyncException e) {
            LOG.log(System.Logger.Level.WARNING, "The link to {0} could not be noted: {1}", code, e.getMessage());
        }
        return new Delivery(code, result, null, null, reason);
    }

    /**
     * Looks how children stand, and takes their states up. Those that cannot be reached are remembered so.
     *
     * @return whether all could be reached
     */
    public boolean look(List<ChildSite> children) {
        List<Thread> threads = new ArrayList<>();
        Map<String, SupsyncException> failed = new ConcurrentHashMap<>();
        for (ChildSite child : children) {
            Thread thread = new Thread(() -> look(child, failed), "look-" + child.code());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
            }
        }
        return failed.isEmpty();
    }

    private void look(ChildSite child, Map<String, SupsyncException> failed) {
        try {
            // a few short queries: what takes longer is tried again
            Duration limit = silence.compareTo(LOOK) < 0 ? silence : LOOK;
            new Attempt(parent, child.code(), limit, stop, child::abort).run(part -> child.look(parent, part));
        } catch (RuntimeException e) {
            SupsyncException error = SupsyncException.of(e);
            failed.put(child.code(), error);
            failed(child, error);
        }
    }
}
