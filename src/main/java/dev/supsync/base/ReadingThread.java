package dev.supsync.base;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A thread that reads for another one, task by task. Nobody ever interrupts it: an interrupt in the middle of a read closes the
 * file of an export, or an embedded database, for all who use it. So {@link #close()} waits for the task under way; only then
 * may the caller close what the tasks use.
 */
public final class ReadingThread implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final String name;
    private final ExecutorService thread;

    /**
     * @param name of the thread
     */
    public ReadingThread(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread reader = new Thread(work, name);
            reader.setDaemon(true);
            return reader;
        });
    }

    /** Reads, after everything that was asked for before. */
    public <T> Future<T> read(Callable<T> task) {
        return thread.submit(task);
    }

    /**
     * Waits for what a task has read; throws what the task threw.
     *
     * @param check runs while the caller waits; it may throw to end the waiting, and should if the caller was interrupted
     */
    public <T> T await(Future<T> task, Runnable check) {
        while (true) {
            check.run();
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // look whether to go on waiting
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                check.run();
                throw new IllegalStateException("interrupted while waiting for the thread " + name, e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("the thread " + name + " failed: " + e.getCause(), e);
            }
        }
    }

    /** Waits for all tasks, however long they take, and whoever interrupts the caller meanwhile. */
    @Override
    public void close() {
        Threads.end(thread, name);
    }
}
