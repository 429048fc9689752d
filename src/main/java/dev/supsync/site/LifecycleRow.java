package dev.supsync.site;

import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.UpdateId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The flags of an update of the site.
 *
 * @param reasons the expiry reasons as bits; 0 when it is not expired
 * @param expiredSince when the first reason was set; null when it is not expired
 * @param recorded whether the site has a row of its flags: it has one as soon as it ever had a flag
 */
public record LifecycleRow(
        int ciId,
        UpdateId id,
        boolean listed,
        PublicationState publicationState,
        ScopeState scopeState,
        int reasons,
        @Nullable Instant expiredSince,
        boolean superseded,
        boolean recorded) {

    /** The same update with other reasons. */
    public LifecycleRow withReasons(int bits, @Nullable Instant since) {
        return new LifecycleRow(ciId, id, listed, publicationState, scopeState, bits, since, superseded, recorded);
    }

    /** The same update, superseded or not. */
    public LifecycleRow withSuperseded(boolean value) {
        return new LifecycleRow(ciId, id, listed, publicationState, scopeState, reasons, expiredSince, value, recorded);
    }
}
