package dev.supsync.catalog.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What an open export holds open; closed in the opposite order. */
final class ExportResources implements Closeable {

    private final Deque<Closeable> resources = new ArrayDeque<>();

    <T extends Closeable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Closeable resource = resources.poll(); resource != null; resource = resources.poll()) {
            first = close(resource, first);
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes when there is an error already, which says more than one of closing. */
    @SuppressWarnings("EmptyCatch")
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // The error that led here is on its way.
        }
    }

    private static @Nullable IOException close(Closeable resource, @Nullable IOException before) {
        try {
            resource.close();
            return before;
        } catch (IOException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
