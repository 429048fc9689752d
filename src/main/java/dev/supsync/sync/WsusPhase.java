package dev.supsync.sync;

/** What happens to the catalog of a software update point before it is read: the phase of status 6704. */
public interface WsusPhase {

    /**
     * Brings the catalog up to its source, or waits until that has happened. No transaction is open meanwhile.
     *
     * @throws dev.supsync.error.SupsyncException if the catalog cannot be brought up, and when it was asked to stop
     */
    void run(SyncListener listener, StopSignal stop);

    /**
     * Says at the end of the run, before anything is published, what keeps it from being a success although everything else
     * was written.
     *
     * @throws dev.supsync.error.SupsyncException if something does
     */
    default void judge() {}
}
