package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteUrl;
import dev.supsync.status.RunResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares supsync with a hand-written loop and with plain Spring Batch, all in one run on the same catalog. A program, not
 * a test: docs/PERFORMANCE.md says how to start it.
 */
public final class SyncBenchmark {

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
    private final Path changed;
    private final Path work;
    private final int rounds;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> processor = new LinkedHashMap<>();
    private final Set<UpdateId> held = new HashSet<>();
    private final Map<String, List<String>> checks = new LinkedHashMap<>();

    private SyncBenchmark(Path export, Path changed, Path work, int rounds) {
        this.export = export;
        this.changed = changed;
        this.work = work;
        this.rounds = rounds;
    }

    /** Takes an export folder, the same catalog with 1 % changed, a folder to work in, and a number of rounds. */
    public static void main(String[] args) throws Exception {
        if (args.length != 4) {
            throw new IllegalArgumentException("export, changed export, work folder, rounds");
        }
        new SyncBenchmark(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Integer.parseInt(args[3])).run();
    }

    private void run() throws Exception {
        Files.createDirectories(work);
        for (int round = 1; round <= rounds; round++) {
            supsync(round);
            floor(round);
            tutorial(round);
        }
        print();
    }

    private void supsync(int round) throws IOException {
        Path database = fresh("supsync");
        try (SiteFixture site = SiteFixture.at(url(database), "sa", "")) {
            time("a supsync, initial full", round, () -> sync(site, export));
            String changes = site.column("SELECT CHANGE_NUMBER FROM SUP_SITE").get(0);
            check("a supsync, initial full", site.database());
            held.clear();
            site.column("SELECT UPDATE_ID FROM SUP_UPDATE").forEach(id -> held.add(UpdateId.parse(id)));
            time("d supsync, nothing changed", round, () -> sync(site, export));
            if (!site.column("SELECT CHANGE_NUMBER FROM SUP_SITE").get(0).equals(changes)) {
                throw new IllegalStateException("a run without changes wrote something");
            }
            time("e supsync, 1 % changed", round, () -> sync(site, changed));
        }
    }

    private static void sync(SiteFixture site, Path from) {
        try (Catalog catalog =
                CatalogExport.open(from, ExportOptions.in(Path.of(System.getProperty("java.io.tmpdir"))))) {
            SyncReport report = site.sync(catalog, SCOPE);
            if (report.result() != RunResult.SUCCEEDED) {
                throw new IllegalStateException(String.valueOf(report.error()));
            }
        }
    }

    private void floor(int round) throws Exception {
        Path database = fresh("floor");
        RunContext.Resolved resolved = resolved(database);
        time("b the floor: a hand-written loop", round, () -> new Floor(resolved, held::contains)
                .run(
                        export,
                        DriverManager.getConnection(SiteUrl.of(url(database)).effective(), "sa", "")));
        try (SiteDatabase site = SiteDatabase.open(url(database), "sa", "")) {
            check("b the floor: a hand-written loop", site);
        }
    }

    private void tutorial(int round) throws Exception {
        Path database = fresh("tutorial");
        RunContext.Resolved resolved = resolved(database);
        try (SiteDatabase site = SiteDatabase.open(url(database), "sa", "")) {
            time("c plain Spring Batch", round, () -> new Tutorial(resolved, held::contains).run(export, site));
            check("c plain Spring Batch", site);
        }
    }

    /** An empty site with the schema, its categories, and the scope resolved: the same for both. */
    private RunContext.Resolved resolved(Path database) {
        try (SiteFixture site = SiteFixture.at(url(database), "sa", "");
                Catalog catalog =
                        CatalogExport.open(export, ExportOptions.in(Path.of(System.getProperty("java.io.tmpdir"))))) {
            return site.resolve(catalog, SCOPE);
        }
    }

    private Path fresh(String name) throws IOException {
        Path folder = work.resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        Files.createDirectories(folder);
        return folder.resolve("site");
    }

    private static String url(Path database) {
        return "jdbc:hsqldb:file:" + database;
    }

    private void time(String name, int round, Work body) {
        System.gc();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        try {
            body.run();
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        double used = (cpuNanos() - cpu) / 1e9;
        seconds.computeIfAbsent(name, k -> new ArrayList<>()).add(elapsed);
        processor.computeIfAbsent(name, k -> new ArrayList<>()).add(used);
        out.printf(Locale.ROOT, "round %d  %-34s %8.2f s, %8.2f s of processor time%n", round, name, elapsed, used);
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What both wrote: counts of rows, and a digest of what identifies and describes each update. */
    private void check(String name, SiteDatabase site) {
        List<String> found = new ArrayList<>();
        for (String table : List.of(
                "SUP_UPDATE",
                "SUP_UPDATE_TEXT",
                "SUP_UPDATE_CATEGORY",
                "SUP_UPDATE_RELATION",
                "SUP_SUPERSEDENCE",
                "SUP_UPDATE_FILE",
                "SUP_UPDATE_ARTICLE",
                "SUP_UPDATE_DRIVER")) {
            found.add(table + " " + site.jdbc().queryForObject("SELECT COUNT(*) FROM " + table, Long.class));
        }
        long[] sum = new long[1];
        site.jdbc()
                .query(
                        "SELECT u.UPDATE_ID, u.REVISION_NUMBER, u.CONTENT_DIGEST, u.IS_LISTED, f.IS_SUPERSEDED"
                                + " FROM SUP_UPDATE u LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID",
                        row -> {
                            String text = row.getString(1)
                                    + row.getInt(2)
                                    + java.util.Arrays.toString(row.getBytes(3))
                                    + row.getBoolean(4)
                                    + row.getBoolean(5);
                            sum[0] += Digests.of(text.getBytes(StandardCharsets.UTF_8))
                                    .high();
                        });
        found.add("digest " + Long.toHexString(sum[0]));
        checks.put(name, found);
    }

    private void print() {
        double floor = median("b the floor: a hand-written loop");
        double initial = median("a supsync, initial full");
        out.println();
        out.println(
                "| Contender | seconds, each round | median | processor seconds | rate to the floor's | to (a)'s |");
        out.println("|---|---|---|---|---|---|");
        seconds.forEach((name, list) -> {
            String all = String.join(
                    " ",
                    list.stream()
                            .map(s -> String.format(Locale.ROOT, "%.2f", s))
                            .toList());
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | %.2f | %.2f |%n",
                    name,
                    all,
                    median(name),
                    processor.getOrDefault(name, List.of()).stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(Double.NaN),
                    floor / median(name),
                    initial / median(name));
        });
        out.println();
        checks.forEach((name, list) -> out.println(name + ": " + String.join(", ", list)));
        out.println(checks.values().stream().distinct().count() == 1 ? "The rows agree." : "THE ROWS DIFFER.");
        out.println(System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, heap "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    }

    private double median(String name) {
        List<Double> sorted = seconds.getOrDefault(name, List.of(Double.NaN)).stream()
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }
}
