package dev.supsync.config;

import dev.supsync.config.ClientAddress.Accepts;
import dev.supsync.config.ClientAddress.Scheme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the software update points of one site. */
final class PointReader {

    static final String SINGLE = "software-update-point";
    static final String SEVERAL = "software-update-points";

    private static final String EXPORT = "export";
    private static final String DATABASE = "database";
    private static final String MANAGED = "managed";
    private static final String SOURCE = "source";
    private static final String CATALOG = "catalog";
    private static final String SCHEME = "scheme";

    /** What kind of software update point is read: their rules differ. */
    private enum Role {
        ACTIVE,
        REPLICA,
        INTERNET_BASED
    }

    private final Section site;
    private final SiteType type;

    PointReader(Section site, SiteType type) {
        this.site = site;
        this.type = type;
    }

    UpdatePoints read() {
        Optional<Section> single = site.section(SINGLE);
        Optional<Section> several = site.section(SEVERAL);
        if (single.isPresent() && several.isPresent()) {
            site.mistake(SEVERAL, SINGLE + " and " + SEVERAL + " are both given; keep one");
        }
        SoftwareUpdatePoint alone =
                single.flatMap(section -> point(section, Role.ACTIVE)).orElse(null);
        return several.map(this::points).orElseGet(() -> new UpdatePoints(alone, List.of(), null));
    }

    private UpdatePoints points(Section section) {
        SoftwareUpdatePoint active = section.requireSection("active")
                .flatMap(below -> point(below, Role.ACTIVE))
                .orElse(null);
        List<SoftwareUpdatePoint> replicas = section.sections("replicas").stream()
                .flatMap(below -> point(below, Role.REPLICA).stream())
                .toList();
        Optional<Section> internet = section.section("internet-based");
        if (internet.isPresent() && type == SiteType.SECONDARY) {
            section.mistake("internet-based", "a secondary site has no Internet-based software update point");
        }
        SoftwareUpdatePoint internetBased =
                internet.flatMap(below -> point(below, Role.INTERNET_BASED)).orElse(null);
        section.done();
        return new UpdatePoints(active, replicas, internetBased);
    }

    private Optional<SoftwareUpdatePoint> point(Section section, Role role) {
        Optional<String> server = section.require("server", Converters.text());
        SoftwareUpdatePoint.State state = role == Role.REPLICA
                ? section.find("state", Converters.choice(SoftwareUpdatePoint.State.class))
                        .orElse(SoftwareUpdatePoint.State.REPLICA)
                : SoftwareUpdatePoint.State.REPLICA;
        ClientAddress address = address(section, role, server.orElse(""));
        Optional<CatalogSettings> catalog = section.requireSection(CATALOG).flatMap(below -> catalog(below, role));
        section.done();
        return server.flatMap(name -> catalog.map(settings -> new SoftwareUpdatePoint(name, settings, state, address)));
    }

    private static ClientAddress address(Section section, Role role, String server) {
        boolean internet = role == Role.INTERNET_BASED;
        Accepts accepts = section.find("accepts", Converters.choice(Accepts.class))
                .orElse(internet ? Accepts.INTERNET : Accepts.INTRANET);
        Scheme scheme =
                section.find(SCHEME, Converters.choice(Scheme.class)).orElse(internet ? Scheme.HTTPS : Scheme.HTTP);
        if (internet && scheme != Scheme.HTTPS) {
            section.mistake(SCHEME, "an Internet-based software update point is reached by https only");
        }
        if (internet && accepts == Accepts.INTRANET) {
            section.mistake("accepts", "an Internet-based software update point accepts internet or all");
        }
        String host = section.find("host", Converters.text()).orElse(server);
        int port = section.find("port", Converters.number(1, 65_535)).orElse(scheme.port());
        return new ClientAddress(accepts, scheme, host, port);
    }

    private static Optional<CatalogSettings> catalog(Section section, Role role) {
        if (!section.isBroken() && section.gives(EXPORT) == section.gives(DATABASE)) {
            section.mistake(
                    section.gives(EXPORT)
                            ? "export and database are both given; keep one"
                            : "expected export or database, found neither");
        }
        Optional<CatalogSettings> export =
                section.find(EXPORT, Locations.path(section.reading().folder())).map(CatalogSettings.Export::new);
        if (export.isPresent() && role != Role.ACTIVE) {
            section.mistake(EXPORT, "only the active software update point of a site can be a catalog export");
        }
        boolean managed = section.find(MANAGED, Converters.trueOrFalse()).orElse(false);
        CatalogSettings.@Nullable Source source = source(section, managed);
        Optional<CatalogSettings> database = section.section(DATABASE)
                .flatMap(below -> new DatabaseReader(below).read())
                .map(settings -> managed
                        ? new CatalogSettings.Managed(
                                settings, source == null ? new CatalogSettings.Source.Upstream() : source)
                        : new CatalogSettings.Database(settings));
        if (managed && export.isPresent()) {
            section.mistake(
                    MANAGED, "a catalog export cannot be managed; give a database, and the export as its source");
        }
        section.done();
        return export.isPresent() ? export : database;
    }

    /** {@code source: none}, or {@code source: {export: FILE}}. */
    private static CatalogSettings.@Nullable Source source(Section section, boolean managed) {
        if (!section.gives(SOURCE)) {
            section.value(SOURCE);
            return null;
        }
        if (!managed) {
            section.mistake(SOURCE, "only a catalog that is managed has a source: add managed: true");
        }
        if (section.isText(SOURCE)) {
            return section.find(SOURCE, PointReader::none).orElse(null);
        }
        Optional<Section> below = section.section(SOURCE);
        CatalogSettings.@Nullable Source source = below.flatMap(
                        s -> s.require(EXPORT, Locations.path(s.reading().folder())))
                .map(CatalogSettings.Source.File::new)
                .orElse(null);
        below.ifPresent(Section::done);
        return source;
    }

    private static CatalogSettings.Source none(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals("none")) {
            return new CatalogSettings.Source.None();
        }
        throw new IllegalArgumentException("none, or a section with export");
    }
}
