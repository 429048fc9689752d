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

    /** Revisions in one transaction, at most. */
    private static final int CHUNK = 500;

    /** Bytes of documents after which a chunk ends, with the one that goes beyond them: two chunks are in memory at once. */
    private static final long CHUNK_BYTES = 8L << 20;

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "catalog-reader");
        thread.setDaemon(true);
        return thread;
    });
    private final Consumer<List<Incoming>> writer;
    private final long chunkBytes;
    private List<Revision> chunk = new ArrayList<>();
    private @Nullable Future<Part> pending;

    private record Revision(int slot, RawRevision raw) {}

    /** As many revisions as one chunk may hold, and those that are left for the next ones. */
    private record Part(List<Incoming> read, List<Revision> left) {}

    Pipeline(Consumer<List<Incoming>> writer) {
        this(writer, CHUNK_BYTES);
    }

    Pipeline(Consumer<List<Incoming>> writer, long chunkBytes) {
        this.writer = writer;
        this.chunkBytes = chunkBytes;
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
        while (pending != null) {
            pass();
        }
    }

    /** Writes all that was passed on before, while its next part, and at last the chunk, is read. */
    private void pass() {
        List<Revision> next = chunk;
        chunk = new ArrayList<>();
        do {
            Part part = pending == null ? new Part(List.of(), List.of()) : result(pending);
            if (part.left().isEmpty()) {
                pending = next.isEmpty() ? null : read(next);
                next = List.of();
            } else {
                pending = read(part.left());
            }
            if (!part.read().isEmpty()) {
                writer.accept(part.read());
            }
        } while (!next.isEmpty());
    }

    private Future<Part> read(List<Revision> revisions) {
        return reader.submit(() -> {
            List<Incoming> read = new ArrayList<>();
            long bytes = 0;
            for (Revision revision : revisions) {
                Incoming incoming = Incoming.read(revision.slot(), revision.raw());
                read.add(incoming);
                StoredDocument document = incoming.document();
                bytes += document == null ? 0 : document.size();
                if (bytes >= chunkBytes) {
                    break;
                }
            }
            return new Part(read, revisions.subList(read.size(), revisions.size()));
        });
    }

    private static Part result(Future<Part> future) {
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
