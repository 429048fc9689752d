package dev.supsync.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.Schemas;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A top-level site in memory, and sites directly below it. */
final class Family implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMinutes(2);

    final World world = World.withCategories();
    private final Path folder;
    private final SiteFixture top = SiteFixture.inMemory();
    private final List<SiteDatabase> children = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");

    Family(Path folder) {
        this.folder = folder;
        top.time(now);
    }

    /** Time passes. */
    void pass(Duration time) {
        now = now.plus(time);
        top.time(now);
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    SiteDatabase parent() {
        return top.database();
    }

    /** A site's empty database. */
    SiteDatabase child(String code) {
        SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
        children.add(database);
        Schemas.make(database);
        new SiteSetup(database).ensure(new SiteIdentity(code, "Contoso site " + code, "primary", 1033));
        return database;
    }

    /** The parent synchronizes with the world. */
    void synchronizeParent() {
        try {
            Path export =
                    new ExportWriter().writeFolder(Files.createTempDirectory(folder, "export"), world.revisions());
            try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(folder.resolve("work")))) {
                SyncReport report =
                        top.sync(catalog, SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates")));
                assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A child as its parent reaches it. */
    static ChildSite reached(String code, SiteDatabase database) {
        return new DatabaseChild(code, () -> open(database));
    }

    static OpenSite open(SiteDatabase database) {
        return new OpenSite() {
            @Override
            public SiteDatabase database() {
                return database;
            }

            @Override
            public SiteLease take() {
                return lease(database);
            }

            @Override
            public void keep() {
                // stays open anyway
            }

            @Override
            public void abort() {
                throw new AssertionError("it answers");
            }

            @Override
            public void close() {
                // stays open for the test
            }
        };
    }

    /** The parent brings children up to date. */
    List<Delivery> deliver(ChildSite... sites) {
        return deliver(parent(), List.of(sites));
    }

    /** The same by another way to the parent's database. */
    List<Delivery> deliver(SiteDatabase through, List<ChildSite> sites) {
        try (SiteLease lease = children(parent())) {
            Parent parent = new Parent(through, lease, "CS1", clock(), SyncListener.SILENT);
            return new ChildReplication(parent, SILENCE, new StopSignal()).run(sites);
        }
    }

    /** The parent looks how children stand; whether all could be reached. */
    boolean look(ChildSite... sites) {
        try (SiteLease lease = children(parent())) {
            Parent parent = new Parent(parent(), lease, "CS1", clock(), SyncListener.SILENT);
            return new ChildReplication(parent, SILENCE, new StopSignal()).look(List.of(sites));
        }
    }

    /** The links of the parent that are to be tried now. */
    List<String> due() {
        ChildLinks links = new ChildLinks(parent());
        long run = links.newestRun();
        return links.all().stream()
                .filter(link -> link.isDue(run, now))
                .map(ChildLink::site)
                .toList();
    }

    /** What a child's own synchronization is made of. */
    record Own(List<PointCatalog> points, StopSignal stop, UnaryOperator<DataSource> connections) {

        Own(PointCatalog... points) {
            this(List.of(points), new StopSignal(), UnaryOperator.identity());
        }

        Own through(UnaryOperator<DataSource> way) {
            return new Own(points, stop, way);
        }

        Own until(StopSignal signal) {
            return new Own(points, signal, connections);
        }
    }

    /** The child's own synchronization; its first point is the active one. */
    SyncReport synchronize(SiteDatabase child, Own own) {
        ChildPlan plan = new ChildPlan(
                "CS1",
                own.points().isEmpty() ? null : own.points().get(0),
                own.points().stream().skip(1).toList(),
                new Policy("PS1", List.of()),
                folder.resolve("policy"),
                Duration.ofMinutes(60));
        try (SiteLease lease = lease(child)) {
            SiteDatabase through = child.through(own.connections());
            return new ChildSync(through, lease, plan, clock(), SyncListener.SILENT, own.stop()).run();
        }
    }

    private static SiteLease children(SiteDatabase database) {
        return SiteLease.takeChildren(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    static SiteLease lease(SiteDatabase database) {
        return SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    /** Every view of a child shows what its parent's shows. */
    void assertSame(SiteDatabase child, String where) {
        assertThat(ViewSnapshot.of(child)).as(where).isEqualTo(ViewSnapshot.of(parent()));
    }

    static List<String> column(SiteDatabase database, String sql) {
        return database.jdbc().queryForList(sql, String.class);
    }

    static int version(SiteDatabase database) {
        return Integer.parseInt(
                column(database, "SELECT CONTENT_VERSION FROM SUP_SITE").get(0));
    }

    static List<String> messages(SiteDatabase database) {
        return column(database, "SELECT MessageID FROM v_StatusMessage ORDER BY RecordID");
    }

    @Override
    public void close() {
        children.forEach(SiteDatabase::close);
        top.close();
    }
}
