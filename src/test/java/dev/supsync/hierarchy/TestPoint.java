package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A software update point whose synchronization ends as a test wants. */
final class TestPoint implements PointCatalog {

    private final String server;
    private @Nullable ErrorCode failure;
    private @Nullable String difference;
    private Runnable during = () -> {};
    private int synchronizations;
    private Set<UpdateId> lacking = Set.of();

    TestPoint(String server) {
        this.server = server;
    }

    /** From now on it fails so; null for no more. */
    TestPoint failing(@Nullable ErrorCode code) {
        failure = code;
        return this;
    }

    /** From now on its content is another than its source's. */
    TestPoint differing(String how) {
        difference = how;
        return this;
    }

    /** From now on it has not downloaded the license terms of these. */
    TestPoint lacking(UpdateId... updates) {
        lacking = Set.of(updates);
        return this;
    }

    /** What happens meanwhile. */
    TestPoint during(Runnable work) {
        during = work;
        return this;
    }

    /** How often it was synchronized, or tried to be. */
    int synchronizations() {
        return synchronizations;
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public String source() {
        return "sup1.contoso.example";
    }

    @Override
    public Set<UpdateId> withoutLicenseTerms() {
        return lacking;
    }

    @Override
    public Optional<String> synchronize(SyncListener listener, StopSignal stop) {
        synchronizations++;
        during.run();
        stop.check();
        if (failure != null) {
            throw new SupsyncException(failure, server + " failed.", "Look at it.");
        }
        return Optional.ofNullable(difference);
    }
}
