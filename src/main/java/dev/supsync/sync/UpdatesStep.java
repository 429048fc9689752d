package dev.supsync.sync;

import dev.supsync.base.Ahead;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.Position;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.ImportStore;
import dev.supsync.site.UpdateChanges;
import dev.supsync.status.Counter;
import dev.supsync.sync.SyncListener.Phase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads the catalog in its stable order, from the place that was committed last, and writes what changed. */
final class UpdatesStep extends ChunkWriter<UpdateBatch> implements ItemStreamReader<UpdateBatch> {

    /** Batches that are read before the writer takes them: each holds a thousand records. */
    private static final int AHEAD = 3;

    private final RunContext context;
    private @Nullable Ahead<UpdateBatch> ahead;
    private long done;
    private long total;

    UpdatesStep(RunContext context) {
        this.context = context;
    }

    @Override
    public void open(ExecutionContext executionContext) {
        Place place = Place.decode(context.run().place(), context.from());
        done = place.records();
        total = context.isPartial() ? 0 : context.catalog().size(); // a database counts its rows for that
        context.listener().phase(Phase.UPDATES);
        ahead = new Ahead<>("supsync-reader", AHEAD, () -> source(place.position()));
    }

    @Override
    public @Nullable UpdateBatch read() {
        verifyQuarantine();
        return Objects.requireNonNull(ahead).take(this::look);
    }

    /** Whoever interrupts the run wants it to stop. */
    private void look() {
        if (Thread.currentThread().isInterrupted()) {
            context.stop().request();
        }
        context.stop().check();
    }

    @Override
    void write(UpdateBatch batch) {
        UpdateChanges changes = batch.changes();
        context.store().apply(context.lease(), changes, context.now());
        context.ledger().written(changes);
        keepImported(batch);
        context.quarantine().keep(batch.quarantined(), context.run().id(), context.now());
        context.tally().add(batch.tally());
        done += batch.records();
        context.runs()
                .savePlace(
                        context.run().id(), context.tally(), new Place(Position.decode(batch.place()), done).encode());
        context.listener().progress(Phase.UPDATES, done, Math.max(done, total));
    }

    /** The site's own picks keep when they were picked. */
    private void keepImported(UpdateBatch batch) {
        List<ImportStore.Import> imported = batch.importedAtSource().stream()
                .filter(key -> !context.picked().test(key.id()))
                .map(key -> new ImportStore.Import(
                        key.id(),
                        key.revisionNumber(),
                        context.now(),
                        context.catalog().identity().name()))
                .toList();
        if (!imported.isEmpty()) {
            context.imports().add(context.lease(), imported);
            imported.forEach(pick -> context.pick(pick.id()));
        }
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
            ahead = null; // and with it what the reader knew of a million updates
        }
    }

    private Ahead.Source<UpdateBatch> source(Position from) {
        BatchPreparer preparer = new BatchPreparer(
                context.catalog(),
                context.store(),
                context.resolved(),
                sizes(),
                context.picked(),
                context.quarantine().keys(context.run().id()));
        if (context.plan().type() == SyncType.DELTA && !context.options().deltaRevisions()) {
            preparer.leaveRevisions();
        }
        Cursor<CatalogRecord> cursor = context.catalog().revisions(from);
        return new Ahead.Source<>() {
            @Override
            public @Nullable UpdateBatch next() {
                return preparer.next(cursor);
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    /** A delta of a database looks up the little that it reads. */
    private Sizes sizes() {
        boolean isLittle = context.isPartial() && !context.from().equals(Position.START);
        return isLittle ? context.sizes().lookingUp() : context.sizes();
    }

    private void verifyQuarantine() {
        long quarantined = context.tally().get(Counter.QUARANTINED);
        int limit = context.options().quarantineLimit();
        if (quarantined > limit) {
            throw new SupsyncException(
                    ErrorCode.QUARANTINE_LIMIT,
                    quarantined + " records of " + context.catalog().identity().name()
                            + " cannot be read, more than the limit of " + limit + ".",
                    "Look at them with \"status\". Export the catalog again if it is damaged, or raise"
                            + " limits.quarantine.");
        }
    }

    /** A position in the catalog, and how many records lie before it. */
    record Place(Position position, long records) {

        String encode() {
            return records + " " + position.encode();
        }

        static Place decode(String text, Position first) {
            int blank = text.indexOf(' ');
            return blank < 0
                    ? new Place(first, 0)
                    : new Place(Position.decode(text.substring(blank + 1)), Long.parseLong(text.substring(0, blank)));
        }
    }
}
