package dev.supsync.service;

import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a synchronization, as the site's database keeps it.
 *
 * @param by who wished it, for people
 * @param notBefore when it may begin
 * @param attempt how many runs in a row have failed before it
 * @param claimedAt when the service began its run; null before, and not null while it waits to be continued
 * @param claimedAfter the number of the last run that had succeeded then; null before, and if nobody knows
 * @param report how its run ended; null until then
 */
record Request(
        long id,
        SyncType type,
        Reason reason,
        String by,
        Instant at,
        Instant notBefore,
        int attempt,
        State state,
        @Nullable Instant claimedAt,
        @Nullable Long claimedAfter,
        @Nullable SyncReport report) {

    /** Why it was made. */
    enum Reason {
        PERSON,
        SCHEDULE,
        RETRY,
        /** The first synchronization of a site. */
        FIRST,
        /** The site above: its data came before. */
        PARENT
    }

    /** How far it is. */
    enum State {
        WAITING,
        RUNNING,
        DONE,
        /** A retry that a success has made needless. */
        CANCELLED
    }
}
