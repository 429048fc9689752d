package dev.supsync.replication;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one batch while the one before is written. The reading thread is never interrupted: an embedded database may be
 * closed by that.
 */
final class ReadAhead implements AutoCloseable {

    private static final long LIMIT_MINUTES = 5;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread reader = new Thread(work, "replication-reader");
        reader.setDaemon(true);
        return reader;
    });
    private final Supplier<@Nullable RecordBatch> source;
    private Future<@Nullable RecordBatch> next;

    /**
     * @param source gives null at the end, and is not asked again
     */
    ReadAhead(Supplier<@Nullable RecordBatch> source) {
        this.source = source;
        this.next = thread.submit(source::get);
    }

    /** The next batch; null at the end. */
    @Nullable
    RecordBatch take() {
        try {
            RecordBatch batch = next.get();
            if (batch != null) {
                next = thread.submit(source::get);
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while records were read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the reading thread failed: " + e.getCause(), e);
        }
    }

    /** Waits for the read under way, so that nothing of the parent is in use any more. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                System.getLogger(ReadAhead.class.getName())
                        .log(System.Logger.Level.WARNING, "The reading of records does not end and is left behind.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
