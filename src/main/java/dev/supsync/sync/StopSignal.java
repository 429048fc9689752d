package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wish that a run stop after the chunk that it is writing. */
public final class StopSignal {

    private final CountDownLatch latch = new CountDownLatch(1);
    private final List<StopSignal> parts = new CopyOnWriteArrayList<>();
    private final Runnable alive;

    public StopSignal() {
        this(() -> {});
    }

    private StopSignal(Runnable alive) {
        this.alive = alive;
    }

    /**
     * A signal for a part of the run, which is to stop when the run is, and can be stopped alone.
     *
     * @param alive runs whenever the part looks whether to stop
     */
    public StopSignal part(Runnable alive) {
        StopSignal part = new StopSignal(alive);
        parts.add(part);
        if (requested()) {
            part.request();
        }
        return part;
    }

    /** Ends a part: it is told nothing any more. */
    public void end(StopSignal part) {
        parts.remove(part);
    }

    /** Wishes it. */
    public void request() {
        latch.countDown();
        parts.forEach(StopSignal::request);
    }

    /** Whether it was wished. */
    public boolean requested() {
        alive.run();
        return latch.getCount() == 0;
    }

    /** Waits for so long, or until the wish comes. */
    public void await(Duration time) {
        try {
            if (latch.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
        }
    }

    /** Ends the run if the wish came. */
    public void check() {
        if (requested()) {
            throw new SupsyncException(
                    ErrorCode.STOPPED,
                    "The run was asked to stop and has stopped after the chunk that it was writing.",
                    "Run the same command again: it continues there.");
        }
    }
}
