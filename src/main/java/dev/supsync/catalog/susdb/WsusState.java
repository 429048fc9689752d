package dev.supsync.catalog.susdb;

import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a WSUS server itself stands: its last synchronization, and what it is configured to synchronize. What its database
 * does not tell is null, and means that nobody knows.
 *
 * @param source what it synchronizes from, for a person
 * @param products the products that it synchronizes, also those below a family that is selected
 * @param languages the short names of the languages that it synchronizes, in lower case
 * @param titles what stands at the bottom of its trees of products and classifications, with English titles
 */
public record WsusState(
        Optional<Synchronization> last,
        @Nullable String source,
        @Nullable Set<UpdateId> products,
        @Nullable Set<UpdateId> classifications,
        @Nullable Set<String> languages,
        Map<UpdateId, String> titles) {

    /**
     * WSUS's own last synchronization.
     *
     * @param time when it ended, or began if it has not ended
     * @param error the HRESULT that WSUS noted; null if none
     */
    public record Synchronization(Result result, Instant time, @Nullable Long error) {}

    /** How it went. */
    public enum Result {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    public WsusState {
        titles = Map.copyOf(titles);
    }
}
