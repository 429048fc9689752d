package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.TestSite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The scripts give both databases one schema. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class SqlServerMigrationsTests {

    private static final String COLUMNS =
            """
            SELECT UPPER(c.TABLE_NAME), UPPER(c.COLUMN_NAME), c.IS_NULLABLE, %s
            FROM INFORMATION_SCHEMA.COLUMNS c
            WHERE (UPPER(c.TABLE_NAME) LIKE 'SUP!_%%' ESCAPE '!' OR UPPER(c.TABLE_NAME) LIKE 'BATCH!_%%' ESCAPE '!'
                    OR UPPER(c.TABLE_NAME) LIKE 'V!_%%' ESCAPE '!' OR UPPER(c.TABLE_NAME) LIKE 'CI!_%%' ESCAPE '!')
                AND UPPER(c.TABLE_NAME) NOT LIKE '%%!_SEQ' ESCAPE '!'
                AND UPPER(c.TABLE_NAME) NOT IN ('SUP_SCHEMA_HISTORY', 'SUP_TEST_NEIGHBOUR')""";

    /** A type by the name that HSQLDB has for it. */
    private static final String TYPE =
            """
            CASE c.DATA_TYPE WHEN 'int' THEN 'INTEGER' WHEN 'uniqueidentifier' THEN 'UUID' WHEN 'nvarchar' THEN 'CHARACTER VARYING'
                WHEN 'varchar' THEN 'CHARACTER VARYING' WHEN 'char' THEN 'CHARACTER' WHEN 'bit' THEN 'BOOLEAN'
                WHEN 'datetime2' THEN 'TIMESTAMP' WHEN 'datetime' THEN 'TIMESTAMP' ELSE UPPER(c.DATA_TYPE) END""";

    @Test
    void bothDatabasesHaveTheSameTablesAndViews() {
        try (SiteDatabase embedded = TestSite.inMemory();
                SiteDatabase server = TestSite.onServer()) {
            SiteMigrations.migrate(embedded);
            SiteMigrations.migrate(server);
            assertThat(SiteMigrations.isCurrent(server)).isTrue();
            List<List<String>> columns = TestSite.rows(embedded, COLUMNS.formatted("c.DATA_TYPE"));
            assertThat(columns).hasSizeGreaterThan(300);
            assertThat(TestSite.rows(server, COLUMNS.formatted(TYPE))).containsExactlyInAnyOrderElementsOf(columns);
        }
    }
}
