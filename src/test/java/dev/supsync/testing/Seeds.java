package dev.supsync.testing;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The seeds of random suites. The build takes three: two fixed ones, and one that follows from the commit, so that every
 * commit tries something new and can still be repeated. {@code -Plong} takes as many as each suite names.
 * {@code -Dsupsync.seeds=5,17} takes exactly these, in either.
 */
public final class Seeds {

    private static final Seeds CHOSEN = chosen();

    private final long @Nullable [] given;
    private final boolean all;
    private final long ofCommit;

    private Seeds(long @Nullable [] given, boolean all, long ofCommit) {
        this.given = given;
        this.all = all;
        this.ofCommit = ofCommit;
    }

    /**
     * @param given the seeds asked for, comma-separated; null or blank if none are
     * @param all whether suites run their full number
     * @param ofCommit the seed that follows from the commit
     */
    static Seeds choose(@Nullable String given, boolean all, long ofCommit) {
        return new Seeds(given == null || given.isBlank() ? null : parse(given), all, ofCommit);
    }

    private static long[] parse(String given) {
        try {
            return Arrays.stream(given.split(",", -1))
                    .mapToLong(seed -> Long.parseLong(seed.strip()))
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "supsync.seeds is \"" + given + "\", but should be whole numbers such as 5,17", e);
        }
    }

    private static Seeds chosen() {
        Commit commit = Commit.ofWorkTree();
        Seeds chosen = choose(System.getProperty("supsync.seeds"), Boolean.getBoolean("supsync.long"), commit.seed());
        System.out.println(chosen + ", of commit " + commit.name());
        return chosen;
    }

    /**
     * Those of this build.
     *
     * @param full how many a suite takes in the long build, at least 3
     */
    public static long[] of(int full) {
        return CHOSEN.take(full);
    }

    long[] take(int full) {
        if (given != null) {
            return given.clone();
        }
        return LongStream.concat(LongStream.range(1, all ? full : 3), LongStream.of(ofCommit))
                .toArray();
    }

    /** One try of a random suite. */
    @FunctionalInterface
    public interface Trial {
        void run(long seed) throws Exception;
    }

    /**
     * Tries each seed; a failure names its own.
     *
     * @param full how many seeds in the long build, at least 3
     */
    public static void each(int full, Trial trial) {
        each(of(full), trial);
    }

    static void each(long[] seeds, Trial trial) {
        for (long seed : seeds) {
            try {
                trial.run(seed);
            } catch (TestAbortedException e) {
                throw e;
            } catch (Exception | Error e) {
                throw new AssertionError("-Dsupsync.seeds=" + seed + " fails: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public String toString() {
        String some = Arrays.stream(given != null ? given : new long[] {1, 2, ofCommit})
                .mapToObj(Long::toString)
                .collect(Collectors.joining(","));
        return "Random suites: -Dsupsync.seeds=" + some
                + (given == null && all ? ", and all between 2 and their full number" : "");
    }
}
