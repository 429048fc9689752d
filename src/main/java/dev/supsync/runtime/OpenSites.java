package dev.supsync.runtime;

import dev.supsync.base.Threads;
import dev.supsync.config.DatabaseSettings;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Embedded databases that stay open between the uses that one round makes of them: its parent writes a child's, then the child is
 * synchronized, then asked how it stands. Each has one user at a time, as its files have. What nobody uses for a while is closed
 * before the round ends, so that other processes get it.
 */
public final class OpenSites implements AutoCloseable {

    /** How long a database waits for its next user. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Each holds some of its rows in memory: 10 MB at most, and what its connections need. */
    private static final int MOST =
            (int) Math.min(256, Math.max(8, Runtime.getRuntime().maxMemory() >> 25));

    private static final String THREAD = "open-sites";

    /** The ones without a user at the moment, by their files, the one that waits longest first. */
    private static final Map<Path, Idle> IDLE = new LinkedHashMap<>();

    private static int rounds;
    private static @Nullable ScheduledExecutorService watch;

    /**
     * A database without a user.
     *
     * @param settings it was opened by
     * @param since by the stopwatch, in nanoseconds
     */
    private record Idle(DatabaseSettings settings, SiteDatabase database, long since) {}

    private OpenSites() {}

    /** Begins a round. Whatever is still open ends with the last one. */
    public static OpenSites round() {
        synchronized (IDLE) {
            if (rounds++ == 0) {
                watch = Executors.newSingleThreadScheduledExecutor(work -> {
                    Thread thread = new Thread(work, THREAD);
                    thread.setDaemon(true);
                    return thread;
                });
                watch.scheduleWithFixedDelay(
                        () -> end(idle -> System.nanoTime() - idle.since > LIMIT.toNanos()),
                        LOOK.toMillis(),
                        LOOK.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
        return new OpenSites();
    }

    /** A database that the round has left open, for its next user. */
    static Optional<SiteDatabase> take(DatabaseSettings settings) {
        Path file = file(settings);
        Idle idle;
        synchronized (IDLE) {
            idle = file == null ? null : IDLE.remove(file);
        }
        if (idle == null) {
            return Optional.empty();
        }
        if (!idle.settings.equals(settings)) {
            idle.database.close();
            return Optional.empty();
        }
        return Optional.of(idle.database);
    }

    /** Takes a database back from a user that has done with it: leaves it open in a round, and closes it else. */
    static void giveBack(DatabaseSettings settings, SiteDatabase database) {
        Path file = database.kind() == SiteUrl.Kind.EMBEDDED_FILE ? file(settings) : null;
        SiteDatabase surplus = database;
        synchronized (IDLE) {
            if (file != null && rounds > 0 && !IDLE.containsKey(file)) {
                IDLE.put(file, new Idle(settings, database, System.nanoTime()));
                surplus = IDLE.size() > MOST ? eldest() : null;
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    private static SiteDatabase eldest() {
        Iterator<Idle> waiting = IDLE.values().iterator();
        Idle eldest = waiting.next();
        waiting.remove();
        return eldest.database;
    }

    private static @Nullable Path file(DatabaseSettings settings) {
        return SiteUrl.of(settings.url()).path().orElse(null);
    }

    private static void end(Predicate<Idle> which) {
        List<SiteDatabase> ended = new ArrayList<>();
        synchronized (IDLE) {
            IDLE.values().removeIf(idle -> which.test(idle) && ended.add(idle.database));
        }
        ended.parallelStream().forEach(SiteDatabase::close);
    }

    @Override
    public void close() {
        ScheduledExecutorService ended = null;
        synchronized (IDLE) {
            if (--rounds == 0) {
                ended = watch;
                watch = null;
            }
        }
        if (ended != null) {
            Threads.end(ended, THREAD);
            end(idle -> true);
        }
    }
}
