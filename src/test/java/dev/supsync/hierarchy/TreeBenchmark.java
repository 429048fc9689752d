package dev.supsync.hierarchy;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.lease.SiteLease;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Times a delta through trees of sites, all in memory and all in this process: replication with its Spring Batch job, each
 * child's own synchronization, and so on down to the last leaf. A program, not a test: docs/PERFORMANCE.md says how to start
 * it.
 */
public final class TreeBenchmark {

    private static final int HELD = 1_000;
    private static final int DELTA = 50;
    private static final Clock CLOCK = Clock.systemUTC();
    private static final ScopeSettings SCOPE = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates"));

    private final Path work;
    private final int rounds;
    private final StopSignal stop = new StopSignal();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private TreeBenchmark(Path work, int rounds) {
        this.work = work;
        this.rounds = rounds;
    }

    /** Takes a folder to work in, a number of rounds, and trees, each as primaries x secondaries: {@code 5x50}. */
    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            throw new IllegalArgumentException("work folder, rounds, trees as 5x50");
        }
        TreeBenchmark benchmark =
                new TreeBenchmark(Files.createDirectories(Path.of(args[0])), Integer.parseInt(args[1]));
        for (int i = 2; i < args.length; i++) {
            String[] sizes = args[i].split("x", 2);
            benchmark.run(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
        }
    }

    private record Node(String code, SiteDatabase database, List<Node> children) {}

    private void run(int primaries, int secondaries) throws IOException {
        World world = World.withCategories().fill(HELD, HELD);
        List<Node> all = new ArrayList<>();
        try (SiteFixture fixture = SiteFixture.inMemory()) {
            Node top = new Node("CS1", fixture.database(), new ArrayList<>());
            for (int i = 0; i < primaries; i++) {
                all.add(child(top, code('P', i), "primary"));
            }
            for (int i = 0; i < secondaries; i++) {
                all.add(child(top.children().get(i % primaries), code('S', i), "secondary"));
            }
            synchronize(fixture, world);
            double first = seconds(() -> down(top));
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            out.printf(
                    Locale.ROOT,
                    "%d sites: everything (%d updates) in %.1f s; %d MB of heap%n",
                    1 + all.size(),
                    HELD,
                    first,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20);
            List<Double> taken = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                world.fill(10_000L + (long) round * DELTA, DELTA);
                synchronize(fixture, world);
                taken.add(seconds(() -> down(top)));
            }
            List<Double> sorted = taken.stream().sorted().toList();
            double median = sorted.get(sorted.size() / 2);
            out.printf(
                    Locale.ROOT,
                    "| %d + %d + %d | %.2f (%.2f to %.2f) | %.1f |%n",
                    1,
                    primaries,
                    secondaries,
                    median,
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    median * 1000 / all.size());
            verify(fixture, all.get(all.size() - 1));
        } finally {
            all.forEach(node -> node.database().close());
        }
    }

    private static void verify(SiteFixture top, Node leaf) {
        if (!ViewSnapshot.of(leaf.database()).equals(top.views())) {
            throw new IllegalStateException("the last leaf differs from the top");
        }
    }

    private static double seconds(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Node child(Node parent, String code, String type) {
        SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
        SiteMigrations.migrate(database);
        new SiteSetup(database).ensure(new SiteIdentity(code, "Contoso site " + code, type, 1033));
        Node node = new Node(code, database, new ArrayList<>());
        parent.children().add(node);
        return node;
    }

    /** As the program does it: the children of a site at once, each with its own synchronization, then what is below it. */
    private void down(Node site) {
        if (site.children().isEmpty()) {
            return;
        }
        try (SiteLease lease = lease(site.database())) {
            Parent parent = new Parent(site.database(), lease, site.code(), CLOCK, SyncListener.SILENT);
            List<ChildSite> children = site.children().stream()
                    .<ChildSite>map(child -> new DatabaseChild(child.code(), () -> new Door(child.database())))
                    .toList();
            for (Delivery delivery : new ChildReplication(parent, Duration.ofMinutes(15), stop).run(children)) {
                if (delivery.result() != RunResult.SUCCEEDED) {
                    throw new IllegalStateException(String.valueOf(delivery.error()));
                }
            }
        }
        site.children().parallelStream().forEach(child -> {
            synchronize(child, site.code());
            down(child);
        });
    }

    private void synchronize(Node site, String parent) {
        ChildPlan plan = new ChildPlan(
                parent, null, List.of(), new Policy(site.code(), List.of()), work, Duration.ofMinutes(60));
        try (SiteLease lease = lease(site.database())) {
            succeeded(new ChildSync(site.database(), lease, plan, CLOCK, SyncListener.SILENT, stop).run());
        }
    }

    private void synchronize(SiteFixture top, World world) throws IOException {
        Path export = new ExportWriter().writeFolder(Files.createTempDirectory(work, "export"), world.revisions());
        try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(work))) {
            succeeded(top.sync(catalog, SCOPE));
        }
    }

    private static void succeeded(SyncReport report) {
        if (report.result() != RunResult.SUCCEEDED) {
            throw new IllegalStateException(String.valueOf(report.error()));
        }
    }

    private static SiteLease lease(SiteDatabase database) {
        return SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    private static String code(char kind, int number) {
        return kind
                + String.format(Locale.ROOT, "%2s", Integer.toString(number, Character.MAX_RADIX))
                        .replace(' ', '0')
                        .toUpperCase(Locale.ROOT);
    }

    /** Leaves the database open: one in memory would be lost. */
    private record Door(SiteDatabase database) implements OpenSite {

        @Override
        public SiteLease take() {
            return lease(database);
        }

        @Override
        public void abort() {}

        @Override
        public void keep() {
            // it is closed whatever happened
        }

        @Override
        public void close() {}
    }
}
