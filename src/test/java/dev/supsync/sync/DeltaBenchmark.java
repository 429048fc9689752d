package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times deltas of fifty new updates from WSUS databases of two sizes: what a delta costs must not follow the size. A
 * program, not a test: docs/PERFORMANCE.md says how to start it.
 */
public final class DeltaBenchmark {

    private static final int NEW = 50;
    private static final int PAGE = 1_000;

    private final Path work;
    private final int rounds;
    private final SyncOptions options;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private DeltaBenchmark(Path work, int rounds, Wait wait) {
        this.work = work;
        this.rounds = rounds;
        this.options = new SyncOptions(100, 20, false, Duration.ofSeconds(1), new SupersedenceRule(wait, wait));
    }

    /** Takes a folder to work in, a number of rounds, the two sizes, and a rule for superseded updates: never without it. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4 && args.length != 5) {
            throw new IllegalArgumentException("work folder, rounds, small size, large size, rule");
        }
        Wait wait = args.length == 5 ? Wait.parse(args[4]) : Wait.NEVER;
        DeltaBenchmark benchmark = new DeltaBenchmark(Path.of(args[0]), Integer.parseInt(args[1]), wait);
        benchmark.run(2_000); // for the virtual machine to compile
        double small = benchmark.run(Integer.parseInt(args[2]));
        double large = benchmark.run(Integer.parseInt(args[3]));
        benchmark.out.printf(Locale.ROOT, "large to small: %.2f%n", large / small);
    }

    /** The median of the rounds, in seconds. */
    private double run(int size) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(work), "site");
        try (SampleSusdb susdb = new SampleSusdb();
                SiteFixture site = SiteFixture.at("jdbc:hsqldb:file:" + folder.resolve("site"), "sa", "")) {
            susdb.write(World.withCategories().revisions());
            for (int first = 0; first < size; first += PAGE) {
                susdb.write(updates(first, Math.min(PAGE, size - first)));
            }
            time(susdb, site, SyncType.FULL, size);
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                susdb.write(updates(size + round * NEW, NEW));
                seconds.add(time(susdb, site, SyncType.DELTA, NEW));
            }
            List<Double> sorted = seconds.stream().sorted().toList();
            double median = sorted.get(sorted.size() / 2);
            out.printf(Locale.ROOT, "%,d updates: median %.3f s of %s%n", size, median, seconds);
            return median;
        }
    }

    /** Each supersedes the one of ten numbers before, so that there are chains to follow. */
    private static List<UpdateRevision> updates(int first, int count) {
        List<UpdateRevision> revisions = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            Rev update = Rev.update(1_000L + i);
            revisions.add((i % 100 < 10 ? update : update.supersedes(1_000L + i - 10)).build());
        }
        return revisions;
    }

    private double time(SampleSusdb susdb, SiteFixture site, SyncType type, int inserted) throws SQLException {
        long start = System.nanoTime();
        try (Catalog catalog = susdb.open()) {
            SyncReport report = type == SyncType.FULL
                    ? site.sync(catalog, SyncSuite.WINDOWS, options)
                    : site.delta(catalog, SyncSuite.WINDOWS, options);
            if (report.result() != RunResult.SUCCEEDED
                    || !report.type().equals(type.name())
                    || report.counts().get(Counter.INSERTED) != inserted) {
                throw new IllegalStateException(report.toString());
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
