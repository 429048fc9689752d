package dev.supsync.sync;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wish that a run stop after the chunk that it is writing. */
public final class StopSignal {

    private final CountDownLatch latch = new CountDownLatch(1);

    /** Wishes it. */
    public void request() {
        latch.countDown();
    }

    /** Whether it was wished. */
    public boolean requested() {
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
