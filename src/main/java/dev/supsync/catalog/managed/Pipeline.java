package dev.supsync.catalog.managed;

import dev.supsync.base.ReadingThread;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a chunk of documents in a thread of its own while the chunk before is written by the caller's. */
final class Pipeline implements AutoCloseable {

    /** Revisions in one transaction, at most. */
    private static final int CHUNK = 500;

    /** Bytes of documents after which a chunk ends, with the one that goes beyond them: two chunks are in memory at once. */
    private static final long CHUNK_BYTES = 8L << 20;

    private final ReadingThread reader = new ReadingThread("catalog-reader");
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
            Part part = pending == null ? new Part(List.of(), List.of()) : reader.await(pending, () -> {});
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
        return reader.read(() -> {
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

    /** Waits for what is being read. */
    @Override
    public void close() {
        reader.close();
    }
}
