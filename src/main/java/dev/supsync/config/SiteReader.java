package dev.supsync.config;

import java.util.Locale;
import java.util.Optional;

/** Reads one site. */
final class SiteReader {

    static final String PARENT = "parent";

    private static final String DATABASE = "database";
    private static final String NONE = "none";

    private final SiteCode code;
    private final Section section;

    SiteReader(SiteCode code, Section section) {
        this.code = code;
        this.section = section;
    }

    /** The site; empty if it cannot be told what its database is. */
    Optional<SiteSettings> read() {
        String name = section.find("name", Converters.text()).orElse(code.value());
        SiteType type = section.find("type", Converters.choice(SiteType.class)).orElse(SiteType.PRIMARY);
        SiteCode parent = section.find(PARENT, Converters.siteCode()).orElse(null);
        boolean remote = section.find("remote", Converters.trueOrFalse()).orElse(false);
        String language = section.find("language", Converters.language()).orElse("en");
        boolean without = hasNoDatabase(type, remote);
        Optional<DatabaseSettings> database = without ? Optional.empty() : database();
        UpdatePoints points = new PointReader(section, type).read();
        section.done();
        return without || database.isPresent()
                ? Optional.of(
                        new SiteSettings(code, name, type, language, parent, remote, database.orElse(null), points))
                : Optional.empty();
    }

    private Optional<DatabaseSettings> database() {
        return section.requireSection(DATABASE).flatMap(below -> new DatabaseReader(below).read());
    }

    /** Whether it says so, or is another supsync's business. */
    private boolean hasNoDatabase(SiteType type, boolean remote) {
        if (section.isText(DATABASE)) {
            section.find(DATABASE, SiteReader::none);
            if (type != SiteType.SECONDARY && section.isSound(DATABASE)) {
                section.mistake(DATABASE, "only a secondary site can be without a site database");
            }
            return true;
        }
        return remote && !section.gives(DATABASE);
    }

    private static String none(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals(NONE)) {
            return NONE;
        }
        throw new IllegalArgumentException("none, or a section with url");
    }
}
