package dev.supsync.hierarchy;

import dev.supsync.sync.StopSignal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to have a child open. A child is opened, and its lease taken, when its turn has come, and not before: whoever
 * waits holds nothing that others could want.
 */
final class Turn implements AutoCloseable {

    /** How many children of a process have their turn at once: each transfer holds some batches in memory. */
    static final int AT_ONCE = 8;

    static final Semaphore TRANSFERS = new Semaphore(AT_ONCE);

    /** A look is short, and does not wait for transfers, which may take hours. */
    static final Semaphore LOOKS = new Semaphore(AT_ONCE);

    private static final long POLL_MILLIS = 100;

    private final Semaphore turns;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private Turn(Semaphore turns) {
        this.turns = turns;
    }

    /**
     * Waits for a turn.
     *
     * @throws dev.supsync.error.SupsyncException if it is asked to stop before
     */
    static Turn take(Semaphore turns, StopSignal stop) {
        while (true) {
            stop.check();
            try {
                if (turns.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return new Turn(turns);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.request();
            }
        }
    }

    /** How many wait for one. */
    static int waiting(Semaphore turns) {
        return turns.getQueueLength();
    }

    /** Gives it back, once; also from another thread, when nothing is heard of the one that has it. */
    @Override
    public void close() {
        if (taken.compareAndSet(true, false)) {
            turns.release();
        }
    }
}
