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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HSQLDB commits every DDL statement by itself: a kill leaves the first ones done, and nothing that says so. */
class SiteMigrationsTests {

    private static final String TABLES =
            "SELECT TABLE_TYPE, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' ORDER BY 1, 2";

    static IntStream everyStatement() {
        return IntStream.rangeClosed(1, statements("V1__site").size());
    }

    @ParameterizedTest
    @MethodSource("everyStatement")
    void canBeRepeatedAfterAKillAtAnyStatement(int done) {
        try (SiteDatabase database = TestSite.inMemory();
                SiteDatabase undisturbed = TestSite.inMemory()) {
            statements("V1__site").subList(0, done).forEach(s -> database.jdbc().execute(s));

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
    void aSchemaOfOtherScriptsIsRefusedAndStaysAsItIs() {
        try (SiteDatabase database = TestSite.inMemory()) {
            SiteMigrations.migrate(database);
            database.jdbc().update("UPDATE SUP_SCHEMA_HISTORY SET \"checksum\" = 1 WHERE \"version\" = '1'");
            database.jdbc().update("UPDATE SUP_SCHEMA SET FINGERPRINT = 'of other scripts'");
            var history = TestSite.rows(database, "SELECT * FROM SUP_SCHEMA_HISTORY");

            for (Consumer<SiteDatabase> use :
                    List.<Consumer<SiteDatabase>>of(SiteMigrations::migrate, SiteMigrations::isCurrent)) {
                assertThatThrownBy(() -> use.accept(database))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.SITE_OTHER_SCHEMA))
                        .hasMessageContaining(database.name());
            }
            assertThat(TestSite.rows(database, "SELECT * FROM SUP_SCHEMA_HISTORY"))
                    .isEqualTo(history);
        }
    }

    /** A script that failed leaves a row that says so; the next version may bring a better one. */
    @Test
    void aLaterScriptThatFailedMayBeAnotherOneNow() {
        try (SiteDatabase database = TestSite.inMemory()) {
            SiteMigrations.migrate(database);
            database.jdbc()
                    .update(
                            "UPDATE SUP_SCHEMA_HISTORY SET \"checksum\" = 1, \"success\" = FALSE WHERE \"version\" = '2'");
            database.jdbc().update("UPDATE SUP_SCHEMA SET FINGERPRINT = 'before it'");

            SiteMigrations.migrate(database);

            assertThat(SiteMigrations.isSettled(database)).isTrue();
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
                .locations("classpath:" + SiteMigrations.FOLDER)
                .placeholders(SiteDialect.HSQLDB.placeholders())
                .table("SUP_SCHEMA_HISTORY")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .repeatableSqlMigrationPrefix("none")
                .target(script.substring(1).replaceAll("\\D.*", ""))
                .load()
                .migrate();
    }

    private static List<String> scripts() {
        URL folder = Objects.requireNonNull(SiteMigrationsTests.class.getResource("/" + SiteMigrations.FOLDER));
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
        String path = "/" + SiteMigrations.FOLDER + "/" + script + ".sql";
        try (InputStream in = Objects.requireNonNull(SiteMigrationsTests.class.getResourceAsStream(path))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> placeholder :
                    SiteDialect.HSQLDB.placeholders().entrySet()) {
                text = text.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
            }
            text = text.replaceAll("(?m)--.*$", "");
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
