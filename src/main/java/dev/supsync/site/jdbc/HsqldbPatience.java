package dev.supsync.site.jdbc;

import dev.supsync.base.Threads;
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

    private static final String WATCH = "site-patience";

    private HsqldbPatience() {}

    static int update(JdbcTemplate jdbc, Duration limit, String sql, Object... parameters) {
        Long session = jdbc.queryForObject("CALL SESSION_ID()", Long.class);
        AtomicBoolean isUp = new AtomicBoolean();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, WATCH);
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
            try {
                return jdbc.update(sql, parameters);
            } finally {
                end.cancel(false);
            }
        } catch (DataAccessException e) {
            if (isUp.get()) {
                return -1;
            }
            throw e;
        } finally {
            Threads.end(watch, WATCH); // an end of the statement that comes late would end the session's next one
        }
    }
}
