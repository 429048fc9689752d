package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.SyncOptions;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A top-level site that synchronizes from catalogs that a test makes up, and children, in memory unless told otherwise. */
abstract class ReplicationSuite {

    static final ScopeSettings WINDOWS = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates"));
    static final SyncOptions OPTIONS = new SyncOptions(100, 20, true, Duration.ZERO);

    @TempDir
    Path folder;

    final SiteFixture top = SiteFixture.in(databaseOfTop());
    final World world = World.withCategories();
    private final List<TestChild> children = new ArrayList<>();

    @AfterEach
    void close() {
        children.forEach(TestChild::close);
        top.close();
    }

    /** A database that holds nothing, for the top. */
    SiteDatabase databaseOfTop() {
        return TestSite.inMemory();
    }

    /** A database that holds nothing, for a child. */
    SiteDatabase databaseOfChild() {
        return TestSite.inMemory();
    }

    TestChild child(String code) {
        TestChild child = new TestChild(code, this::databaseOfChild);
        children.add(child);
        return child;
    }

    SyncReport synced() {
        return synced(world.revisions(), WINDOWS);
    }

    SyncReport synced(List<UpdateRevision> revisions, ScopeSettings scope) {
        SyncReport report = sync(revisions, scope);
        assertThat(report.error()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        return report;
    }

    SyncReport sync(List<UpdateRevision> revisions, ScopeSettings scope) {
        try {
            Path export = new ExportWriter().writeFolder(Files.createTempDirectory(folder, "export"), revisions);
            try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(folder.resolve("work")))) {
                return top.sync(catalog, scope, OPTIONS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A synchronization dies in its middle, when it has written what is not published. */
    void dies() {
        String unpublished = "SELECT COUNT(*) FROM SUP_UPDATE WHERE CHANGE_NUMBER > (SELECT MAX(CHANGE_NUMBER) FROM"
                + " SUP_PUBLICATION)";
        for (int commit = 8; top.column(unpublished).equals(List.of("0")); commit++) {
            int failing = commit;
            top.connections(source -> new FaultyConnections(source, Fault.DEAD_BEFORE, failing));
            try {
                assertThat(sync(world.revisions(), WINDOWS).error())
                        .as("it ends before it has written anything")
                        .isNotNull();
            } catch (SupsyncException e) {
                assertThat(e.code()).isNotNull(); // not even the failure could be written
            } finally {
                top.connections(source -> source);
            }
        }
    }

    SiteDatabase parent() {
        return top.database();
    }

    /** The child shows what the top shows, and each comparison finds nothing. */
    void assertEqual(TestChild child) {
        Map<String, List<String>> expected = top.views();
        child.views().forEach((view, rows) -> assertThat(rows).as(view).isEqualTo(expected.get(view)));
        assertThat(differences(child)).isEmpty();
    }

    List<Difference> differences(TestChild child) {
        List<Difference> differences = new ArrayList<>();
        SiteComparison.compare(parent(), child.database(), true, differences::add);
        return differences;
    }
}
