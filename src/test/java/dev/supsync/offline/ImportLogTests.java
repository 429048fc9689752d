package dev.supsync.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.replication.SiteHead;
import dev.supsync.site.Publication;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportLogTests {

    private static final UUID LINEAGE = new UUID(1, 1);
    private static final String INSERT =
            """
            INSERT INTO SUP_PACKAGE (SERVER_NAME, PACKAGE_ID, IMPORTED_AT, CREATED_AT, SITE_CODE, LINEAGE, TO_CHANGE,
                TO_STAMP, CONTENT_VERSION, IMPORT_NUMBER) VALUES ('sup2', ?, ?, ?, 'CS1', ?, ?, ?, 1, ?)""";

    @Test
    void theLastPackageIsThatOfTheHighestNumberWhateverTheClockSaid() {
        try (SiteDatabase database = TestSite.inMemory()) {
            TestSite.prepare(database);
            LocalDateTime right = LocalDateTime.of(2026, 11, 21, 2, 0);
            add(database, 10, right, null); // by an older version
            assertThat(last(database)).isEqualTo(10);
            add(database, 20, LocalDateTime.of(2040, 1, 1, 0, 0), 1);
            add(database, 30, right.plusDays(1), 2);
            assertThat(last(database)).isEqualTo(30);
        }
    }

    private static long last(SiteDatabase database) {
        Publication publication = new Publication(1, new UUID(2, 2), 1, Instant.EPOCH);
        SiteHead head = new SiteHead("CS1", LINEAGE, publication, null, null, "CS1", 1, new UUID(3, 3));
        Manifest manifest = new Manifest(
                new UUID(4, 4),
                "default",
                Instant.EPOCH,
                "Contoso",
                head,
                null,
                List.of(),
                new PackageCounts(0, 0, 0, 0, 0),
                List.of());
        return new ImportLog(database).position("sup2", manifest).orElseThrow().reached();
    }

    private static void add(SiteDatabase database, long change, LocalDateTime importedAt, @Nullable Integer number) {
        database.jdbc()
                .update(
                        INSERT,
                        database.parameter(new UUID(5, change)),
                        importedAt,
                        importedAt,
                        database.parameter(LINEAGE),
                        change,
                        database.parameter(new UUID(6, change)),
                        number);
    }
}
