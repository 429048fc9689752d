package dev.supsync.sync;

import java.util.Optional;

/** What happens to the catalog of a software update point before it is read: the phase of status 6704. */
public interface WsusPhase {

    /**
     * Brings the catalog up to its source, or waits until that has happened. No transaction is open meanwhile.
     *
     * @throws dev.supsync.error.SupsyncException if the catalog cannot be brought up, and when it was asked to stop
     */
    void run(SyncListener listener, StopSignal stop);

    /**
     * A catalog whose content is not that of its upstream.
     *
     * @param server the software update point
     * @param upstream what it is synchronized from
     * @param difference how they differ, as the end of a sentence
     */
    record OutOfSync(String server, String upstream, String difference) {

        /** All of it, as a sentence. */
        public String sentence() {
            return "The content of " + server + " is out of sync with its upstream server " + upstream + ": "
                    + difference + ".";
        }
    }

    /** What it brings the catalog up to; empty where the catalog itself tells. */
    default Optional<String> source() {
        return Optional.empty();
    }

    /** What {@link #run} found to differ in the end, when the catalog was compared with its source. */
    default Optional<OutOfSync> outOfSync() {
        return Optional.empty();
    }

    /**
     * Says at the end of the run, before anything is published, what keeps it from being a success although everything else
     * was written.
     *
     * @throws dev.supsync.error.SupsyncException if something does
     */
    default void judge() {}
}
