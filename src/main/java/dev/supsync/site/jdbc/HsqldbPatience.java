package dev.supsync.site.jdbc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** HSQLDB knows no timeout of locks, and a statement's timeout does not end its waiting; another session can. */
final class HsqldbPatience {

    private HsqldbPatience() {}

    static int update(JdbcTemplate jdbc, Duration limit, String sql, Object... parameters) {
        Long session = jdbc.queryForObject("CALL SESSION_ID()", Long.class);
        AtomicBoolean isUp = new AtomicBoolean();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "site-patience");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<?> end = watch.schedule(
                    () -> {
                        isUp.set(true);
                        jdbc.execute("ALTER SESSION " + session + " END STATEMENT");
                    },
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            int rows = jdbc.update(sql, parameters);
            end.cancel(false);
            return rows;
        } catch (DataAccessException e) {
            if (isUp.get()) {
                return -1;
            }
            throw e;
        } finally {
            watch.shutdownNow();
        }
    }
}
