package dev.supsync.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The copied schema is the one that Flyway makes. */
class SchemasTests {

    @Test
    void aCopyIsWhatFlywayMakes() {
        try (SiteDatabase first = TestSite.inMemory();
                SiteDatabase copied = TestSite.inMemory();
                SiteDatabase migrated = TestSite.inMemory()) {
            Schemas.make(first);
            Schemas.make(copied);
            SiteMigrations.migrate(migrated);
            Schemas.Copy one = Schemas.Copy.of(copied);
            Schemas.Copy other = Schemas.Copy.of(migrated);
            assertThat(one.statements()).hasSizeGreaterThan(90).isEqualTo(other.statements());
            assertThat(rows(one)).isNotEmpty().isEqualTo(rows(other));
            assertThat(SiteMigrations.isCurrent(copied)).isTrue();
            assertThat(SiteMigrations.isSettled(copied)).isTrue();
            SiteMigrations.migrate(copied);
        }
    }

    /** All but Flyway's history, which has times. */
    private static List<String> rows(Schemas.Copy copy) {
        return copy.rows().entrySet().stream()
                .filter(table -> !table.getKey().contains("SUP_SCHEMA_HISTORY"))
                .map(table ->
                        table.getKey() + table.getValue().stream().map(List::of).toList())
                .toList();
    }
}
