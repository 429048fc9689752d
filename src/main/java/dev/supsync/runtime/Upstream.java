package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.Position;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.util.Optional;

/** An upstream as it was when something was brought up to it: what it receives meanwhile, its downstream servers lack. */
final class Upstream {

    static final String NEXT = "They are compared after the next synchronization.";

    private final Catalog catalog;
    private final Position latest;
    private final long size;

    Upstream(Catalog catalog) {
        this.catalog = catalog;
        this.latest = catalog.latest();
        this.size = catalog.size();
    }

    /**
     * Refuses a comparison with what is being written, or has changed.
     *
     * @throws SupsyncException as a sentence that ends "was not compared: "
     */
    void refuseUnsettled() {
        String name = catalog.identity().name();
        Optional<String> activity = catalog.activity();
        if (activity.isPresent()) {
            throw new SupsyncException(ErrorCode.CATALOG_BUSY, name + ": " + activity.get() + ".", NEXT);
        }
        if (!catalog.latest().equals(latest) || catalog.size() != size) {
            throw new SupsyncException(ErrorCode.CATALOG_BUSY, name + " has changed meanwhile.", NEXT);
        }
    }
}
