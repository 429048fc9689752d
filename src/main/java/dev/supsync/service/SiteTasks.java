package dev.supsync.service;

import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.util.List;

/** What the service does for a site; the worker decides when. */
interface SiteTasks extends AutoCloseable {

    /** Synchronizes; every failure is in the report. */
    SyncReport synchronize(SyncType type);

    /** Looks whether the software update point is well; what is not, each with its reason. */
    List<SupsyncException> checkHealth();

    /**
     * Cleans up.
     *
     * @param onlyIfDue not if the last cleanup was a short time ago
     */
    void cleanUp(boolean onlyIfDue);

    /**
     * Begins with what follows a synchronization and was left undone, or is to be tried again: the site's policy, its children,
     * its further software update points. Returns at once.
     *
     * @param database the site's, to find out whether there is anything
     */
    void followUp(SiteDatabase database);

    /** How much that was begun so has ended, well or not: a number that only rises. */
    long ended();

    /** Stops what was begun, and waits for its end. */
    @Override
    void close();
}
