package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import dev.supsync.status.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** One site, in memory unless told otherwise, and catalogs of the content that a test makes up. */
abstract class SyncSuite {

    static final ScopeSettings WINDOWS = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates"));

    @TempDir
    Path folder;

    final SiteFixture site = newSite();
    final World world = World.withCategories();

    /** A site that holds nothing yet. */
    SiteFixture newSite() {
        return SiteFixture.inMemory();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    /** A full synchronization from an export of the world; its counts must add up, whatever they are. */
    SyncReport sync() {
        return sync(WINDOWS);
    }

    SyncReport sync(ScopeSettings scope) {
        return sync(scope, SiteFixture.DEFAULTS);
    }

    SyncReport sync(ScopeSettings scope, SyncOptions options) {
        try (Catalog catalog = open(world.revisions())) {
            return sync(catalog, scope, options);
        }
    }

    SyncReport sync(Catalog catalog, ScopeSettings scope, SyncOptions options) {
        SyncReport report = site.sync(catalog, scope, options);
        addsUp(report.counts());
        return report;
    }

    /** The same, which must succeed. */
    SyncReport synced() {
        return succeeded(sync());
    }

    SyncReport synced(ScopeSettings scope) {
        return succeeded(sync(scope));
    }

    static SyncReport succeeded(SyncReport report) {
        assertThat(report.error()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        return report;
    }

    Catalog open(List<UpdateRevision> revisions) {
        return open(export(revisions));
    }

    Catalog open(Path export) {
        return CatalogExport.open(export, ExportOptions.in(folder.resolve("work")));
    }

    Path export(List<UpdateRevision> revisions) {
        try {
            return new ExportWriter().writeFolder(Files.createTempDirectory(folder, "export"), revisions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScopeSettings keeping(ScopeSettings scope) {
        return new ScopeSettings(scope.products(), scope.classifications(), scope.languages(), Outside.KEEP);
    }

    static SyncOptions allowingAll() {
        return new SyncOptions(100, 20, true, Duration.ZERO);
    }

    /** The titles that v_UpdateInfo shows, sorted. */
    List<String> titles() {
        return site.column("SELECT Title FROM v_UpdateInfo ORDER BY Title");
    }

    /** The titles of the updates that are not expired, sorted. */
    List<String> live() {
        return site.column("SELECT Title FROM v_UpdateInfo WHERE IsExpired = FALSE ORDER BY Title");
    }

    List<String> superseded() {
        return site.column("SELECT Title FROM v_UpdateInfo WHERE IsSuperseded = TRUE ORDER BY Title");
    }

    /** Why an update is expired; empty when it is not. */
    String reasons(long update) {
        return site.column("SELECT ExpiredReasons FROM v_UpdateInfo WHERE CI_UniqueID = '" + Rev.id(update) + "'")
                .get(0);
    }

    /** The counts of updates that are not zero, by their names. */
    static Map<String, Long> counts(SyncReport report) {
        Map<String, Long> counts = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            boolean internal = counter == Counter.LISTED || counter.name().startsWith("CATEGORIES");
            if (!internal && report.counts().get(counter) != 0) {
                counts.put(counter.name(), report.counts().get(counter));
            }
        }
        return counts;
    }

    private static void addsUp(Tally tally) {
        assertThat(tally.get(Counter.IN_SCOPE) + tally.get(Counter.OUT_OF_SCOPE) + tally.get(Counter.SKIPPED))
                .as("read = inScope + outOfScope + skipped")
                .isEqualTo(tally.get(Counter.READ));
        assertThat(tally.get(Counter.INSERTED) + tally.get(Counter.UPDATED) + tally.get(Counter.UNCHANGED))
                .as("inScope = inserted + updated + unchanged")
                .isEqualTo(tally.get(Counter.IN_SCOPE));
    }
}
