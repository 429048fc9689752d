package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.sync.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Turns the end of the process (SIGTERM, SIGINT) into a wish to stop, and keeps the process until the run has ended and
 * its report is printed. The exit status is the run's.
 */
final class StopHook implements AutoCloseable {

    /** Below the 30 seconds after which containers and services are killed. */
    private static final long PATIENCE_SECONDS = 25;

    private final Delivery delivery;
    private final StopSignal stop;
    private final IntSupplier unfinished;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::stop, "supsync-stop");
    private volatile int status = ErrorCode.STOPPED.exitStatus();

    private StopHook(Delivery delivery, StopSignal stop, IntSupplier unfinished) {
        this.delivery = delivery;
        this.stop = stop;
        this.unfinished = unfinished;
    }

    /**
     * @param unfinished what to do when the run does not end in time; returns the exit status
     */
    static StopHook install(Session session, StopSignal stop, IntSupplier unfinished) {
        StopHook hook = new StopHook(session.delivery(), stop, unfinished);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** The run has ended, with this exit status, and everything is printed. */
    void ended(int exitStatus) {
        status = exitStatus;
        ended.countDown();
    }

    /** A process that ends from here on needs no waiting. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // the process is ending already: the hook ends it with the run's status
        }
    }

    private void stop() {
        stop.request();
        try {
            // output that hangs, hangs here, too: so only what has ended is asked whether all of it arrived
            status = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? delivery.end(status) : unfinished.getAsInt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
