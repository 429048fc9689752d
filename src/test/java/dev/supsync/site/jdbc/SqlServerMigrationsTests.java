package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.TestSite;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The scripts for SQL Server, all at once and one after the other, give one schema, and keep what an older one held. */
@EnabledIfEnvironmentVariable(named = TestSite.SERVER_URL, matches = ".+")
class SqlServerMigrationsTests {

    private static final String COLUMNS =
            """
            SELECT UPPER(TABLE_NAME), UPPER(COLUMN_NAME), DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, DATETIME_PRECISION, IS_NULLABLE
            FROM INFORMATION_SCHEMA.COLUMNS WHERE UPPER(TABLE_NAME) LIKE 'SUP^_%' ESCAPE '^'
                AND UPPER(TABLE_NAME) <> 'SUP_SCHEMA_HISTORY' ORDER BY 1, 2""";

    /** An update as version 7 holds it. */
    private static final String OLD_UPDATE =
            """
            INSERT INTO SUP_UPDATE (CI_ID, UPDATE_ID, REASONS, EXPIRED_SINCE, IS_SUPERSEDED, IS_LISTED, DATE_LAST_MODIFIED,
                CHANGE_NUMBER, REVISION_NUMBER, CI_VERSION, UPDATE_TYPE, IS_DEPLOYABLE, IS_BUNDLE, SCOPE_STATE,
                PUBLICATION_STATE, CREATION_DATE, DEFAULT_LCID, SEVERITY, ARTICLE_ID, BULLETIN_ID, EULA_REACCEPTANCE, IS_BETA,
                IS_LOCALLY_PUBLISHED, INSTALL_IMPACT, INSTALL_REBOOT, INSTALL_USER_INPUT, INSTALL_NETWORK, CAN_UNINSTALL,
                MAX_EXECUTION_TIME, CONTENT_LOCALES, DATE_CREATED, SOURCE_DIGEST, CONTENT_DIGEST)
            VALUES (%1$d, NEWID(), %2$s, 1, '2026-03-01', 10%1$d, 100, 1, 'Software', 1, 0, 1, 0, '2026-03-01', 1033, 0, '', '',
                0, 0, 0, 0, 0, 0, 0, 0, 0, '', '2026-03-01', 0x00000000000000000000000000000000,
                0x00000000000000000000000000000000)""";

    @Test
    void oneAfterTheOtherGiveTheSameAsAllAtOnce() {
        List<List<String>> atOnce;
        try (SiteDatabase database = TestSite.onServer()) {
            SiteMigrations.migrate(database);
            assertThat(SiteMigrations.isCurrent(database)).isTrue();
            atOnce = TestSite.rows(database, COLUMNS);
        }
        try (SiteDatabase database = TestSite.onServer()) {
            for (int version : versions()) {
                flyway(database, version).migrate();
                if (version == 7) {
                    new SiteSetupOfVersion7(database).write();
                }
            }
            SiteMigrations.migrate(database);
            assertThat(TestSite.rows(database, COLUMNS)).isEqualTo(atOnce);
            assertThat(SiteMigrations.isCurrent(database)).isTrue();

            assertThat(TestSite.rows(
                            database,
                            "SELECT CI_ID, REASONS, IS_SUPERSEDED, CHANGE_NUMBER FROM SUP_UPDATE_STATE ORDER BY CI_ID"))
                    .as("only what has a flag")
                    .containsExactly(List.of("2", "5", "0", "102"), List.of("3", "0", "1", "103"));
            assertThat(TestSite.rows(
                            database,
                            "SELECT CI_ID, IsExpired, ExpiredReasons, IsSuperseded FROM v_UpdateInfo ORDER BY CI_ID"))
                    .containsExactly(
                            List.of("1", "0", "", "0"),
                            List.of("2", "1", "publisher,vanished", "0"),
                            List.of("3", "0", "", "1"));
            assertThat(TestSite.rows(database, "SELECT CHANGE_NUMBER, CONTENT_VERSION FROM SUP_PUBLICATION"))
                    .as("what the last run of the older version left")
                    .containsExactly(List.of("103", "4"));
        }
    }

    /** What a site of version 7 holds: three updates, and a run. */
    private record SiteSetupOfVersion7(SiteDatabase database) {

        void write() {
            database.jdbc()
                    .update("INSERT INTO SUP_SITE (SITE_ID, SITE_CODE, SITE_NAME, SITE_TYPE, LANGUAGE_LCID, LINEAGE,"
                            + " CONTENT_VERSION, CHANGE_NUMBER, VISIBLE_CHANGE, PUBLISHED_CHANGE, SETTLED_CHANGE,"
                            + " NEXT_CI_ID, PUBLISHED_CI_ID, NEXT_CATEGORY_ID, NEXT_RECORD_ID) VALUES (1, 'CS1', 'x',"
                            + " 'central', 1033, NEWID(), 4, 103, 103, 103, 103, 4, 4, 1, 1)");
            String[] flags = {"0, NULL, 0", "5, '2026-01-02 03:04:05.678', 0", "0, NULL, 1"};
            for (int i = 0; i < flags.length; i++) {
                database.jdbc().update(OLD_UPDATE.formatted(i + 1, flags[i]));
            }
            database.jdbc()
                    .update(
                            "INSERT INTO SUP_RUN (RUN_ID, RUN_TYPE, PLAN_DIGEST, PLAN_TEXT, STARTED_AT, ENDED_AT, RESULT, RESUMED,"
                                    + " RESUMABLE, FIRST_NEW_CI_ID, LISTED_BEFORE, COUNTS, PLACE) VALUES (1, 'FULL',"
                                    + " 0x00000000000000000000000000000000, '', '2026-03-01', '2026-03-01 00:10:00', 'SUCCEEDED', 0, 0,"
                                    + " 1, 0, '', '')");
        }
    }

    private static Flyway flyway(SiteDatabase database, int version) {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:sql/sqlserver")
                .table("SUP_SCHEMA_HISTORY")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .repeatableSqlMigrationPrefix("none")
                .target(Integer.toString(version))
                .load();
    }

    private static List<Integer> versions() {
        URL scripts = Objects.requireNonNull(SqlServerMigrationsTests.class.getResource("/sql/sqlserver"));
        try (Stream<Path> files = Files.list(Path.of(scripts.toURI()))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf('_'))))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
