package dev.supsync.status;

import dev.supsync.metadata.Digest;
import dev.supsync.site.jdbc.SiteDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of a site. Writes take part in the caller's transaction. */
public final class RunStore {

    private static final String INSERT =
            """
            INSERT INTO SUP_RUN (RUN_ID, RUN_TYPE, PLAN_DIGEST, PLAN_TEXT, STARTED_AT, RESUMED, RESUMABLE,
                FIRST_NEW_CI_ID, LISTED_BEFORE, COUNTS, PLACE) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String END =
            """
            UPDATE SUP_RUN SET ENDED_AT = ?, RESULT = ?, RESUMABLE = ?, CONTENT_VERSION = ?, ERROR_CODE = ?,
                ERROR_MESSAGE = ?, ERROR_REMEDY = ? WHERE RUN_ID = ?""";

    private final SiteDatabase database;

    public RunStore(SiteDatabase database) {
        this.database = database;
    }

    /** Remembers a run that starts, and gives it the next number. */
    public Run start(String type, Digest plan, String planText, Instant time, int firstNewCiId, long listedBefore) {
        return database.inTransaction(() -> {
            Long last = database.jdbc().queryForObject("SELECT COALESCE(MAX(RUN_ID), 0) FROM SUP_RUN", Long.class);
            Run run = new Run(
                    (last == null ? 0 : last) + 1,
                    type,
                    plan,
                    planText,
                    time.truncatedTo(ChronoUnit.MILLIS),
                    null,
                    null,
                    false,
                    true,
                    null,
                    null,
                    firstNewCiId,
                    listedBefore,
                    new Tally(),
                    "");
            database.jdbc()
                    .update(
                            INSERT,
                            run.id(),
                            type,
                            plan.bytes(),
                            planText,
                            utc(time),
                            false,
                            true,
                            firstNewCiId,
                            listedBefore,
                            "",
                            "");
            return run;
        });
    }

    /** Remembers that a run goes on. */
    public void resume(long runId) {
        database.inTransaction(() -> database.jdbc()
                .update(
                        "UPDATE SUP_RUN SET RESUMED = ?, RESULT = NULL, ENDED_AT = NULL WHERE RUN_ID = ?",
                        true,
                        runId));
    }

    /** Keeps the counts of a run, together with the rows that they count. */
    public void saveCounts(long runId, Tally counts) {
        database.translating(
                () -> database.jdbc().update("UPDATE SUP_RUN SET COUNTS = ? WHERE RUN_ID = ?", counts.encode(), runId));
    }

    /**
     * Keeps how far a run has come, together with the rows before that place. Not in Spring Batch's execution context:
     * that is saved once more after a commit that failed.
     */
    public void savePlace(long runId, Tally counts, String place) {
        database.translating(() -> database.jdbc()
                .update("UPDATE SUP_RUN SET COUNTS = ?, PLACE = ? WHERE RUN_ID = ?", counts.encode(), place, runId));
    }

    /** Remembers how a run ended. */
    public void end(
            long runId,
            RunResult result,
            boolean resumable,
            @Nullable Integer contentVersion,
            @Nullable RunError error,
            Instant time) {
        database.translating(() -> database.jdbc()
                .update(
                        END,
                        utc(time),
                        result.name(),
                        resumable,
                        contentVersion,
                        error == null ? null : error.code(),
                        error == null ? null : error.message(),
                        error == null ? null : error.remedy(),
                        runId));
    }

    /** Tells the runs that wait to be continued that the views gained updates besides: they count them at their end. */
    public void listedBesides(long runId, long listed) {
        database.translating(() -> database.jdbc()
                .update(
                        "UPDATE SUP_RUN SET LISTED_BEFORE = LISTED_BEFORE + ? WHERE RESUMABLE = ? AND RUN_ID <> ?",
                        listed,
                        true,
                        runId));
    }

    /** Lets an unfinished run go, because another one starts anew. */
    public void abandon(long runId) {
        database.inTransaction(
                () -> database.jdbc().update("UPDATE SUP_RUN SET RESUMABLE = ? WHERE RUN_ID = ?", false, runId));
    }

    /** The last runs, the newest first. */
    public List<Run> last(int number) {
        return database.translating(() -> database.jdbc()
                .query("SELECT * FROM SUP_RUN ORDER BY RUN_ID DESC" + database.first(number), RunStore::run));
    }

    /** The newest run. */
    public Optional<Run> last() {
        return last(1).stream().findFirst();
    }

    /** The last synchronization that succeeded, whether full or delta. */
    public Optional<Run> lastSynchronization() {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT * FROM SUP_RUN WHERE RESULT = ? AND RUN_TYPE IN ('FULL', 'DELTA')"
                                        + " ORDER BY RUN_ID DESC" + database.first(1),
                                RunStore::run,
                                RunResult.SUCCEEDED.name()))
                .stream()
                .findFirst();
    }

    /**
     * Whether the newest synchronization that began to read its source succeeded, and every import since: else there may be
     * rows that no publication covers.
     */
    public boolean isSettled() {
        List<Boolean> ends = database.translating(() -> database.jdbc()
                .query(
                        "SELECT RESULT FROM SUP_RUN WHERE RUN_ID >= (SELECT MAX(RUN_ID) FROM SUP_RUN WHERE RUN_TYPE IN"
                                + " ('FULL', 'DELTA') AND PLAN_TEXT <> '') AND PLAN_TEXT <> ''", // without: it read
                        // nothing
                        (row, number) -> RunResult.SUCCEEDED.name().equals(row.getString(1))));
        return !ends.isEmpty() && !ends.contains(false);
    }

    /** The newest synchronization, however it ended. */
    public Optional<Run> lastStarted() {
        return database
                .translating(() -> database.jdbc()
                        .query(
                                "SELECT * FROM SUP_RUN WHERE RUN_TYPE IN ('FULL', 'DELTA') ORDER BY RUN_ID DESC"
                                        + database.first(1),
                                RunStore::run))
                .stream()
                .findFirst();
    }

    /** A run by its number. */
    public Optional<Run> find(long runId) {
        return database
                .translating(
                        () -> database.jdbc().query("SELECT * FROM SUP_RUN WHERE RUN_ID = ?", RunStore::run, runId))
                .stream()
                .findFirst();
    }

    private static Run run(ResultSet row, int number) throws SQLException {
        String result = row.getString("RESULT");
        String errorCode = row.getString("ERROR_CODE");
        int version = row.getInt("CONTENT_VERSION");
        Integer contentVersion = row.wasNull() ? null : (Integer) version;
        return new Run(
                row.getLong("RUN_ID"),
                row.getString("RUN_TYPE"),
                Digest.of(row.getBytes("PLAN_DIGEST")),
                row.getString("PLAN_TEXT"),
                row.getObject("STARTED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                instant(row, "ENDED_AT"),
                result == null ? null : RunResult.valueOf(result),
                row.getBoolean("RESUMED"),
                row.getBoolean("RESUMABLE"),
                contentVersion,
                errorCode == null
                        ? null
                        : new RunError(errorCode, row.getString("ERROR_MESSAGE"), row.getString("ERROR_REMEDY")),
                row.getInt("FIRST_NEW_CI_ID"),
                row.getLong("LISTED_BEFORE"),
                Tally.decode(row.getString("COUNTS")),
                row.getString("PLACE"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }
}
