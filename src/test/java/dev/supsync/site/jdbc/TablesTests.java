package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.jdbc.Table.Column;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the program says of its tables is what sql/ says. */
class TablesTests {

    @Test
    void theSchemaLetsTheSameColumnsBeNull() throws IllegalAccessException {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:mem:tables" + UUID.randomUUID(), "sa", "")) {
            SiteMigrations.migrate(database);
            List<Table> tables = new ArrayList<>();
            for (Field field : Tables.class.getDeclaredFields()) {
                if (field.getType() == Table.class) {
                    tables.add((Table) field.get(null));
                }
            }
            assertThat(tables).hasSizeGreaterThan(15);
            for (Table table : tables) {
                List<String> nullable = database.jdbc()
                        .queryForList(
                                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = ?"
                                        + " AND TABLE_SCHEMA = 'PUBLIC' AND IS_NULLABLE = 'YES'",
                                String.class,
                                table.name());
                table.columns().stream()
                        .limit(table.keyColumns())
                        .map(Column::name)
                        .forEach(nullable::remove); // HSQLDB says it of a key, and means nothing by it
                assertThat(table.columns().stream()
                                .filter(Column::isNullable)
                                .map(Column::name)
                                .toList())
                        .as(table.name())
                        .containsExactlyInAnyOrderElementsOf(nullable);
            }
        }
    }
}
