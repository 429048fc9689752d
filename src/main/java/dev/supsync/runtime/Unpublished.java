package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.replication.ReplicationSource;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunStore;
import java.util.Optional;

/**
 * Rows that a site holds and has not published: those of a run that has not ended, or not well, and those
 * that came from the site above and were not taken over yet. They stay where they are; the
 * next synchronization publishes them.
 */
final class Unpublished {

    private Unpublished() {}

    /**
     * Refuses to send anything from a site that holds such rows.
     *
     * @throws SupsyncException with SITE_UNPREPARED
     */
    static void refuse(SiteSettings site, SiteDatabase database) {
        if (!isPublished(database)) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNPREPARED,
                    "The last synchronization or import of site " + site.code()
                            + " has not ended, or has failed, or what the site above sent it was not taken over yet: the"
                            + " site holds changes that it has not published, and sends nothing until it has.",
                    "Synchronize site " + site.code() + " first, then run the command again.");
        }
    }

    /** A sentence about a site that holds such rows. */
    static Optional<String> note(SiteSettings site, SiteDatabase database) {
        return isPublished(database)
                ? Optional.empty()
                : Optional.of(
                        "The last synchronization or import of site " + site.code()
                                + " has not ended, or has failed, or"
                                + " what the site above sent it was not taken over yet. The comparison includes changes that the site has not published.");
    }

    private static boolean isPublished(SiteDatabase database) {
        ReplicationSource source = new ReplicationSource(database);
        return new RunStore(database).isSettled()
                && source.isSettled() // what came from the site above has been taken over, too
                && source.head().publication() != null;
    }
}
