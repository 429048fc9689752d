package dev.supsync.replication;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.SyncReport;
import dev.supsync.testing.CountingConnections;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compares the replication of a whole site to one child and to eight with a plain copy of the same rows, and counts what an
 * unchanged child costs. A program, not a test: docs/PERFORMANCE.md says how to start it.
 */
public final class ReplicationBenchmark {

    private static final int CHILDREN = 8;

    private static final ScopeSettings SCOPE = new ScopeSettings(
            List.of("Microsoft", "Local Publisher"),
            List.of(
                    "Security Updates",
                    "Critical Updates",
                    "Updates",
                    "Update Rollups",
                    "Definition Updates",
                    "Upgrades",
                    "Drivers",
                    "Service Packs",
                    "Feature Packs",
                    "Tools"),
            List.of("en", "de", "fr"),
            Outside.SKIP);

    private final Path export;
    private final Path work;
    private final int rounds;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private ReplicationBenchmark(Path export, Path work, int rounds) {
        this.export = export;
        this.work = work;
        this.rounds = rounds;
    }

    /** Takes an export folder, a folder to work in, and a number of rounds. */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            throw new IllegalArgumentException("export, work folder, rounds");
        }
        new ReplicationBenchmark(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2])).run();
    }

    private void run() throws Exception {
        Files.createDirectories(work);
        try (SiteFixture top = SiteFixture.at(fresh("top"), "sa", "")) {
            synchronize(top, export, SCOPE);
            for (int round = 1; round <= rounds; round++) {
                floor(top.database());
                one(top.database());
                eight(top.database());
            }
        }
        print();
    }

    private void floor(SiteDatabase parent) throws Exception {
        try (TestChild child = new TestChild("FLO", fresh("floor"))) {
            time("the floor: a plain copy", () -> PlainCopy.run(parent, child.database()));
            verify(parent, child);
        }
    }

    private void one(SiteDatabase parent) throws Exception {
        try (TestChild child = new TestChild("PS1", fresh("one"))) {
            time("one child", () -> child.receive(parent));
            verify(parent, child);
            SiteHead head = new ReplicationSource(parent).head();
            AtomicInteger statements = new AtomicInteger();
            SiteDatabase counted = child.database().through(source -> new CountingConnections(source, statements));
            time("an unchanged child", () -> {
                if (!Replicator.isCurrent(parent, head, counted)) {
                    throw new IllegalStateException("the child is not current");
                }
            });
            if (statements.get() != 1) {
                throw new IllegalStateException("an unchanged child cost " + statements + " queries");
            }
        }
    }

    private void eight(SiteDatabase parent) throws Exception {
        List<TestChild> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(new TestChild("P0" + i, fresh("eight" + i)));
        }
        try {
            time(CHILDREN + " children", () -> parallel(children, parent));
            for (TestChild child : children) {
                verify(parent, child);
            }
        } finally {
            children.forEach(TestChild::close);
        }
    }

    private static void parallel(List<TestChild> children, SiteDatabase parent) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(children.size());
        try {
            List<Future<Sent>> sent = new ArrayList<>();
            for (TestChild child : children) {
                sent.add(threads.submit(() -> child.receive(parent)));
            }
            for (Future<Sent> one : sent) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void synchronize(SiteFixture top, Path from, ScopeSettings scope) {
        try (Catalog catalog =
                CatalogExport.open(from, ExportOptions.in(Path.of(System.getProperty("java.io.tmpdir"))))) {
            SyncReport report = top.sync(catalog, scope);
            if (report.result() != RunResult.SUCCEEDED) {
                throw new IllegalStateException(String.valueOf(report.error()));
            }
        }
    }

    private String fresh(String name) throws IOException {
        return "jdbc:hsqldb:file:" + Files.createTempDirectory(work, name).resolve("site");
    }

    private interface Work {
        void run() throws Exception;
    }

    private void time(String name, Work body) throws Exception {
        System.gc();
        long start = System.nanoTime();
        body.run();
        double took = (System.nanoTime() - start) / 1e9;
        seconds.computeIfAbsent(name, k -> new ArrayList<>()).add(took);
        out.printf(Locale.ROOT, "%s: %.3f s%n", name, took);
    }

    /** Every table has as many rows as at the parent. */
    private static void verify(SiteDatabase parent, TestChild child) throws SQLException {
        for (String table : PlainCopy.TABLES) {
            String sql = "SELECT COUNT(*) FROM " + table;
            String expected = parent.jdbc().queryForObject(sql, String.class);
            if (!child.column(sql).equals(List.of(String.valueOf(expected)))) {
                throw new SQLException(table + " has " + child.column(sql) + " rows, the parent's " + expected);
            }
        }
    }

    private void print() {
        double floor = median("the floor: a plain copy");
        out.println("| Contender | seconds, each round | median | rate to the floor's |");
        out.println("|---|---|---|---|");
        seconds.forEach((name, list) -> {
            double sites = name.startsWith(CHILDREN + " ") ? CHILDREN : 1;
            out.printf(
                    Locale.ROOT, "| %s | %s | %.3f | %.2f |%n", name, list, median(name), sites * floor / median(name));
        });
    }

    private double median(String name) {
        List<Double> sorted = seconds.getOrDefault(name, List.of(Double.NaN)).stream()
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
