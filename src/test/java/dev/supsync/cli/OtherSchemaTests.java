package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cli.Program.Result;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a site database were made by other scripts than this program's. */
class OtherSchemaTests {

    @TempDir
    Path folder;

    @Test
    void everyCommandRefusesThemAndChangesNoUpdate() throws IOException {
        SampleSite.write(folder, 50);
        Program program = new Program(folder);
        assertThat(program.run("sync", "full").status()).isZero();
        String url = "jdbc:hsqldb:file:" + folder.resolve("data/CS1");
        List<String> before;
        try (SiteDatabase database = SiteDatabase.open(url, "sa", "")) {
            database.jdbc().update("UPDATE SUP_SCHEMA_HISTORY SET \"checksum\" = 1 WHERE \"version\" = '1'");
            database.jdbc().update("UPDATE SUP_SCHEMA SET FINGERPRINT = 'of other scripts'");
            before = updates(database);
        }
        for (List<String> command : List.of(
                List.of("sync", "full"),
                List.of("sync", "delta"),
                List.of("status"),
                List.of("check"),
                List.of("updates"))) {
            Result result = program.run(command.toArray(String[]::new));
            assertThat(result.status()).as(command + ": " + result).isEqualTo(1);
            assertThat(result.err() + result.out())
                    .as(command.toString())
                    .contains("SUP-3011", "V1__site.sql differs from this program's", "name an empty database");
        }
        try (SiteDatabase database = SiteDatabase.open(url, "sa", "")) {
            assertThat(updates(database)).hasSizeGreaterThan(20).isEqualTo(before);
        }
    }

    private static List<String> updates(SiteDatabase database) {
        return database.jdbc()
                .queryForList("SELECT CI_ID || ' ' || CHANGE_NUMBER FROM SUP_UPDATE ORDER BY CI_ID", String.class);
    }
}
