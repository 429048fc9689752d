package dev.supsync.service;

import dev.supsync.service.Request.Reason;
import dev.supsync.service.Request.State;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The requests of a site. Anybody adds; only the service that holds the site's lease of services changes them. */
final class RequestStore {

    private static final String INSERT =
            """
            INSERT INTO SUP_REQUEST (SYNC_TYPE, REASON, REQUESTED_BY, REQUESTED_AT, NOT_BEFORE, ATTEMPT, STATE)
            VALUES (?, ?, ?, ?, ?, ?, 'WAITING')""";

    private static final String END =
            """
            UPDATE SUP_REQUEST SET STATE = 'DONE', RESULT = ?, STATUS = ?, RUN_TYPE = ?, RESUMED = ?, CONTENT_VERSION = ?,
                COUNTS = ?, STARTED_AT = ?, ENDED_AT = ?, ERROR_CODE = ?, ERROR_MESSAGE = ?, ERROR_REMEDY = ?
            WHERE CLAIM_ID = ? AND STATE = 'RUNNING'""";

    private static final String LAST_SUCCESS =
            "SELECT MAX(ENDED_AT) FROM SUP_RUN WHERE RESULT = 'SUCCEEDED' AND RUN_TYPE <> 'IMPORT'";

    private final SiteDatabase database;
    private final String siteCode;

    RequestStore(SiteDatabase database, String siteCode) {
        this.database = database;
        this.siteCode = siteCode;
    }

    /** Adds a request; returns its number. */
    long add(SyncType type, Reason reason, String by, Instant at, Instant notBefore, int attempt) {
        return database.inTransaction(() -> {
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            database.jdbc()
                    .update(
                            connection -> {
                                PreparedStatement insert =
                                        connection.prepareStatement(INSERT, new String[] {"REQUEST_ID"});
                                Object[] values = {type.name(), reason.name(), by, utc(at), utc(notBefore), attempt};
                                for (int i = 0; i < values.length; i++) {
                                    insert.setObject(i + 1, values[i]);
                                }
                                return insert;
                            },
                            key);
            Number id = key.getKey();
            if (id == null) {
                throw new IllegalStateException("the database gave the request no number");
            }
            return id.longValue();
        });
    }

    /** One request; empty if there is none of this number. */
    Optional<Request> find(long id) {
        return query("WHERE REQUEST_ID = ?", id).stream().findFirst();
    }

    /** What waits, the oldest first. */
    List<Request> waiting() {
        return query("WHERE STATE = 'WAITING' ORDER BY REQUEST_ID");
    }

    /** Whether there was ever a request, or a run. */
    boolean isUntouched() {
        Integer rows = database.translating(() -> database.jdbc()
                .queryForObject(
                        "SELECT (SELECT COUNT(*) FROM SUP_REQUEST) + (SELECT COUNT(*) FROM SUP_RUN) FROM SUP_SITE",
                        Integer.class));
        return rows != null && rows == 0;
    }

    /** Takes requests for one run, which is named by the first of them. */
    void claim(List<Request> requests, Instant now) {
        long claim = requests.get(0).id();
        long after = new RunStore(database).lastSynchronization().map(Run::id).orElse(0L);
        for (Request request : requests) {
            expectOne(
                    database.jdbc()
                            .update(
                                    "UPDATE SUP_REQUEST SET STATE = 'RUNNING', CLAIM_ID = ?, CLAIMED_AT = ?,"
                                            + " CLAIMED_AFTER = ? WHERE REQUEST_ID = ? AND STATE = 'WAITING'",
                                    claim,
                                    utc(now),
                                    after,
                                    request.id()),
                    request);
        }
    }

    /** Lets what was begun wait to be continued. */
    void interrupt(long claim, Instant notBefore) {
        letWait("UPDATE SUP_REQUEST SET STATE = 'WAITING', CLAIM_ID = NULL, NOT_BEFORE = ?", claim, notBefore);
    }

    /** Lets what was claimed, but not begun, wait again. */
    void release(long claim, Instant notBefore) {
        letWait(
                "UPDATE SUP_REQUEST SET STATE = 'WAITING', CLAIM_ID = NULL, CLAIMED_AT = NULL, NOT_BEFORE = ?",
                claim,
                notBefore);
    }

    private void letWait(String update, long claim, Instant notBefore) {
        database.jdbc().update(update + " WHERE CLAIM_ID = ? AND STATE = 'RUNNING'", utc(notBefore), claim);
    }

    /** Remembers how the run of a claim ended. */
    void end(long claim, SyncReport report, Instant now) {
        RunError error = report.error();
        database.jdbc()
                .update(
                        END,
                        report.result().name(),
                        report.status(),
                        report.type(),
                        report.resumed(),
                        report.contentVersion(),
                        report.counts().encode(),
                        utc(report.startedAt()),
                        utc(now),
                        error == null ? null : error.code(),
                        error == null ? null : error.message(),
                        error == null ? null : error.remedy(),
                        claim);
    }

    /** The claims of a service that died, with the oldest request of each. */
    List<Request> abandoned() {
        return query("WHERE STATE = 'RUNNING' AND CLAIM_ID = REQUEST_ID ORDER BY REQUEST_ID");
    }

    /** Cancels the retries that wait; returns how many. */
    int cancelRetries() {
        return database.jdbc()
                .update("UPDATE SUP_REQUEST SET STATE = 'CANCELLED' WHERE STATE = 'WAITING' AND REASON = 'RETRY'");
    }

    /** When a synchronization last ended well, whoever started it. */
    Optional<Instant> lastSuccess() {
        return lastSuccess(LAST_SUCCESS);
    }

    /** The same, of those whose time is not later than this one. */
    Optional<Instant> lastSuccess(Instant latest) {
        return lastSuccess(LAST_SUCCESS + " AND ENDED_AT <= ?", utc(latest));
    }

    private Optional<Instant> lastSuccess(String sql, Object... parameters) {
        return database.translating(() ->
                        database.jdbc().query(sql, (row, number) -> Optional.ofNullable(instant(row, 1)), parameters))
                .get(0);
    }

    /** How a run went that has ended well since a request was claimed, and covers it; by their numbers, not by any clock. */
    Optional<SyncReport> successSinceClaim(Request claimed) {
        Long after = claimed.claimedAfter();
        return new RunStore(database)
                .lastStarted().stream()
                        .filter(run -> run.result() == RunResult.SUCCEEDED
                                && SyncType.valueOf(run.type()).covers(claimed.type()))
                        .filter(run -> after != null && run.id() > after)
                        .map(this::report)
                        .findFirst();
    }

    /** Forgets what was done long ago. */
    void forget(Instant before) {
        database.jdbc()
                .update(
                        "DELETE FROM SUP_REQUEST WHERE STATE IN ('DONE', 'CANCELLED') AND REQUESTED_AT < ?",
                        utc(before));
    }

    private SyncReport report(Run run) {
        Instant end = run.endedAt() == null ? run.startedAt() : run.endedAt();
        return new SyncReport(
                siteCode,
                run.type(),
                RunResult.SUCCEEDED,
                StatusMessage.ofSuccess(run.counts()).id(),
                run.resumed(),
                run.contentVersion() == null ? 0 : run.contentVersion(),
                run.counts(),
                run.startedAt(),
                millis(run.startedAt(), end),
                null);
    }

    private List<Request> query(String condition, Object... parameters) {
        return database.translating(
                () -> database.jdbc().query("SELECT * FROM SUP_REQUEST " + condition, this::request, parameters));
    }

    private Request request(ResultSet row, int number) throws SQLException {
        return new Request(
                row.getLong("REQUEST_ID"),
                SyncType.valueOf(row.getString("SYNC_TYPE")),
                Reason.valueOf(row.getString("REASON")),
                row.getString("REQUESTED_BY"),
                time(row, "REQUESTED_AT"),
                time(row, "NOT_BEFORE"),
                row.getInt("ATTEMPT"),
                State.valueOf(row.getString("STATE")),
                instant(row, row.findColumn("CLAIMED_AT")),
                row.getObject("CLAIMED_AFTER", Long.class),
                report(row));
    }

    private @Nullable SyncReport report(ResultSet row) throws SQLException {
        String result = row.getString("RESULT");
        if (result == null) {
            return null;
        }
        Instant startedAt = time(row, "STARTED_AT");
        String errorCode = row.getString("ERROR_CODE");
        return new SyncReport(
                siteCode,
                row.getString("RUN_TYPE"),
                RunResult.valueOf(result),
                row.getInt("STATUS"),
                row.getBoolean("RESUMED"),
                row.getInt("CONTENT_VERSION"),
                Tally.decode(row.getString("COUNTS")),
                startedAt,
                millis(startedAt, time(row, "ENDED_AT")),
                errorCode == null
                        ? null
                        : new RunError(errorCode, row.getString("ERROR_MESSAGE"), row.getString("ERROR_REMEDY")));
    }

    /** A clock that went back in between gives nothing. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static void expectOne(int rows, Request request) {
        if (rows != 1) {
            throw new IllegalStateException("the request " + request.id() + " waits no more");
        }
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
