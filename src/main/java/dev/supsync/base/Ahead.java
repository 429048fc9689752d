package dev.supsync.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads elements in a {@link ReadingThread}, a few ahead of the caller who takes them, so that reading overlaps writing. What the
 * source throws, {@link #take(Runnable)} throws in its place.
 */
public final class Ahead<T> implements AutoCloseable {

    private final ReadingThread thread;
    private final Reader<T> reader;
    private final Deque<Future<@Nullable T>> elements = new ArrayDeque<>();

    /** A source of elements. One thread opens, reads and closes it. */
    public interface Source<T> extends AutoCloseable {
        /** The next element; null at the end, after which nobody asks again. */
        @Nullable
        T next();

        @Override
        default void close() {}
    }

    /**
     * @param name of the thread
     * @param ahead how many elements are read before they are taken; at least one
     * @param opener opens the source; runs in the reading thread
     */
    public Ahead(String name, int ahead, Supplier<Source<T>> opener) {
        thread = new ReadingThread(name);
        reader = new Reader<>(opener);
        for (int i = 0; i < ahead; i++) {
            elements.add(thread.read(reader::next));
        }
    }

    /**
     * The next element; null at the end.
     *
     * @param check runs while the caller waits, as in {@link ReadingThread#await}
     */
    public @Nullable T take(Runnable check) {
        Future<@Nullable T> first = elements.peek();
        if (first == null) {
            return null;
        }
        T element = thread.await(first, check);
        elements.remove();
        if (element == null) {
            elements.clear();
        } else {
            elements.add(thread.read(reader::next));
        }
        return element;
    }

    /** Lets the source go once the element that is being read is complete. When this returns, nothing uses the source any more. */
    @Override
    public void close() {
        reader.stop();
        thread.read(() -> {
            reader.close();
            return true;
        });
        thread.close();
    }

    /** The source from its first element to its last, which is that before a failure or a stop; of the reading thread alone. */
    private static final class Reader<T> {

        private final Supplier<Source<T>> opener;
        private @Nullable Source<T> source;
        private boolean ended;
        private volatile boolean stopped;

        Reader(Supplier<Source<T>> opener) {
            this.opener = opener;
        }

        @Nullable
        T next() {
            if (ended || stopped) {
                return null;
            }
            T element;
            try {
                element = open().next();
            } catch (RuntimeException | Error e) {
                closeAfter(e);
                throw e;
            }
            if (element == null) {
                close();
            }
            return element;
        }

        private Source<T> open() {
            Source<T> open = source;
            if (open == null) {
                open = opener.get();
                source = open;
            }
            return open;
        }

        private void closeAfter(Throwable failure) {
            try {
                close();
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }

        void stop() {
            stopped = true;
        }

        void close() {
            ended = true;
            Source<T> open = source;
            source = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
