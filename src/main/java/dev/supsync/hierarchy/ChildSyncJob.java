package dev.supsync.hierarchy;

import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.replication.ReplicationTarget;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.status.StatusMessage;
import dev.supsync.sync.LicenseTerms;
import dev.supsync.sync.SyncListener.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;

/** The steps of a child's synchronization. The first two run at a continued start, too: they compare, and find little to do. */
final class ChildSyncJob {

    private final ChildSyncContext context;
    private final JobRepository repository;

    ChildSyncJob(ChildSyncContext context, JobRepository repository) {
        this.context = context;
        this.repository = repository;
    }

    Job build() {
        return new JobBuilder("child-sync", repository)
                .start(withoutTransaction("wsus", this::wsus))
                .next(withoutTransaction("other-points", this::otherPoints))
                .next(new StepBuilder("publication", repository)
                        .tasklet(tasklet(this::publication), context.database().transactionManager())
                        .build())
                .build();
    }

    private Step withoutTransaction(String name, Runnable work) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet(work), context.database().transactionManager())
                .transactionAttribute(new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED))
                .allowStartIfComplete(true)
                .build();
    }

    private Tasklet tasklet(Runnable work) {
        return (contribution, chunk) -> {
            context.stop().check();
            work.run();
            return RepeatStatus.FINISHED;
        };
    }

    private void wsus() {
        PointCatalog point = context.plan().active();
        if (point == null) {
            return;
        }
        context.listener().phase(Phase.WSUS);
        context.write(() -> context.messages()
                .write(StatusMessage.SYNCHRONIZING_WSUS, now(), context.before().contentVersion(), null, List.of()));
        Optional<String> difference = point.synchronize(context.listener(), context.stop());
        difference.ifPresent(d -> outOfSync(point, d));
    }

    private void outOfSync(PointCatalog point, String difference) {
        context.write(() -> context.messages()
                .write(
                        StatusMessage.OUT_OF_SYNC,
                        now(),
                        context.version(),
                        null,
                        List.of(point.server(), point.source(), difference)));
        context.listener().note(point.outOfSync(difference));
    }

    /** One that is being tried again beside the run is waited for: no catalog is written twice at once. */
    private void otherPoints() {
        if (context.plan().others().isEmpty()) {
            return;
        }
        Waiting.await(context.lease()::takePoints, () -> false, context.stop(), context.listener()::note)
                .ifPresent(this::otherPoints);
    }

    private void otherPoints(SiteLease points) {
        try (points) {
            new OtherPoints(
                            context.database(),
                            points,
                            context.before().code(),
                            context.plan().retryAfter(),
                            context.clock(),
                            context.listener(),
                            context.stop())
                    .run(context.plan().others(), context.run().id(), context.version());
        }
    }

    /** All in one transaction: whoever sees the content version sees the end of the run, and the policy. */
    private void publication() {
        context.listener().phase(Phase.PUBLICATION);
        countWithoutLicenseTerms();
        int version = new ReplicationTarget(context.database(), context.lease(), context.clock()).adoptVersion();
        Instant now = now();
        new PolicyWriter(context.database(), context.plan().policyFolder())
                .write(context.plan().policy(), now);
        context.runs().saveCounts(context.run().id(), context.counts());
        context.runs().end(context.run().id(), RunResult.SUCCEEDED, false, version, null, now);
        ParentRequests.answer(context.database(), context.requested(), context.run(), context.counts(), version, now);
        context.messages().writeSuccess(context.counts(), now, version);
    }

    /** The site's state is also that of its own software update point. */
    private void countWithoutLicenseTerms() {
        PointCatalog point = context.plan().active();
        if (point == null) {
            return;
        }
        List<UpdateId> missing =
                LicenseTerms.missing(new JdbcSiteStore(context.database()), point.withoutLicenseTerms());
        context.counts().add(Counter.WITHOUT_LICENSE_TERMS, missing.size());
        if (!missing.isEmpty()) {
            context.listener().note(LicenseTerms.sentence(point.server(), missing));
        }
    }

    private Instant now() {
        return context.clock().instant();
    }
}
