package dev.supsync.hierarchy;

import dev.supsync.sync.StopSignal;
import java.time.Duration;
import java.util.Optional;

/** A site directly below, as its parent reaches it. Each is used by a thread of its own. */
public interface ChildSite {

    /** Its site code. */
    String code();

    /**
     * Brings it up to date and leaves it a request to synchronize.
     *
     * @throws dev.supsync.error.SupsyncException whatever keeps it from that
     */
    Delivery deliver(Parent parent, StopSignal stop);

    /**
     * How long to wait after a failure that says nothing of a link, because there is none: the parent itself does the child's
     * work. Empty where the link's own times hold.
     */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * Looks how it stands: takes its states up, without its lease.
     *
     * @return whether it has all that its parent published
     * @throws dev.supsync.error.SupsyncException if it cannot be reached
     */
    boolean look(Parent parent, StopSignal stop);

    /** Cuts what is given up: another thread may be in the middle of it, and wait for what does not come. */
    default void abort() {}
}
