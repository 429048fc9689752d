package dev.supsync.sync;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.site.ImportStore;
import dev.supsync.site.UpdateChanges;
import dev.supsync.status.Counter;
import dev.supsync.sync.SyncListener.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Writes picked updates, each in a transaction of its own. */
final class ImportStep extends ChunkWriter<Pick> implements ItemStreamReader<Pick> {

    private final RunContext context;
    private final ImportResult result;
    private final Deque<RawRevision> left = new ArrayDeque<>();
    private long done;

    ImportStep(RunContext context, ImportResult result) {
        this.context = context;
        this.result = result;
    }

    @Override
    public void open(ExecutionContext executionContext) {
        context.listener().phase(Phase.UPDATES);
        left.clear();
        left.addAll(result.picker().found());
        done = 0;
    }

    @Override
    public @Nullable Pick read() {
        context.stop().check();
        RawRevision raw = left.poll();
        return raw == null ? null : result.picker().look(raw, context.resolved(), context.picked());
    }

    @Override
    void write(Pick pick) {
        if (pick instanceof Pick.Ready ready) {
            UpdateBatch batch = ready.batch();
            if (batch != null) {
                UpdateChanges changes = batch.changes();
                context.store().apply(context.lease(), changes, context.now());
                context.ledger().written(changes);
                context.tally().add(batch.tally());
                context.runs().listedBesides(context.run().id(), batch.tally().get(Counter.LISTED));
            }
            context.pick(ready.id());
            context.imports()
                    .add(
                            context.lease(),
                            List.of(new ImportStore.Import(
                                    ready.id(),
                                    ready.revisionNumber(),
                                    context.now(),
                                    context.catalog().identity().name())));
            context.saveCounts();
        }
        result.add(pick);
        done++;
        context.listener().progress(Phase.UPDATES, done, done + left.size());
    }
}
