package dev.supsync.site.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.TestSite;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HSQLDB commits every DDL statement by itself: a kill leaves the first ones done, and nothing that says so. */
class SiteMigrationsTests {

    private static final String TABLES =
            "SELECT TABLE_TYPE, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' ORDER BY 1, 2";

    private static final List<String> MOVE_OF_FLAGS = List.of("V8__update_state", "V9__drop_update_flags");

    /** An update as version 7 holds it. */
    private static final String OLD_UPDATE =
            """
            INSERT INTO SUP_UPDATE (REASONS, EXPIRED_SINCE, IS_SUPERSEDED, CI_ID, UPDATE_ID, IS_LISTED, DATE_LAST_MODIFIED,
                CHANGE_NUMBER, REVISION_NUMBER, CI_VERSION, UPDATE_TYPE, IS_DEPLOYABLE, IS_BUNDLE, SCOPE_STATE,
                PUBLICATION_STATE, CREATION_DATE, DEFAULT_LCID, SEVERITY, ARTICLE_ID, BULLETIN_ID, EULA_REACCEPTANCE, IS_BETA,
                IS_LOCALLY_PUBLISHED, INSTALL_IMPACT, INSTALL_REBOOT, INSTALL_USER_INPUT, INSTALL_NETWORK, CAN_UNINSTALL,
                MAX_EXECUTION_TIME, CONTENT_LOCALES, DATE_CREATED, SOURCE_DIGEST, CONTENT_DIGEST)
            VALUES (%s, ?, ?, ?, ?, ?, 100, 1, 'Software', TRUE, FALSE, 1, 0, NOW(), 1033, 0, '', '', FALSE, FALSE, FALSE, 0, 0,
                FALSE, FALSE, FALSE, 0, '', NOW(), X'00000000000000000000000000000000', X'00000000000000000000000000000000')""";

    /** What the views showed of flags, and a view of the same table beside them, which stays. */
    private static final List<String> OLD_VIEWS = List.of(
            """
            CREATE VIEW v_UpdateInfo AS
            SELECT u.CI_ID AS CI_ID, u.DATE_LAST_MODIFIED AS DateLastModified,
                   CASE WHEN u.REASONS <> 0 THEN TRUE ELSE FALSE END AS IsExpired,
                   u.IS_SUPERSEDED AS IsSuperseded,
                   CASE WHEN BITAND(u.REASONS, 2) <> 0 THEN TRUE ELSE FALSE END AS IsDeclined,
                   SUBSTRING(RTRIM(CASE WHEN BITAND(u.REASONS, 1) <> 0 THEN ',publisher' ELSE '' END)
                       || RTRIM(CASE WHEN BITAND(u.REASONS, 2) <> 0 THEN ',declined' ELSE '' END)
                       || RTRIM(CASE WHEN BITAND(u.REASONS, 4) <> 0 THEN ',vanished' ELSE '' END)
                       || RTRIM(CASE WHEN BITAND(u.REASONS, 8) <> 0 THEN ',scope' ELSE '' END)
                       || RTRIM(CASE WHEN BITAND(u.REASONS, 16) <> 0 THEN ',rule' ELSE '' END), 2, 100) AS ExpiredReasons,
                   u.EXPIRED_SINCE AS ExpiredSince
            FROM SUP_UPDATE u WHERE u.IS_LISTED = TRUE""",
            "CREATE VIEW v_UpdateCIs AS SELECT u.CI_ID, u.IS_SUPERSEDED FROM SUP_UPDATE u WHERE u.IS_LISTED = TRUE",
            "CREATE VIEW v_LocalizedCIProperties AS SELECT u.CI_ID FROM SUP_UPDATE u WHERE u.IS_LISTED = TRUE");

    private static final String SHOWN =
            "SELECT CI_ID, DateLastModified, IsExpired, IsSuperseded, IsDeclined, ExpiredReasons, ExpiredSince"
                    + " FROM v_UpdateInfo ORDER BY CI_ID";

    static IntStream everyStatement() {
        return IntStream.rangeClosed(1, statements("V1__site_database").size());
    }

    @ParameterizedTest
    @MethodSource("everyStatement")
    void canBeRepeatedAfterAKillAtAnyStatement(int done) {
        try (SiteDatabase database = TestSite.inMemory();
                SiteDatabase undisturbed = TestSite.inMemory()) {
            statements("V1__site_database").subList(0, done).forEach(s -> database.jdbc()
                    .execute(s));

            SiteMigrations.migrate(database);

            SiteMigrations.migrate(undisturbed);
            assertThat(TestSite.rows(database, TABLES)).isEqualTo(TestSite.rows(undisturbed, TABLES));
            assertThat(SiteMigrations.isCurrent(database)).isTrue();
        }
    }

    /** Every script but the first, in the order in which they run. */
    static Stream<String> laterScripts() {
        return scripts().stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("laterScripts")
    void canBeRepeatedAfterAKillInALaterScript(String script) {
        try (SiteDatabase database = TestSite.inMemory();
                SiteDatabase undisturbed = TestSite.inMemory()) {
            SiteMigrations.migrate(undisturbed);
            migrateTo(database, scripts().get(scripts().indexOf(script) - 1));
            List<String> later = statements(script);
            later.subList(0, later.size() - 1).forEach(s -> database.jdbc().execute(s));

            SiteMigrations.migrate(database);

            assertThat(TestSite.rows(database, TABLES)).isEqualTo(TestSite.rows(undisturbed, TABLES));
        }
    }

    /** How many statements of the two scripts that move the flags were run before a kill. */
    static Stream<Arguments> everyPlaceInTheMoveOfFlags() {
        return MOVE_OF_FLAGS.stream()
                .flatMap(script -> IntStream.rangeClosed(0, statements(script).size())
                        .mapToObj(done -> Arguments.of(script, done)));
    }

    @ParameterizedTest
    @MethodSource("everyPlaceInTheMoveOfFlags")
    void theFlagsOfAnOlderDatabaseAreMoved(String killed, int done) {
        try (SiteDatabase database = TestSite.inMemory()) {
            migrateTo(database, "V7__delta");
            addFlaggedUpdates(database);
            OLD_VIEWS.forEach(v -> database.jdbc().execute(v));
            var before = TestSite.rows(database, SHOWN);
            assertThat(before).hasSize(5).doesNotHaveDuplicates();
            migrateTo(database, scripts().get(scripts().indexOf(killed) - 1));
            statements(killed).subList(0, done).forEach(s -> database.jdbc().execute(s));

            SiteMigrations.migrate(database);
            SiteMigrations.migrate(database);

            assertThat(TestSite.rows(database, SHOWN)).isEqualTo(before);
            assertThat(TestSite.rows(database, SHOWN.replace("v_UpdateInfo", "v_UpdateCIs")))
                    .isEqualTo(before);
            assertThat(TestSite.rows(database, "SELECT CI_ID, CHANGE_NUMBER FROM SUP_UPDATE_STATE ORDER BY CI_ID"))
                    .as("only what is flagged, by the number of its last change")
                    .containsExactly(
                            List.of("2", "102"), List.of("3", "103"), List.of("4", "104"), List.of("6", "106"));
            assertThat(SiteMigrations.isCurrent(database)).isTrue();
        }
    }

    /** Six updates of version 7, the last of them not listed; every flag and combination that matters. */
    private static void addFlaggedUpdates(SiteDatabase database) {
        new SiteSetup(database).ensure(TestSite.CS1);
        String[] flags = {
            "0, NULL, FALSE", "0, NULL, TRUE", "1, TIMESTAMP '2026-01-02 03:04:05.678', FALSE",
            "30, TIMESTAMP '2026-02-03 04:05:06.789', TRUE", "0, NULL, FALSE",
                    "16, TIMESTAMP '2026-01-01 00:00:00', TRUE"
        };
        for (int n = 1; n <= flags.length; n++) {
            database.jdbc()
                    .update(
                            OLD_UPDATE.formatted(flags[n - 1]),
                            n,
                            new UUID(0, n),
                            n < flags.length,
                            Timestamp.valueOf("2026-03-01 00:00:0" + n),
                            100 + n);
        }
    }

    @Test
    void whatIsCurrentStaysAsItIs() {
        try (SiteDatabase database = TestSite.inMemory()) {
            assertThat(SiteMigrations.isCurrent(database)).isFalse();
            SiteMigrations.migrate(database);
            var history = TestSite.rows(database, "SELECT * FROM SUP_SCHEMA_HISTORY");

            SiteMigrations.migrate(database);

            assertThat(TestSite.rows(database, "SELECT * FROM SUP_SCHEMA_HISTORY"))
                    .isEqualTo(history);
            assertThat(SiteMigrations.isCurrent(database)).isTrue();
        }
    }

    /** A kill may come before the new scripts are noted as run to their end. */
    @Test
    void whoeverChangesASchemaForgetsWhatMadeItFirst() {
        try (SiteDatabase database = TestSite.inMemory()) {
            SiteMigrations.migrate(database);
            assertThat(SiteMigrations.isSettled(database)).isTrue();
            database.jdbc().update("UPDATE SUP_SCHEMA_HISTORY SET \"checksum\" = 1 WHERE \"script\" = 'R__views.sql'");
            database.jdbc().execute("CREATE TRIGGER KILL BEFORE UPDATE ON SUP_SCHEMA SIGNAL SQLSTATE '45000'");
            database.jdbc().execute("CREATE TRIGGER KILL2 BEFORE INSERT ON SUP_SCHEMA SIGNAL SQLSTATE '45000'");
            assertThatThrownBy(() -> SiteMigrations.migrate(database)).isInstanceOf(SupsyncException.class);
            assertThat(SiteMigrations.isSettled(database)).isFalse();
            assertThat(SiteMigrations.isCurrent(database)).as("by Flyway").isTrue();
        }
    }

    @Test
    void aNewerSchemaIsRefused() {
        try (SiteDatabase database = TestSite.inMemory()) {
            SiteMigrations.migrate(database);
            database.jdbc()
                    .update(
                            """
                            INSERT INTO "SUP_SCHEMA_HISTORY" ("installed_rank", "version", "description", "type", "script",
                                "checksum", "installed_by", "installed_on", "execution_time", "success")
                            VALUES (100, '99', 'of the future', 'SQL', 'V99__of_the_future.sql', 1, 'SA', NOW(), 1, TRUE)""");
            database.jdbc().update("UPDATE SUP_SCHEMA SET FINGERPRINT = 'of the future'");

            assertThatThrownBy(() -> SiteMigrations.migrate(database))
                    .isInstanceOfSatisfying(SupsyncException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.SITE_NEWER);
                        assertThat(e.code().code()).isEqualTo("SUP-3002");
                    })
                    .hasMessageContaining(database.name())
                    .hasMessageContaining("99");
            assertThatThrownBy(() -> SiteMigrations.isCurrent(database)).isInstanceOf(SupsyncException.class);
        }
    }

    @Test
    void aDatabaseOfAnotherSiteIsRefused() {
        try (SiteDatabase database = TestSite.inMemory()) {
            TestSite.prepare(database);

            assertThatThrownBy(() -> new SiteSetup(database)
                            .ensure(new dev.supsync.site.SiteIdentity("PS1", "Other", "primary", 1033)))
                    .isInstanceOfSatisfying(
                            SupsyncException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SITE_MISMATCH))
                    .hasMessageContaining("CS1")
                    .hasMessageContaining("PS1");
        }
    }

    /** Brings a database to what a script leaves, with Flyway's history and without the views. */
    private static void migrateTo(SiteDatabase database, String script) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:sql/hsqldb")
                .table("SUP_SCHEMA_HISTORY")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .repeatableSqlMigrationPrefix("none")
                .target(script.substring(1).replaceAll("\\D.*", ""))
                .load()
                .migrate();
    }

    private static List<String> scripts() {
        URL folder = Objects.requireNonNull(SiteMigrationsTests.class.getResource("/sql/hsqldb"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(f -> f.getFileName().toString().replace(".sql", ""))
                    .sorted(Comparator.comparing((String name) -> name.startsWith("R"))
                            .thenComparing(name ->
                                    name.substring(1).replaceAll("\\D.*", "").length())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        String path = "/sql/hsqldb/" + script + ".sql";
        try (InputStream in = Objects.requireNonNull(SiteMigrationsTests.class.getResourceAsStream(path))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)--.*$", "");
            Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .forEach(statements::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return statements;
    }
}
