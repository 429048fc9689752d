package dev.supsync.hierarchy;

import dev.supsync.error.Durations;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.sync.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that a parent does at a child, on a thread of its own. It is given up when nothing of it moves any more: no driver
 * ends every wait for a server that has stopped to answer, and the parent would keep its lease for as long.
 *
 * <p>What was given up may come back to life. It can do no harm: it is stopped at its next check, and whatever it commits, it
 * commits by the lease of the child or of the parent.
 */
final class Attempt {

    /** How long a stop waits for the chunk that is being written. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final long POLL_MILLIS = 50;

    /** For work that has its own limits. */
    static final Duration UNLIMITED = Duration.ofDays(3_650);

    /** After that a lost one is written off: what it waits for may never come, although the child is back. */
    private static final Duration WRITTEN_OFF = Duration.ofHours(1);

    /** Those that were given up and have not come back, by parent and child: they are not joined by more of their kind. */
    private static final Map<String, Lost> LOST = new ConcurrentHashMap<>();

    private record Lost(Thread thread, long since) {}

    private final String child;
    private final String key;
    private final Duration silence;
    private final Duration atStop;
    private final StopSignal stop;
    private final Runnable abort;
    private final AtomicLong moved = new AtomicLong(System.nanoTime());

    /**
     * @param silence how long nothing may move
     * @param abort cuts what the work waits for, when it is given up
     */
    Attempt(Parent parent, String child, Duration silence, StopSignal stop, Runnable abort) {
        this(parent, child, silence, STOP, stop, abort);
    }

    Attempt(Parent parent, String child, Duration silence, Duration atStop, StopSignal stop, Runnable abort) {
        this.child = child;
        this.key = parent.database().name() + " " + child;
        this.silence = silence;
        this.atStop = atStop;
        this.stop = stop;
        this.abort = abort;
    }

    /**
     * Does it.
     *
     * @param work is given the signal whose checks tell that it moves
     * @throws SupsyncException whatever it throws, {@link ErrorCode#SITE_UNREACHABLE} if it was given up,
     *     {@link ErrorCode#STOPPED} if it was to stop and did not
     */
    <T> T run(Function<StopSignal, T> work) {
        @Nullable Lost lost = LOST.get(key);
        if (lost != null && lost.thread().isAlive() && !isOver(lost.since(), WRITTEN_OFF)) {
            throw silent("still does not answer");
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        StopSignal part = stop.part(() -> moved.set(System.nanoTime()));
        Thread thread = new Thread(() -> complete(result, work, part), "child-" + child);
        thread.setDaemon(true);
        try {
            thread.start();
            return await(result);
        } catch (SupsyncException e) {
            if (!result.isDone()) {
                LOST.put(key, new Lost(thread, System.nanoTime()));
                part.request();
                Thread cutter = new Thread(abort, "abort-" + child); // closing may hang as well
                cutter.setDaemon(true);
                cutter.start();
            }
            throw e;
        } finally {
            stop.end(part);
        }
    }

    private <T> void complete(CompletableFuture<T> result, Function<StopSignal, T> work, StopSignal part) {
        try {
            result.complete(work.apply(part));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            LOST.computeIfPresent(key, (k, lost) -> lost.thread().equals(Thread.currentThread()) ? null : lost);
        }
    }

    private <T> T await(CompletableFuture<T> result) {
        long stopped = 0;
        while (true) {
            try {
                return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (stopped == 0 && stop.requested()) {
                    stopped = System.nanoTime();
                }
                if (stopped != 0 && isOver(stopped, atStop)) {
                    stop.check();
                }
                if (isOver(moved.get(), silence)) {
                    throw silent("has not answered for " + Durations.words(silence));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
                stop.check();
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw SupsyncException.of(cause == null ? e : cause);
            }
        }
    }

    private static boolean isOver(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }

    private SupsyncException silent(String what) {
        return new SupsyncException(
                ErrorCode.SITE_UNREACHABLE,
                "The site " + child + " " + what + ".",
                "Look whether its database server works, and what its sessions wait for. If it is only slow, raise"
                        + " limits.child-wait. It is tried again.");
    }
}
