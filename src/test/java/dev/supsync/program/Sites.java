package dev.supsync.program;

import dev.supsync.samples.SampleCatalog;
import dev.supsync.samples.SampleSize;
import dev.supsync.site.ViewSnapshot;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.testing.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations and databases of sites that the program synchronizes. */
final class Sites {

    private Sites() {}

    /** Writes an export of so many updates. */
    static Path export(Path folder, int updates) throws IOException {
        SampleCatalog catalog = SampleCatalog.of(new SampleSize(updates, 3, 30, 400), 11);
        return catalog.export().writeFolder(folder, catalog);
    }

    /** Writes a configuration of one site with an embedded database {@code data/CS1} beside it. */
    static Path configuration(Path folder, Path export) throws IOException {
        Path file = folder.resolve("supsync.yml");
        Files.writeString(
                file,
                """
                supsync:
                  sites:
                    CS1:
                      name: Contoso central site
                      type: central
                      database: {url: "jdbc:hsqldb:file:data/CS1", username: sa, password: ""}
                      software-update-point:
                        server: sup1.contoso.example
                        catalog:
                          export: "%s"
                  scope:
                    products: [Microsoft]
                    classifications: [Security Updates, Critical Updates, Updates, Drivers]
                    languages: [en, de]
                """
                        .formatted(export));
        return file;
    }

    /** All views of the database of a configuration's folder. */
    static Map<String, List<String>> views(Path folder) {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data/CS1"), "sa", "")) {
            return ViewSnapshot.of(database);
        }
    }

    /** One number of that database. */
    static long number(Path folder, String sql) {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + folder.resolve("data/CS1"), "sa", "")) {
            return Query.number(database, sql);
        }
    }
}
