package dev.supsync.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * By a cron expression. Spring reads the fields; which instant a local time is, is decided here, because its own answer
 * for times that a zone leaves out or repeats is another one.
 *
 * @param expression six fields: second, minute, hour, day of month, month, day of week
 * @param zone in which the fields are read
 */
public record CronTimes(String expression, ZoneId zone) implements Recurrence {

    /**
     * @throws IllegalArgumentException if the expression is none, or stands for a date that never comes
     */
    public CronTimes {
        if (CronExpression.parse(expression).next(LocalDateTime.of(2000, 1, 1, 0, 0)) == null) {
            throw new IllegalArgumentException("no day is ever the one that it names");
        }
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return LocalTimes.next(CronExpression.parse(expression)::next, zone, after);
    }

    @Override
    public Optional<Instant> previous(Instant at) {
        return LocalTimes.previous(CronExpression.parse(expression)::next, zone, at);
    }

    @Override
    public String text() {
        return "cron " + expression + ", zone " + zone;
    }
}
