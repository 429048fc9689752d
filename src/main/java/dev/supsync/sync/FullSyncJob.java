package dev.supsync.sync;

import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/** The steps of a synchronization, in their order. */
final class FullSyncJob {

    private final RunContext context;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final WsusPhase wsus;

    FullSyncJob(RunContext context, WsusPhase wsus, JobRepository repository) {
        this.context = context;
        this.wsus = wsus;
        this.repository = repository;
        this.transactions = context.database().transactionManager();
    }

    Job build() {
        ImportPicks picks = context.plan().picks();
        return picks == null ? synchronization() : imports(picks, Objects.requireNonNull(context.imported()));
    }

    private Job imports(ImportPicks picks, ImportResult result) {
        return new JobBuilder("import", repository)
                .start(always("categories", new ImportCategoriesStep(context, picks, result)))
                .next(always("scope", new ScopeStep(context)))
                .next(chunks("updates", new ImportStep(context, result)))
                .next(chunks("expirations", new DeltaExpirationsStep(context)))
                .next(again("supersedence", new SupersedenceStep(context)))
                .next(again("rule", new RuleStep(context)))
                .next(once("publication", new PublicationStep(context, wsus)))
                .build();
    }

    private Job synchronization() {
        return new JobBuilder(context.isPartial() ? "delta-sync" : "full-sync", repository)
                .start(withoutTransaction("wsus", new WsusStep(context, wsus)))
                .next(once("categories", new CategoriesStep(context)))
                .next(always("scope", new ScopeStep(context)))
                .next(always("release", new ReleaseStep(context)))
                .next(chunks("updates", new UpdatesStep(context)))
                .next(chunks(
                        "expirations",
                        context.isPartial() ? new DeltaExpirationsStep(context) : new ExpirationsStep(context)))
                .next(again("supersedence", new SupersedenceStep(context)))
                .next(again("rule", new RuleStep(context)))
                .next(once("publication", new PublicationStep(context, wsus)))
                .build();
    }

    private Step once(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository).tasklet(tasklet, transactions).build();
    }

    /** Runs at a continued start, too: what it finds out lives in memory. */
    private Step always(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .allowStartIfComplete(true)
                .build();
    }

    /** Runs at a continued start, too; its transactions are its own. */
    private Step withoutTransaction(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .allowStartIfComplete(true)
                .build();
    }

    private <T, S extends ChunkWriter<T> & ItemStreamReader<T>> Step chunks(String name, S step) {
        return chunked(name, step).build();
    }

    /** Runs at a continued start, too: a cleanup may have come in between, and what it finds right it leaves. */
    private <T, S extends ChunkWriter<T> & ItemStreamReader<T>> Step again(String name, S step) {
        return chunked(name, step).allowStartIfComplete(true).build();
    }

    /** A step whose items are whole chunks, prepared ahead: one of them is one transaction. */
    private <T, S extends ChunkWriter<T> & ItemStreamReader<T>> ChunkOrientedStepBuilder<T, T> chunked(
            String name, S step) {
        StepInterruptionPolicy policy = execution -> {
            if (context.stop().requested()) {
                execution.setTerminateOnly();
                throw new JobInterruptedException("asked to stop");
            }
        };
        return new ChunkOrientedStepBuilder<T, T>(name, repository, 1)
                .reader(step)
                .writer(step)
                .transactionManager(transactions)
                .interruptionPolicy(policy);
    }
}
