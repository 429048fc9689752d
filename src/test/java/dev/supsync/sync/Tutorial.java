package dev.supsync.sync;

import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateRecord;
import dev.supsync.site.jdbc.PlainWriter;
import dev.supsync.site.jdbc.SiteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Plain Spring Batch as a tutorial writes it: a reader that returns one document, a processor that parses it, a writer
 * with named parameters, ten items a chunk; a second step for what is superseded. It looks whether the site has an update
 * before it inserts it, so that it can be run again.
 */
final class Tutorial {

    private static final int CHUNK = 10;

    private final RunContext.Resolved resolved;
    private final Predicate<UpdateId> wanted;
    private final Map<String, String> inserts = PlainWriter.namedInserts();
    private final SupersededIds superseded = new SupersededIds();
    private int nextCiId = 1;

    Tutorial(RunContext.Resolved resolved, Predicate<UpdateId> wanted) {
        this.resolved = resolved;
        this.wanted = wanted;
    }

    void run(Path folder, SiteDatabase database) throws Exception {
        RecordNormalizer normalizer = new RecordNormalizer(resolved.tree(), resolved.scope());
        BatchInfrastructure batch = new BatchInfrastructure(database, () -> {});
        try (PlainExport export = new PlainExport(folder)) {
            Step step = new StepBuilder("updates", batch.repository())
                    .<byte[], UpdateRecord>chunk(CHUNK)
                    .reader(export::nextDocument)
                    .processor(document -> record(export.parse(document), document, normalizer, database))
                    .writer(writer(database))
                    .transactionManager(database.transactionManager())
                    .build();
            Step flags = new StepBuilder("superseded", batch.repository())
                    .<UpdateId, UpdateId>chunk(CHUNK)
                    .reader(supersededReader())
                    .writer(flagWriter(database))
                    .transactionManager(database.transactionManager())
                    .build();
            JobExecution execution = batch.launch(
                    new JobBuilder("tutorial", batch.repository())
                            .start(step)
                            .next(flags)
                            .build(),
                    new JobParametersBuilder().addLong("run.id", 1L).toJobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException(
                        execution.getAllFailureExceptions().toString());
            }
        }
    }

    private ItemWriter<UpdateRecord> writer(SiteDatabase database) {
        NamedParameterJdbcTemplate jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        return (Chunk<? extends UpdateRecord> chunk) -> {
            Map<String, List<Map<String, Object>>> rows = new java.util.LinkedHashMap<>();
            for (UpdateRecord record : chunk) {
                int ciId = nextCiId++;
                PlainWriter.named(ciId, ciId, record, Instant.EPOCH)
                        .forEach((table, values) -> rows.computeIfAbsent(table, k -> new ArrayList<>())
                                .addAll(values));
            }
            rows.forEach((table, values) -> {
                String sql = inserts.get(table);
                if (!values.isEmpty() && sql != null) {
                    @SuppressWarnings({"unchecked", "rawtypes"})
                    Map<String, ?>[] parameters = values.toArray(new Map[0]);
                    jdbc.batchUpdate(sql, parameters);
                }
            });
        };
    }

    /** Knows what to give only when the first step is done. */
    private ItemReader<UpdateId> supersededReader() {
        Deque<UpdateId> left = new ArrayDeque<>();
        AtomicBoolean begun = new AtomicBoolean();
        return () -> {
            if (begun.compareAndSet(false, true)) {
                left.addAll(superseded.all());
            }
            return left.poll();
        };
    }

    private ItemWriter<UpdateId> flagWriter(SiteDatabase database) {
        return chunk -> database.jdbc()
                .batchUpdate(
                        PlainWriter.SUPERSEDE,
                        chunk.getItems().stream()
                                .map(id -> new Object[] {(long) nextCiId++, id.value()})
                                .toList());
    }

    private static boolean isHeld(SiteDatabase database, UpdateId id) {
        Integer count = database.jdbc()
                .queryForObject("SELECT COUNT(*) FROM SUP_UPDATE WHERE UPDATE_ID = ?", Integer.class, id.value());
        return count != null && count > 0;
    }

    @SuppressWarnings("NullAway") // a processor filters by returning null
    private UpdateRecord record(
            UpdateRevision revision, byte[] document, RecordNormalizer normalizer, SiteDatabase database) {
        if (revision.properties().type() == UpdateType.CATEGORY) {
            return null;
        }
        boolean written = wanted.test(revision.id());
        superseded.add(revision, written);
        if (!written || isHeld(database, revision.id())) {
            return null;
        }
        boolean listed = revision.properties().explicitlyDeployable();
        return normalizer.normalize(revision, listed, listed ? ScopeState.IN : ScopeState.NEVER, Digests.of(document));
    }
}
