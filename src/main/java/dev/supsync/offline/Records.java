package dev.supsync.offline;

import dev.supsync.replication.RecordBatch;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The batches of a file, one after the other. */
final class Records implements Closeable {

    private final BufferedInputStream buffered;
    private final DataInputStream in;

    Records(Path file) throws IOException {
        buffered = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in = new DataInputStream(buffered);
    }

    /** The next batch; null at the end. */
    @Nullable
    RecordBatch next() throws IOException {
        buffered.mark(1);
        if (buffered.read() < 0) {
            return null;
        }
        buffered.reset();
        return RecordBatch.read(in);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
