package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.sync.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The wait for a lease that another process, or another thread of this one, holds. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(500);

    private Waiting() {}

    /**
     * Takes a lease as soon as it can be had, unless the one who holds it has done what it is wanted for.
     *
     * @param lease takes it, and throws SITE_BUSY if it cannot be had
     * @param isDone whether nothing is left to be done
     * @param told hears once who is waited for
     * @return empty if nothing is left to be done
     * @throws SupsyncException if it was asked to stop, and whatever else keeps the lease away
     */
    public static Optional<SiteLease> await(
            Supplier<SiteLease> lease, BooleanSupplier isDone, StopSignal stop, Consumer<String> told) {
        boolean isTold = false;
        while (!isDone.getAsBoolean()) {
            try {
                return Optional.of(lease.get());
            } catch (SupsyncException e) {
                if (e.code() != ErrorCode.SITE_BUSY) {
                    throw e;
                }
                if (!isTold) {
                    told.accept("Waiting: " + e.getMessage());
                    isTold = true;
                }
            }
            stop.await(POLL);
            stop.check();
        }
        return Optional.empty();
    }
}
