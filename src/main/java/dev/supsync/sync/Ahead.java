package dev.supsync.sync;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Produces elements in a thread of its own, a few ahead of the one who takes them, so that reading overlaps writing. What
 * the producer throws, the taker gets.
 */
final class Ahead<T> implements AutoCloseable {

    private static final long POLL_MILLIS = 100;
    private static final long JOIN_MILLIS = 30_000;

    private final BlockingQueue<Element<T>> queue;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean closed;

    /** A source of elements; null at its end. Closed by the thread that read it. */
    interface Source<T> extends AutoCloseable {
        @Nullable
        T next();

        @Override
        void close();
    }

    /** An element, or the end. */
    private record Element<T>(@Nullable T value) {}

    /**
     * @param ahead how many elements may wait
     * @param source opened by the producing thread
     */
    Ahead(String name, int ahead, java.util.function.Supplier<Source<T>> source) {
        this.queue = new LinkedBlockingQueue<>(ahead);
        this.thread = new Thread(() -> produce(source), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The next element; null at the end. */
    @Nullable
    T take(StopSignal stop) {
        while (true) {
            stop.check();
            try {
                Element<T> element = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (element != null) {
                    return element.value();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
            }
            RuntimeException thrown = failure.get();
            if (thrown != null && queue.isEmpty()) {
                throw thrown;
            }
        }
    }

    /** Stops the producer and waits for it, so that nothing of the catalog is in use any more. */
    @Override
    public void close() {
        closed = true;
        queue.clear();
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void produce(java.util.function.Supplier<Source<T>> opener) {
        try (Source<T> source = opener.get()) {
            while (!closed) {
                T value = source.next();
                queue.put(new Element<>(value));
                if (value == null) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // closed: nobody takes any more
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (Error e) {
            failure.set(new IllegalStateException("the reading thread failed: " + e, e));
        }
    }
}
