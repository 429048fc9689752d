package dev.supsync.catalog.managed;

import dev.supsync.catalog.CatalogRecord.RawRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a chunk of documents in a thread of its own while the chunk before is written by the caller's. */
final class Pipeline implements AutoCloseable {

    /** Revisions in one transaction. */
    private static final int CHUNK = 500;

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "catalog-reader");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<List<Incoming>> writer;
    private List<Revision> chunk = new ArrayList<>();
    private @Nullable Future<List<Incoming>> pending;

    private record Revision(int slot, RawRevision raw) {}

    Pipeline(Consumer<List<Incoming>> writer) {
        this.writer = writer;
    }

    void add(int slot, RawRevision raw) {
        chunk.add(new Revision(slot, raw));
        if (chunk.size() == CHUNK) {
            pass();
        }
    }

    /** Writes all that was added. */
    void drain() {
        pass();
        pass();
    }

    private void pass() {
        List<Revision> next = chunk;
        chunk = new ArrayList<>();
        Future<List<Incoming>> before = pending;
        pending = next.isEmpty()
                ? null
                : reader.submit(() -> next.stream()
                        .map(revision -> Incoming.read(revision.slot(), revision.raw()))
                        .toList());
        if (before != null) {
            writer.accept(result(before));
        }
    }

    private static List<Incoming> result(Future<List<Incoming>> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while documents were read", e);
        }
    }

    /** Waits for what is being read: an interrupted read would close the file of an export for all. */
    @Override
    public void close() {
        reader.shutdown();
        try {
            while (!reader.awaitTermination(1, TimeUnit.MINUTES)) {
                log.debug("a document is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
