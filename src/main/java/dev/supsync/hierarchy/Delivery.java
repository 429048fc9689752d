package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.replication.Sent;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of bringing one child up to date.
 *
 * @param site the child's code
 * @param result REFUSED if somebody else is writing the child
 * @param run the parent's run that it was brought up to; 0 if it was not
 * @param sent what it received; null of a site without a database, and after a failure
 * @param contentVersion the parent's content version that it has received; null if that is not known
 * @param error null when it succeeded
 */
public record Delivery(
        String site,
        RunResult result,
        long run,
        @Nullable Sent sent,
        @Nullable Integer contentVersion,
        @Nullable RunError error) {

    static Delivery succeeded(String site, long run, @Nullable Sent sent, @Nullable Integer contentVersion) {
        return new Delivery(site, RunResult.SUCCEEDED, run, sent, contentVersion, null);
    }

    /** What became of a child that an error kept away from. */
    public static Delivery failed(String site, SupsyncException error) {
        RunResult result =
                switch (error.code()) {
                    case STOPPED -> RunResult.STOPPED;
                    case SITE_BUSY -> RunResult.REFUSED;
                    default -> RunResult.FAILED;
                };
        return failed(site, result, RunError.of(error));
    }

    private static Delivery failed(String site, RunResult result, RunError reason) {
        return new Delivery(site, result, 0, null, null, reason);
    }

    /**
     * What became of a child that another process took on, as the link to it tells.
     *
     * @param run the parent's run that is asked about
     */
    public static Delivery ofOthers(ChildLink link, long run) {
        if (link.deliveredRun() >= run) {
            return succeeded(link.site(), link.deliveredRun(), null, link.contentVersion());
        }
        RunError reason = link.error();
        return failed(
                link.site(),
                RunResult.FAILED,
                reason != null
                        ? reason
                        : new RunError(
                                ErrorCode.SITE_FAILED.code(),
                                "The site " + link.site() + " was not brought up to date.",
                                "It is tried again."));
    }
}
