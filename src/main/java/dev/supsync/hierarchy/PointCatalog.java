package dev.supsync.hierarchy;

import dev.supsync.metadata.UpdateId;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.WsusPhase;
import java.util.Optional;
import java.util.Set;

/** The catalog of a software update point that is synchronized from another one. */
public interface PointCatalog {

    /** The software update point. */
    String server();

    /** What it is synchronized from, for messages and states. */
    String source();

    /**
     * Brings the catalog up to its source, or waits until WSUS has done so, and compares both. No transaction is open
     * meanwhile.
     *
     * @return how its content differs from its source's afterwards, as the end of a sentence; empty if it does not
     * @throws dev.supsync.error.SupsyncException if it cannot be done, and when it was asked to stop
     */
    Optional<String> synchronize(SyncListener listener, StopSignal stop);

    /** The updates whose license terms it lacked when {@link #synchronize} was called last, as far as it knows. */
    default Set<UpdateId> withoutLicenseTerms() {
        return Set.of();
    }

    /** A difference that {@link #synchronize} has found, as a sentence. */
    default String outOfSync(String difference) {
        return new WsusPhase.OutOfSync(server(), source(), difference).sentence();
    }
}
