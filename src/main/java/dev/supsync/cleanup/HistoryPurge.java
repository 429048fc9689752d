package dev.supsync.cleanup;

import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.JdbcRunLedger;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.time.Moments;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Removes a site's old history, some rows in one transaction. */
final class HistoryPurge {

    private static final int BATCH = 100;

    /**
     * Rows that are old by their time and by their number: what has a higher number than a young row is no older, whatever clock
     * gave it its time. A time in the future says nothing: such a row is as old as one that follows it.
     */
    private static final String OLD =
            """
            FROM %1$s WHERE %2$s < COALESCE(
                (SELECT MIN(y.%2$s) FROM %1$s y WHERE y.%3$s >= ? AND y.%3$s <= ?), 9223372036854775807)
            AND (%3$s < ? OR (%3$s > ? AND %2$s < (SELECT MAX(o.%2$s) FROM %1$s o WHERE o.%3$s < ?)))""";

    /** The last runs stay, however old: what follows a run counts on them. */
    private static final String OLD_RUNS = OLD.formatted("SUP_RUN", "RUN_ID", "STARTED_AT")
            + """
             AND RESUMABLE = %s
            AND RUN_ID < (SELECT MAX(RUN_ID) FROM SUP_RUN) - 9
            AND RUN_ID < (SELECT COALESCE(MAX(RUN_ID), 0) FROM SUP_RUN
                WHERE RESULT = 'SUCCEEDED' AND RUN_TYPE <> 'IMPORT' AND RUN_ID <
                    (SELECT COALESCE(MAX(RUN_ID), 0) FROM SUP_RUN
                        WHERE RESULT = 'SUCCEEDED' AND RUN_TYPE <> 'IMPORT'))""";

    private static final String OLD_MESSAGES = OLD.formatted("SUP_STATUS_MESSAGE", "RECORD_ID", "MESSAGE_TIME");

    /** What waits to be continued keeps its job. */
    private static final String OLD_JOBS = OLD.formatted("BATCH_JOB_EXECUTION", "JOB_EXECUTION_ID", "CREATE_TIME")
            + """
             AND JOB_EXECUTION_ID NOT IN (
                SELECT p.JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION_PARAMS p JOIN SUP_RUN r
                ON p.PARAMETER_VALUE = CAST(r.RUN_ID AS VARCHAR(20))
                WHERE p.PARAMETER_NAME = 'run.id' AND r.RESUMABLE = %s)""";

    private static final String OLD_QUARANTINE =
            """
            FROM SUP_QUARANTINE WHERE LAST_RUN_ID <
                (SELECT MIN(RUN_ID) FROM SUP_RUN WHERE STARTED_AT >= ? AND STARTED_AT <= ?)""";

    private final SiteDatabase database;
    private final JdbcSiteStore store;
    private final CleanupRules rules;
    private final Instant now;

    /**
     * @param now from which ages count
     */
    HistoryPurge(SiteDatabase database, CleanupRules rules, Instant now) {
        this.database = database;
        this.store = new JdbcSiteStore(database);
        this.rules = rules;
        this.now = now;
    }

    /** How much there is to remove. */
    CleanupReport.History count() {
        return new CleanupReport.History(
                count(oldRuns(), old(rules.runs(), ZoneOffset.UTC)),
                count(oldJobs(), old(rules.jobs(), ZoneId.systemDefault())),
                count(OLD_MESSAGES, old(rules.messages(), ZoneOffset.UTC)),
                count(OLD_QUARANTINE, young(rules.quarantine())));
    }

    /** Removes it. */
    CleanupReport.History run(Fence fence, BooleanSupplier enough) {
        int quarantine = purge(
                fence,
                enough,
                "SELECT QUARANTINE_KEY " + OLD_QUARANTINE + " ORDER BY QUARANTINE_KEY",
                young(rules.quarantine()),
                keys -> delete("SUP_QUARANTINE", "QUARANTINE_KEY", keys));
        int jobs = purge(
                fence,
                enough,
                "SELECT JOB_EXECUTION_ID " + oldJobs() + " ORDER BY JOB_EXECUTION_ID",
                old(rules.jobs(), ZoneId.systemDefault()),
                this::deleteJobs);
        int messages = purge(
                fence,
                enough,
                "SELECT RECORD_ID " + OLD_MESSAGES + " ORDER BY RECORD_ID",
                old(rules.messages(), ZoneOffset.UTC),
                keys -> {
                    delete("SUP_STATUS_STRING", "RECORD_ID", keys);
                    return delete("SUP_STATUS_MESSAGE", "RECORD_ID", keys);
                });
        int runs = purge(
                fence,
                enough,
                "SELECT RUN_ID " + oldRuns() + " ORDER BY RUN_ID",
                old(rules.runs(), ZoneOffset.UTC),
                keys -> {
                    keys.forEach(run -> JdbcRunLedger.forget(database, ((Number) run).longValue()));
                    return delete("SUP_RUN", "RUN_ID", keys);
                });
        return new CleanupReport.History(runs, jobs, messages, quarantine);
    }

    private int purge(
            Fence fence, BooleanSupplier enough, String sql, Object[] times, Function<List<Object>, Integer> work) {
        int purged = 0;
        int batch = BATCH;
        while (batch == BATCH && !enough.getAsBoolean()) {
            batch = database.inTransaction(() -> {
                store.verify(fence);
                List<Object> keys = database.jdbc().queryForList(sql + database.first(BATCH), Object.class, times);
                return keys.isEmpty() ? 0 : work.apply(keys);
            });
            purged += batch;
        }
        return purged;
    }

    private int deleteJobs(List<Object> executions) {
        String marks = marks(executions);
        Object[] keys = executions.toArray();
        List<Object> instances = database.jdbc()
                .queryForList(
                        "SELECT DISTINCT JOB_INSTANCE_ID FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID IN (" + marks
                                + ")",
                        Object.class,
                        keys);
        database.jdbc()
                .update(
                        "DELETE FROM BATCH_STEP_EXECUTION_CONTEXT WHERE STEP_EXECUTION_ID IN (SELECT STEP_EXECUTION_ID"
                                + " FROM BATCH_STEP_EXECUTION WHERE JOB_EXECUTION_ID IN (" + marks + "))",
                        keys);
        delete("BATCH_STEP_EXECUTION", "JOB_EXECUTION_ID", executions);
        delete("BATCH_JOB_EXECUTION_CONTEXT", "JOB_EXECUTION_ID", executions);
        delete("BATCH_JOB_EXECUTION_PARAMS", "JOB_EXECUTION_ID", executions);
        int deleted = delete("BATCH_JOB_EXECUTION", "JOB_EXECUTION_ID", executions);
        database.jdbc()
                .update(
                        "DELETE FROM BATCH_JOB_INSTANCE WHERE JOB_INSTANCE_ID IN (" + marks(instances)
                                + ") AND NOT EXISTS (SELECT 1 FROM BATCH_JOB_EXECUTION e WHERE e.JOB_INSTANCE_ID ="
                                + " BATCH_JOB_INSTANCE.JOB_INSTANCE_ID)",
                        instances.toArray());
        return deleted;
    }

    private int delete(String table, String key, List<Object> values) {
        return database.jdbc()
                .update("DELETE FROM " + table + " WHERE " + key + " IN (" + marks(values) + ")", values.toArray());
    }

    private int count(String sql, Object[] times) {
        return database.translating(() -> {
            Integer count = database.jdbc().queryForObject("SELECT COUNT(*) " + sql, Integer.class, times);
            return count == null ? 0 : count;
        });
    }

    private String oldRuns() {
        return OLD_RUNS.formatted(database.literal(false));
    }

    private String oldJobs() {
        return OLD_JOBS.formatted(database.literal(true));
    }

    private static String marks(List<Object> values) {
        return "?, ".repeat(values.size() - 1) + "?";
    }

    /**
     * The parameters of {@link #OLD}.
     *
     * @param zone of the times; Spring Batch notes those of the machine's own
     */
    private Object[] old(Duration age, ZoneId zone) {
        LocalDateTime before = LocalDateTime.ofInstant(now.minus(age), zone);
        LocalDateTime latest = LocalDateTime.ofInstant(now.plus(Moments.SLACK), zone);
        return new Object[] {before, latest, before, latest, before};
    }

    private Object[] young(Duration age) {
        return new Object[] {
            LocalDateTime.ofInstant(now.minus(age), ZoneOffset.UTC),
            LocalDateTime.ofInstant(now.plus(Moments.SLACK), ZoneOffset.UTC)
        };
    }
}
