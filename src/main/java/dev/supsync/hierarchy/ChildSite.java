package dev.supsync.hierarchy;

import dev.supsync.sync.StopSignal;

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
     * Looks how it stands: takes its states up, without its lease.
     *
     * @return whether it has all that its parent published
     * @throws dev.supsync.error.SupsyncException if it cannot be reached
     */
    boolean look(Parent parent);
}
