package dev.supsync.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.lease.SiteLease;
import dev.supsync.replication.Replicator;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.RunResult;
import dev.supsync.sync.Rev;
import dev.supsync.sync.SiteFixture;
import dev.supsync.sync.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that followed another one for a while: what it kept from before does not count any more where it holds the update. */
class FormerChildTests {

    private static final ScopeSettings WINDOWS = SiteFixture.scope(List.of("Windows/*"), List.of("Security Updates"));

    @TempDir
    Path folder;

    @Test
    void whatItOnceSkippedAndGotFromItsParentSupersedesNothingBySkippedReferences() throws IOException {
        try (SiteFixture site = SiteFixture.inMemory();
                SiteFixture parent = SiteFixture.inMemory()) {
            World old = World.withCategories()
                    .put(Rev.update(101), Rev.update(102).expired().supersedes(101));
            synchronize(site, old);
            World now =
                    World.withCategories().put(Rev.update(101), Rev.update(102).number(201));
            synchronize(parent, now);
            follow(parent, site);

            try (SiteLease lease = lease(site)) {
                assertThat(FormerChild.release(site.database(), lease)).isTrue();
                assertThat(FormerChild.release(site.database(), lease)).isFalse();
            }
            synchronize(site, now.put(Rev.update(103).supersedes(102)));

            assertThat(site.column("SELECT Title FROM v_UpdateInfo WHERE IsSuperseded = TRUE"))
                    .containsExactly("Update 102");
        }
    }

    private static void follow(SiteFixture parent, SiteFixture child) {
        try (SiteLease lease = lease(child)) {
            new Replicator(parent.database(), child.database(), lease, Clock.systemUTC(), () -> {}).run(() -> {});
        }
    }

    private static SiteLease lease(SiteFixture site) {
        return SiteLease.take(site.database(), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    private void synchronize(SiteFixture site, World world) throws IOException {
        Path export = new ExportWriter().writeFolder(Files.createTempDirectory(folder, "export"), world.revisions());
        try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(folder.resolve("work")))) {
            assertThat(site.sync(catalog, WINDOWS).result()).isEqualTo(RunResult.SUCCEEDED);
        }
    }
}
