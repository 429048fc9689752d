package dev.supsync.error;

import java.time.Duration;

/** How long something takes, in words. */
public final class Durations {

    private static final long SECOND = 1;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /**
     * In the largest unit of which it is a whole number, from two hours and two days on: "60 minutes", "2 hours", "3 days";
     * else in seconds, and below one in milliseconds. Never "0 minutes" of what takes time.
     */
    public static String words(Duration time) {
        long seconds = time.toSeconds();
        if (!time.isZero() && seconds == 0) {
            return count(Math.max(1, time.toMillis()), 1, "millisecond");
        }
        if (seconds >= 2 * DAY && seconds % DAY == 0) {
            return count(seconds, DAY, "day");
        }
        if (seconds >= 2 * HOUR && seconds % HOUR == 0) {
            return count(seconds, HOUR, "hour");
        }
        return seconds >= MINUTE && seconds % MINUTE == 0
                ? count(seconds, MINUTE, "minute")
                : count(seconds, SECOND, "second");
    }

    private static String count(long number, long unit, String noun) {
        long units = number / unit;
        return units + " " + noun + (units == 1 ? "" : "s");
    }
}
