package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Batch on a site database: its metadata lies beside the rows that its jobs write. */
public final class BatchInfrastructure {

    private static final System.Logger LOG = System.getLogger(BatchInfrastructure.class.getName());

    private final SiteDatabase database;
    private final JobRepository repository;
    private final MapJobRegistry registry = new MapJobRegistry();
    private final JobOperator operator;

    /**
     * @param fence throws if this process does not hold the site any more: it then notes nothing of a job
     */
    public BatchInfrastructure(SiteDatabase database, Runnable fence) {
        this.database = database;
        PlatformTransactionManager transactions = new FencedTransactions(database.transactionManager(), fence);
        try {
            JdbcJobRepositoryFactoryBean repositoryFactory = new JdbcJobRepositoryFactoryBean();
            repositoryFactory.setDataSource(database.dataSource());
            repositoryFactory.setTransactionManager(transactions);
            repositoryFactory.setIncrementerFactory(new DistinctIds(database.dataSource()));
            // SERIALIZABLE, the default, is prone to deadlocks; the lease keeps others away
            repositoryFactory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
            repositoryFactory.afterPropertiesSet();
            repository = repositoryFactory.getObject();
            JobOperatorFactoryBean operatorFactory = new JobOperatorFactoryBean();
            operatorFactory.setJobRepository(repository);
            operatorFactory.setJobRegistry(registry);
            operatorFactory.setTransactionManager(transactions);
            operatorFactory.afterPropertiesSet();
            operator = operatorFactory.getObject();
        } catch (Exception e) {
            throw database.translate(e);
        }
    }

    /** Where jobs and steps are built upon. */
    public JobRepository repository() {
        return repository;
    }

    /**
     * Starts a job, or continues its last execution when there is one that did not complete. The caller holds the site's
     * lease.
     */
    public JobExecution launch(Job job, JobParameters parameters) throws Exception {
        registry.register(job);
        JobInstance instance = repository.getJobInstance(job.getName(), parameters);
        if (instance != null && repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance); // a kill came between the two, and Spring Batch finds no way on
            instance = null;
        }
        JobExecution last = instance == null ? null : repository.getLastJobExecution(instance);
        if (last == null) {
            return operator.start(job, parameters);
        }
        repair(last);
        return operator.restart(last);
    }

    /** Why a job did not complete; empty if it did. */
    public Optional<SupsyncException> failure(JobExecution execution) {
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

    /** What a kill left behind as running has failed: the fence of each of these transactions proves that nobody runs it. */
    private void repair(JobExecution execution) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() != BatchStatus.COMPLETED && step.getStatus() != BatchStatus.FAILED) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(LocalDateTime.now());
                repository.update(step);
            }
        }
        if (execution.getStatus() != BatchStatus.FAILED) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(ExitStatus.FAILED);
            execution.setEndTime(LocalDateTime.now());
            repository.update(execution);
        }
    }
}
