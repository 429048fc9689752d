package dev.supsync.hierarchy;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.Tally;
import java.time.Instant;

/** The requests to synchronize that a site finds in its database, from the site above it. */
public final class ParentRequests {

    private static final String WAITING =
            """
            SELECT COUNT(*) FROM SUP_REQUEST
            WHERE STATE = 'WAITING' AND REASON = 'PARENT' AND CLAIMED_AT IS NULL""";

    private static final String INSERT =
            """
            INSERT INTO SUP_REQUEST (SYNC_TYPE, REASON, REQUESTED_BY, REQUESTED_AT, NOT_BEFORE, ATTEMPT, STATE)
            VALUES ('FULL', 'PARENT', ?, ?, ?, 0, 'WAITING')""";

    private static final String ANSWER =
            """
            UPDATE SUP_REQUEST SET STATE = 'DONE', RESULT = 'SUCCEEDED', STATUS = ?, RUN_TYPE = 'FULL', RESUMED = ?,
                CONTENT_VERSION = ?, COUNTS = ?, STARTED_AT = ?, ENDED_AT = ?
            WHERE STATE = 'WAITING' AND REASON = 'PARENT' AND REQUEST_ID <= ?""";

    private ParentRequests() {}

    /** Leaves one in the caller's transaction, unless one waits that was not begun. */
    public static void leave(SiteDatabase child, String parent, Instant now) {
        child.translating(() -> {
            Integer waiting = child.jdbc().queryForObject(WAITING, Integer.class);
            return waiting != null && waiting > 0
                    ? 0
                    : child.jdbc().update(INSERT, parent, ChildLinks.utc(now), ChildLinks.utc(now));
        });
    }

    /** The number of the newest request; 0 if there is none. */
    static long newest(SiteDatabase child) {
        Long newest = child.translating(
                () -> child.jdbc().queryForObject("SELECT COALESCE(MAX(REQUEST_ID), 0) FROM SUP_REQUEST", Long.class));
        return newest == null ? 0 : newest;
    }

    /** Ends those that wait, up to a number, in the caller's transaction: whoever ran it, this run has answered them. */
    static void answer(SiteDatabase child, long upTo, Run run, Tally counts, int version, Instant now) {
        child.translating(() -> child.jdbc()
                .update(
                        ANSWER,
                        StatusMessage.ofSuccess(counts).id(),
                        run.resumed(),
                        version,
                        counts.encode(),
                        ChildLinks.utc(run.startedAt()),
                        ChildLinks.utc(now),
                        upTo));
    }
}
