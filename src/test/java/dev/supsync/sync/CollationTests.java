package dev.supsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.export.CatalogExport;
import dev.supsync.catalog.export.ExportOptions;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbLayout;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.catalog.susdb.SusdbWriter;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.samples.SampleCatalog;
import dev.supsync.samples.SampleSize;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.status.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a database tells "a" from "A" changes nothing: no text is a key, and GUIDs are compared as numbers. */
class CollationTests {

    private static final ScopeSettings SCOPE =
            SiteFixture.scope(List.of("microsoft"), List.of("SECURITY UPDATES", "Critical updates"));

    private static final SusdbLayout TEXTS = new SusdbLayout(true, false, false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"SQL_TEXT", "SQL_TEXT_UCC", "English"})
    void siteDatabase(String collation) throws Exception {
        String url = database(collation);
        try (Connection keepsItOpen = DriverManager.getConnection(url, "sa", "");
                SiteFixture site = SiteFixture.at(url, "sa", "");
                Catalog catalog = export()) {
            assertThat(site.sync(catalog, SCOPE).result()).isEqualTo(RunResult.SUCCEEDED);
            assertThat(site.views()).isEqualTo(expected());
            assertThat(keepsItOpen.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL_TEXT", "SQL_TEXT_UCC"})
    void wsusDatabase(String collation) throws Exception {
        String url = database(collation);
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            SusdbWriter.createSchema(connection, TEXTS);
            new SusdbWriter(connection, TEXTS).write(revisions());
            try (SiteFixture site = SiteFixture.inMemory();
                    Catalog catalog = SusdbCatalog.open(new SusdbSource(url, "sa", "", 1 << 20))) {
                assertThat(site.sync(catalog, SCOPE).result()).isEqualTo(RunResult.SUCCEEDED);
                assertThat(site.views()).isEqualTo(expected());
            }
        }
    }

    @Test
    void theSampleIsWorthComparing() throws Exception {
        assertThat(expected().get("v_UpdateInfo")).hasSizeGreaterThan(50);
    }

    private Map<String, List<String>> expected() throws Exception {
        try (SiteFixture site = SiteFixture.inMemory();
                Catalog catalog = export()) {
            site.sync(catalog, SCOPE);
            return site.views();
        }
    }

    private Catalog export() throws Exception {
        Path export =
                sample().export().writeFolder(folder.resolve(UUID.randomUUID().toString()), revisions());
        return CatalogExport.open(export, ExportOptions.in(folder));
    }

    private static List<UpdateRevision> revisions() {
        List<UpdateRevision> revisions = new ArrayList<>();
        sample().forEach(revisions::add);
        return revisions;
    }

    private static SampleCatalog sample() {
        return SampleCatalog.of(new SampleSize(200, 3, 30, 100), 5);
    }

    private static String database(String collation) throws SQLException {
        String url = "jdbc:hsqldb:mem:collation" + UUID.randomUUID();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SET DATABASE COLLATION \"" + collation + "\"");
        }
        return url;
    }
}
