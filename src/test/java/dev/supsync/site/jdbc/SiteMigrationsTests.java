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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HSQLDB commits every DDL statement by itself: a kill leaves the first ones done, and nothing that says so. */
class SiteMigrationsTests {

    private static final String TABLES =
            "SELECT TABLE_TYPE, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' ORDER BY 1, 2";

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
            for (String earlier : scripts().subList(0, scripts().indexOf(script))) {
                statements(earlier).forEach(s -> database.jdbc().execute(s));
            }
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
