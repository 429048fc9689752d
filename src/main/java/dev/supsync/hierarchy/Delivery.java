package dev.supsync.hierarchy;

import dev.supsync.replication.Sent;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of bringing one child up to date.
 *
 * @param site the child's code
 * @param result REFUSED if somebody else is writing the child
 * @param sent what it received; null of a site without a database, and after a failure
 * @param contentVersion the parent's content version that it has received; null if that is not known
 * @param error null when it succeeded
 */
public record Delivery(
        String site,
        RunResult result,
        @Nullable Sent sent,
        @Nullable Integer contentVersion,
        @Nullable RunError error) {

    static Delivery succeeded(String site, @Nullable Sent sent, @Nullable Integer contentVersion) {
        return new Delivery(site, RunResult.SUCCEEDED, sent, contentVersion, null);
    }
}
