package dev.supsync.runtime;

import dev.supsync.hierarchy.LinkStatus;
import dev.supsync.status.RunError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one site of a hierarchy stands.
 *
 * @param site its code
 * @param parent null at the root
 * @param depth how many sites are above it
 * @param state the last status message about its software update point, 6701 to 6708; null if nobody knows
 * @param contentVersion null if nobody knows
 * @param lagVersions how many content versions it is behind the top-level site; null if nobody knows
 * @param lagSeconds since when the top-level site has had what this one lacks, in seconds; 0 if it lacks nothing
 * @param link to the site above; null where none looks after it
 * @param replicatingSince since when the site above has been bringing this one up to date; null when it is not
 * @param lastError of its last synchronization, or of the link to it; null if there is none
 */
public record Standing(
        String site,
        @Nullable String parent,
        int depth,
        @Nullable Integer state,
        @Nullable Integer contentVersion,
        @Nullable Integer lagVersions,
        @Nullable Long lagSeconds,
        @Nullable LinkStatus link,
        @Nullable Instant replicatingSince,
        @Nullable RunError lastError) {}
