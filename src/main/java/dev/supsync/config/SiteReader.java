package dev.supsync.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one site. */
final class SiteReader {

    private static final String EXPORT = "export";
    private static final String DATABASE = "database";
    private static final String CATALOG = "catalog";
    private static final String SOFTWARE_UPDATE_POINT = "software-update-point";

    private final SiteCode code;
    private final Section section;

    SiteReader(SiteCode code, Section section) {
        this.code = code;
        this.section = section;
    }

    Optional<SiteSettings> read() {
        String name = section.find("name", Converters.text()).orElse(code.value());
        SiteType type = section.find("type", Converters.choice(SiteType.class)).orElse(SiteType.PRIMARY);
        String language = section.find("language", Converters.language()).orElse("en");
        Optional<DatabaseSettings> database =
                section.requireSection(DATABASE).flatMap(below -> new DatabaseReader(below).read());
        SoftwareUpdatePoint point = section.section(SOFTWARE_UPDATE_POINT)
                .flatMap(SiteReader::point)
                .orElse(null);
        section.done();
        return database.map(settings -> site(name, type, language, settings, point));
    }

    private SiteSettings site(
            String name,
            SiteType type,
            String language,
            DatabaseSettings database,
            @Nullable SoftwareUpdatePoint point) {
        return new SiteSettings(code, name, type, language, database, point);
    }

    private static Optional<SoftwareUpdatePoint> point(Section section) {
        Optional<String> server = section.require("server", Converters.text());
        Optional<CatalogSettings> catalog = section.requireSection(CATALOG).flatMap(SiteReader::catalog);
        section.done();
        return server.flatMap(name -> catalog.map(settings -> new SoftwareUpdatePoint(name, settings)));
    }

    private static Optional<CatalogSettings> catalog(Section section) {
        if (!section.isBroken() && section.gives(EXPORT) == section.gives(DATABASE)) {
            section.mistake(
                    section.gives(EXPORT)
                            ? "export and database are both given; keep one"
                            : "expected export or database, found neither");
        }
        Optional<CatalogSettings> export =
                section.find(EXPORT, Locations.path(section.reading().folder())).map(CatalogSettings.Export::new);
        Optional<CatalogSettings> database = section.section(DATABASE)
                .flatMap(below -> new DatabaseReader(below).read())
                .map(CatalogSettings.Database::new);
        section.done();
        return export.isPresent() ? export : database;
    }
}
