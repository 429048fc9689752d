package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.supsync.catalog.Canonical;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.Position;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateRevision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SusdbSchemaTests {

    @Test
    void namesEveryColumnThatIsMissing() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of())) {
            for (SchemaProbe.Required required : SchemaProbe.REQUIRED) {
                for (String column : required.columns()) {
                    String rename = "ALTER TABLE dbo." + required.table() + " ALTER COLUMN ";
                    database.execute(rename + column + " RENAME TO Gone");
                    assertThatThrownBy(database::open).isInstanceOfSatisfying(SupsyncException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_SCHEMA);
                        assertThat(e.getMessage())
                                .isEqualTo("WSUS database " + database.name() + ": column " + required.table()
                                        + "." + column + " is missing, which is needed for "
                                        + required.purpose());
                        assertThat(e.remedy()).contains("db_datareader");
                    });
                    database.execute(rename + "Gone RENAME TO " + column);
                }
            }
            database.open().close();
        }
    }

    @Test
    void namesEveryTableThatIsMissing() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of())) {
            for (SchemaProbe.Required required : SchemaProbe.REQUIRED) {
                database.execute("ALTER TABLE dbo." + required.table() + " RENAME TO Gone");
                assertThatThrownBy(database::open)
                        .hasMessageContaining(database.name())
                        .hasMessageContaining("table " + required.table() + " is missing")
                        .hasMessageEndingWith(required.purpose());
                database.execute("ALTER TABLE dbo.Gone RENAME TO " + required.table());
            }
        }
    }

    @Test
    void tellsALoginThatSeesNothing() throws Exception {
        String url = "jdbc:hsqldb:mem:empty" + UUID.randomUUID();
        try (Connection connection = DriverManager.getConnection(url, "SA", "");
                Statement statement = connection.createStatement()) {
            SupsyncException e = catchThrowableOfType(
                    SupsyncException.class, () -> SusdbCatalog.open(new SusdbSource(url, "SA", "", 1_000)));
            assertThat(e.code()).isEqualTo(ErrorCode.CATALOG_SCHEMA);
            assertThat(e).hasMessageContaining("none of its tables is visible");
            assertThat(e.remedy()).contains("db_datareader");
            statement.execute("SHUTDOWN");
        }
    }

    /** An older WSUS: what its tables lack is taken from the documents. */
    @Test
    void doesWithoutWhatIsOptional() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(SampleRevisions.all())) {
            for (String table : List.of(
                    "tbEventInstance", "tbUpdateFlag", "tbFileHash", "tbDriver", "tbHandler", "tbConfigurationA")) {
                database.execute("DROP TABLE dbo." + table);
            }
            int gone = 0;
            for (String column : List.of(
                    "tbRevision.RowID",
                    "tbRevision.IsBeta",
                    "tbUpdate.PublisherID",
                    "tbUpdate.IsPublic",
                    "tbUpdate.LegacyName",
                    "tbProperty.CanUninstall",
                    "tbProperty.UninstallationImpact",
                    "tbProperty.InstallRebootBehavior",
                    "tbMoreInfoURLForRevision.RevisionURLID")) {
                String table = column.substring(0, column.indexOf('.'));
                database.execute("ALTER TABLE dbo." + table + " ALTER COLUMN "
                        + column.substring(column.indexOf('.') + 1) + " RENAME TO Gone" + gone++);
            }
            try (SusdbCatalog catalog = database.open()) {
                assertThat(catalog.identity().serverId()).isNull();
                assertThat(catalog.activity()).isEmpty();
                List<RawRevision> raws = CatalogContract.raws(catalog.revisions(Position.START));
                assertThat(raws).hasSize(SampleRevisions.all().size());
                for (RawRevision raw : raws) {
                    UpdateRevision written = SampleRevisions.all().stream()
                            .filter(revision -> revision.key().equals(raw.key()))
                            .findFirst()
                            .orElseThrow();
                    if (raw.head().explicitlyDeployable()) {
                        assertThat(Canonical.of(raw.parse())).isEqualTo(Canonical.of(written));
                    } else {
                        assertThat(raw.parse().texts()).isEqualTo(written.texts());
                    }
                }
            }
        }
    }
}
