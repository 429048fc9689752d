package dev.supsync.service;

import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;

/** What the service does for a site; the worker decides when. */
interface SiteTasks {

    /** Synchronizes; every failure is in the report. */
    SyncReport synchronize(SyncType type);

    /**
     * Looks whether the software update point is well.
     *
     * @throws dev.supsync.error.SupsyncException saying what is not
     */
    void checkHealth();
}
