package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.Counter;
import dev.supsync.status.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullSyncTests {

    private static final ScopeSettings WINDOWS = SiteFixture.scope(List.of("Windows/*"), List.of("security updates"));

    @TempDir
    Path folder;

    private final SiteFixture site = SiteFixture.inMemory();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void firstRunWritesWhatIsInScope() throws IOException {
        SyncReport report = sync(SampleRevisions.all(), WINDOWS);

        assertThat(report.error()).isNull();
        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(site.column("SELECT ArticleID FROM v_UpdateInfo ORDER BY CI_ID"))
                .isNotEmpty();
        assertThat(site.column("SELECT SeverityName FROM v_UpdateInfo ORDER BY SeverityName"))
                .containsExactly("Important", "None");
    }

    @Test
    void secondRunWritesNothing() throws IOException {
        sync(SampleRevisions.all(), WINDOWS);
        var before = site.views();
        var numbers = site.column("SELECT CHANGE_NUMBER FROM SUP_SITE");

        SyncReport report = sync(SampleRevisions.all(), WINDOWS);

        assertThat(report.result()).isEqualTo(RunResult.SUCCEEDED);
        assertThat(report.contentVersion()).isEqualTo(1);
        assertThat(report.counts().get(Counter.INSERTED)).isZero();
        assertThat(report.counts().get(Counter.UNCHANGED))
                .isEqualTo(report.counts().get(Counter.IN_SCOPE));
        assertThat(site.column("SELECT CHANGE_NUMBER FROM SUP_SITE")).isEqualTo(numbers);
        assertThat(site.views()).isEqualTo(before);
    }

    private SyncReport sync(List<UpdateRevision> revisions, ScopeSettings scope) throws IOException {
        Path export =
                new ExportWriter().writeFolder(folder.resolve(UUID.randomUUID().toString()), revisions);
        try (Catalog catalog = CatalogExport.open(export, ExportOptions.in(folder))) {
            return site.sync(catalog, scope);
        }
    }
}
