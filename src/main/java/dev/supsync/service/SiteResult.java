package dev.supsync.service;

import dev.supsync.replication.Sent;
import dev.supsync.status.RunError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a synchronization of the hierarchy went at one site below the top.
 *
 * @param sent what it received of its parent; null of a site without a database, and where nothing could be sent
 * @param contentVersion the site's, afterwards; null where that is not known
 * @param error why it failed, or could not be reached; null if it did not
 * @param children the sites below it; empty also where it failed, and they wait
 */
public record SiteResult(
        String site,
        Result result,
        @Nullable Sent sent,
        @Nullable Integer contentVersion,
        @Nullable RunError error,
        List<SiteResult> children) {

    public SiteResult {
        children = List.copyOf(children);
    }

    /** What became of it. */
    public enum Result {
        SUCCEEDED,
        FAILED,
        STOPPED,
        /** It has its data and its request; whoever runs it does the rest. */
        REQUESTED
    }

    /** Whether it, or a site below it, failed or was stopped. */
    public boolean isFailure() {
        return result == Result.FAILED
                || result == Result.STOPPED
                || children.stream().anyMatch(SiteResult::isFailure);
    }
}
