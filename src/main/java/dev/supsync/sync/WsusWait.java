package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.error.Durations;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.time.Duration;
import java.util.Optional;

/** A catalog that WSUS is writing to is not read until it has ended. */
public final class WsusWait implements WsusPhase {

    private static final Duration POLL = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Duration limit;

    /**
     * @param limit how long to wait at most
     */
    public WsusWait(Catalog catalog, Duration limit) {
        this.catalog = catalog;
        this.limit = limit;
    }

    /**
     * Waits.
     *
     * @throws SupsyncException {@link ErrorCode#CATALOG_BUSY} when the time is up
     */
    @Override
    public void run(SyncListener listener, StopSignal stop) {
        long begun = System.nanoTime(); // whatever the clock does meanwhile
        boolean told = false;
        while (true) {
            stop.check();
            Optional<String> activity = catalog.activity();
            if (activity.isEmpty()) {
                return;
            }
            String busy = catalog.identity().name() + ": " + activity.get() + ".";
            if (System.nanoTime() - begun >= limit.toNanos()) {
                throw new SupsyncException(
                        ErrorCode.CATALOG_BUSY,
                        busy + " It did not end within " + Durations.words(limit) + ".",
                        "Look at WSUS's own synchronization, then run the command again.");
            }
            if (!told) {
                listener.note(busy + " Waiting for its end.");
                told = true;
            }
            stop.await(POLL);
        }
    }
}
