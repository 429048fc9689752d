package dev.supsync.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of the site database names every table, view and column of a view, and no others. */
class SiteDatabasePageTests {

    private static final Pattern NAME = Pattern.compile("\\b(?:SUP_|v_|vSMS_|CI_)[A-Za-z_]+\\b");

    @Test
    void thePageNamesWhatTheDatabaseHolds() throws IOException {
        String page = Files.readString(Path.of("docs/reference/site-database.md"));
        try (SiteDatabase database = TestSite.inMemory()) {
            TestSite.prepare(database);
            Set<String> tables = new TreeSet<>(database.jdbc()
                    .queryForList(
                            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
                                    + " AND TABLE_NAME NOT LIKE 'BATCH%'",
                            String.class));
            Set<String> columns = new TreeSet<>(database.jdbc()
                    .queryForList(
                            "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'PUBLIC'",
                            String.class));
            Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            NAME.matcher(page).results().forEach(m -> named.add(m.group()));

            assertThat(named).containsAll(tables);
            named.removeIf(n -> tables.contains(n.toUpperCase(java.util.Locale.ROOT))
                    || columns.contains(n.toUpperCase(java.util.Locale.ROOT)));
            assertThat(named).as("names that the database does not have").isEmpty();
            for (String column : database.jdbc()
                    .queryForList(
                            "SELECT DISTINCT c.COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS c JOIN"
                                    + " INFORMATION_SCHEMA.VIEWS v ON v.TABLE_NAME = c.TABLE_NAME"
                                    + " WHERE c.TABLE_SCHEMA = 'PUBLIC' AND v.TABLE_SCHEMA = 'PUBLIC'",
                            String.class)) {
                assertThat(page).containsIgnoringCase(column);
            }
        }
    }
}
