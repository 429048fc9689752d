package dev.supsync.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what a process does, as long as it lives: a slow machine is no failure. */
public final class Patience {

    /** Only a process that hangs takes as long. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration INTERVAL = Duration.ofMillis(20);

    private Patience() {}

    /** Returns when the condition holds. What it throws counts as no. */
    public static void until(Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(INTERVAL).until(() -> holds(condition));
    }

    /**
     * Returns when the condition holds; fails when the process ends before. What the condition throws counts as no.
     *
     * @param output what the process says, for the description of a failure
     */
    public static void until(Process process, Path output, Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(INTERVAL).until(() -> {
            boolean isAlive = process.isAlive();
            if (holds(condition)) {
                return true;
            }
            if (!isAlive) {
                throw new AssertionError("it ended: " + text(output));
            }
            return false;
        });
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (Exception e) {
            return false; // a table, or a file, that is not there yet
        }
    }

    /** What a file holds; nothing if it is not there yet. */
    public static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
