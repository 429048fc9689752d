package dev.supsync.samples;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * Which update of which line came in which month. Updates are numbered from 0, all of the first month, then all of the
 * second and so on; a large catalog has more lines, not more months.
 */
final class Timeline {

    /** When the first day's catalog was exported, and the second day's: before and after a Patch Tuesday. */
    static final Instant FIRST_DAY = Instant.parse("2026-11-09T22:00:00Z");

    static final Instant SECOND_DAY = Instant.parse("2026-11-10T22:00:00Z");

    private static final int MONTHS = 30;
    private static final YearMonth LAST = YearMonth.of(2026, 10);
    private static final YearMonth LAST_OF_LEGACY = YearMonth.of(2016, 12);

    private final int updates;
    private final int lines;
    private final List<Line> kinds;
    private final Chance chance;

    Timeline(int updates, List<Line> kinds, Chance chance) {
        this.updates = updates;
        this.lines = Math.max(kinds.size(), (updates + MONTHS - 1) / MONTHS);
        this.kinds = kinds;
        this.chance = chance;
    }

    /** How many updates there are on the first day. */
    int updates() {
        return updates;
    }

    int lines() {
        return lines;
    }

    /** The number of the line of an update. */
    int line(int update) {
        return update % lines;
    }

    Line kind(int update) {
        return kinds.get(line(update) % kinds.size());
    }

    /** Whether it is the line itself, not another one like it. */
    boolean isOriginal(int update) {
        return line(update) < kinds.size();
    }

    /** How many updates of its line came before it. */
    int age(int update) {
        return update / lines;
    }

    /** The number of an update's predecessor in its line. */
    int before(int update, int months) {
        return update - months * lines;
    }

    /** The number that a line's first update of the second day has. */
    int next(int line) {
        return (updates / lines + (line < updates % lines ? 1 : 0)) * lines + line;
    }

    YearMonth month(int update) {
        int back = Math.max(MONTHS, (updates + lines - 1) / lines) - 1 - age(update);
        return (kind(update).is(Line.Trait.LEGACY) ? LAST_OF_LEGACY : LAST).minusMonths(back);
    }

    /** When it was created: on the second Tuesday of its month, or on the second day. */
    Instant created(int update) {
        if (update >= updates) {
            return SECOND_DAY.minusSeconds(10_800).plusMillis(chance.below(3_600_000, Chance.For.TIME, update));
        }
        LocalDate day = month(update).atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(2, DayOfWeek.TUESDAY));
        return day.atTime(17, 0).toInstant(ZoneOffset.UTC).plusMillis(chance.below(3_600_000, Chance.For.TIME, update));
    }
}
