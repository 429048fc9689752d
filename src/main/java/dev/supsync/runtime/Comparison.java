package dev.supsync.runtime;

import dev.supsync.catalog.CatalogDifference;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.sync.SyncListener;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares a catalog with its upstream after it was synchronized: status 6707. */
final class Comparison {

    private static final System.Logger LOG = System.getLogger(Comparison.class.getName());

    private final String server;
    private final String upstream;
    private final SyncListener listener;

    Comparison(String server, String upstream, SyncListener listener) {
        this.server = server;
        this.upstream = upstream;
        this.listener = listener;
    }

    /**
     * How they differ; empty if they do not, or if they cannot be compared. The latter is told, and no failure: the catalog was
     * synchronized.
     *
     * @throws SupsyncException when it was asked to stop
     */
    Optional<String> run(Supplier<CatalogDifference> comparison) {
        try {
            CatalogDifference difference = comparison.get();
            LOG.log(System.Logger.Level.DEBUG, "{0} and {1}: {2}", server, upstream, difference.examples());
            return difference.isEmpty() ? Optional.empty() : Optional.of(difference.toString());
        } catch (RuntimeException e) {
            SupsyncException error = Reports.error(e);
            if (error.code() == ErrorCode.STOPPED) {
                throw error;
            }
            LOG.log(System.Logger.Level.DEBUG, "the catalogs could not be compared", e);
            skip(error.getMessage());
            return Optional.empty();
        }
    }

    /** They are not compared, for a reason: a sentence. */
    void skip(String reason) {
        listener.note("The content of " + server + " was not compared with that of its upstream server " + upstream
                + ": " + reason);
    }
}
