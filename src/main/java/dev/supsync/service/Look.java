package dev.supsync.service;

import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Tells a worker whether there is anything to look at. One statement finds out what about twenty would find out one by one:
 * whether a request came, a run began or ended, or the time has come for something that waits.
 */
final class Look {

    /** How long a worker looks at nothing: some changes no row tells, like a deleted policy file. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String QUERY =
            """
            SELECT (SELECT MAX(REQUEST_ID) FROM SUP_REQUEST) AS LAST_REQUEST,
                   (SELECT COUNT(*) FROM SUP_REQUEST WHERE STATE = 'WAITING') AS WAITING,
                   (SELECT MAX(RUN_ID) FROM SUP_RUN) AS LAST_RUN,
                   (SELECT MAX(ENDED_AT) FROM SUP_RUN) AS LAST_END,
                   (SELECT COUNT(*) FROM SUP_RUN WHERE RESULT IS NULL) AS OPEN_RUNS,
                   s.CONTENT_VERSION,
                   (SELECT MIN(d.DUE_AT)
                    FROM (SELECT NOT_BEFORE AS DUE_AT FROM SUP_REQUEST WHERE STATE = 'WAITING'
                          UNION ALL SELECT DUE_AT FROM SUP_SCHEDULE
                          UNION ALL SELECT NEXT_AT FROM SUP_ALERT_DELIVERY WHERE DELIVERED_AT IS NULL
                          UNION ALL SELECT NEXT_TRY FROM SUP_CHILD
                          UNION ALL SELECT NEXT_TRY FROM SUP_POINT) d
                    WHERE d.DUE_AT > ?) AS NEXT_DUE
            FROM SUP_SITE s WHERE s.SITE_ID = 1""";

    private final SiteDatabase database;
    private @Nullable Instant last;
    private @Nullable Rows seen;
    private Instant latest = Instant.MIN;

    Look(SiteDatabase database) {
        this.database = database;
    }

    /** What others change, too. */
    private record Rows(
            long request, long waiting, long run, @Nullable LocalDateTime end, long openRuns, int contentVersion) {}

    /**
     * @param next the first moment after the last look at which something is due; null if nothing is
     */
    private record Found(Rows rows, @Nullable Instant next) {}

    /** Whether the worker is to look at everything now; a first look, and one under a clock that went back, always is. */
    boolean isDue(Instant now) {
        Instant before = last;
        Found found = find(before == null ? now : before);
        Instant next = found.next();
        boolean due = before == null
                || now.isBefore(before)
                || !now.isBefore(latest)
                || !found.rows().equals(seen)
                || (next != null && !next.isAfter(now));
        if (due) {
            last = now;
            latest = now.plus(LONGEST);
            seen = found.rows();
        }
        return due;
    }

    /** Something is due at a moment that no row tells. */
    void notLaterThan(Instant time) {
        if (time.isBefore(latest)) {
            latest = time;
        }
    }

    private Found find(Instant after) {
        return database.translating(() -> database.jdbc()
                .query(QUERY, (row, number) -> found(row), RequestStore.utc(after))
                .get(0));
    }

    private static Found found(ResultSet row) throws SQLException {
        LocalDateTime next = row.getObject("NEXT_DUE", LocalDateTime.class);
        Rows rows = new Rows(
                row.getLong("LAST_REQUEST"),
                row.getLong("WAITING"),
                row.getLong("LAST_RUN"),
                row.getObject("LAST_END", LocalDateTime.class),
                row.getLong("OPEN_RUNS"),
                row.getInt("CONTENT_VERSION"));
        return new Found(rows, next == null ? null : next.toInstant(ZoneOffset.UTC));
    }
}
