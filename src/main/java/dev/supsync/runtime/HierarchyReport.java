package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SiteTree;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.ChildLink;
import dev.supsync.hierarchy.ChildLinks;
import dev.supsync.hierarchy.LinkStatus;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How every site of the hierarchy stands. Each database that can be reached is asked itself; of the others the sites above
 * tell what they last heard. Changes nothing.
 */
public final class HierarchyReport {

    private static final String STATE =
            "SELECT LAST_STATE FROM SUP_SYNC_STATUS WHERE VIA_SITE IS NULL AND SERVER_NAME = ?";

    private static final String LAST_MESSAGE = "SELECT MESSAGE_ID FROM SUP_STATUS_MESSAGE ORDER BY RECORD_ID DESC";

    private static final String HEARD =
            """
            SELECT SITE_CODE, SERVER_NAME, LAST_STATE FROM SUP_SYNC_STATUS
            WHERE SITE_CODE <> ? ORDER BY LAST_STATE_TIME""";

    private static final String PUBLICATIONS =
            "SELECT CONTENT_VERSION, PUBLISHED_AT FROM SUP_PUBLICATION ORDER BY CHANGE_NUMBER DESC";

    /** A site that is further behind than this is as far behind as this. */
    private static final int REMEMBERED = 1_000;

    /** A database server that cannot be reached says so after half a minute, when the login has timed out. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Duration ALTOGETHER = Duration.ofMinutes(2);
    private static final int AT_ONCE = 64;

    private final SupsyncSettings settings;
    private final SiteTree tree;
    private final Instant now;
    private final Duration patience;
    private final Map<String, Integer> states = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Map<String, RunError> errors = new HashMap<>();
    private final Map<String, ChildLink> links = new HashMap<>();
    private final Map<String, Instant> replicating = new HashMap<>();
    /** When the top-level site published each of its content versions. */
    private final NavigableMap<Integer, Instant> published = new TreeMap<>();

    private HierarchyReport(SupsyncSettings settings, Clock clock, Duration patience) {
        this.settings = settings;
        this.tree = settings.tree();
        this.now = clock.instant();
        this.patience = patience;
    }

    /** Every site behind the one above it. */
    public static List<Standing> read(SupsyncSettings settings, Clock clock) {
        return read(settings, clock, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long the server of one site may say nothing
     */
    static List<Standing> read(SupsyncSettings settings, Clock clock, Duration patience) {
        return new HierarchyReport(settings, clock, patience).read();
    }

    private List<Standing> read() {
        looks().forEach(this::add);
        List<Standing> standings = new ArrayList<>();
        add(tree.fromTheTop().get(0), 0, standings);
        return standings;
    }

    private void add(SiteSettings site, int depth, List<Standing> standings) {
        standings.add(standing(site, depth));
        tree.children(site).forEach(child -> add(child, depth + 1, standings));
    }

    private Standing standing(SiteSettings site, int depth) {
        String code = site.code().value();
        @Nullable ChildLink link = links.get(code);
        @Nullable Integer version = versions.get(code);
        if (version == null && link != null) {
            version = link.childVersion() == null ? link.contentVersion() : link.childVersion();
        }
        @Nullable Integer newest = versions.get(tree.top().code().value());
        boolean follows = tree.isBelowTop(site);
        @Nullable Integer lagVersions = follows ? null : Integer.valueOf(0);
        @Nullable Long lagSeconds = follows ? null : Long.valueOf(0);
        if (follows && newest != null && version != null) {
            lagVersions = Math.max(0, newest - version);
            lagSeconds = lag(version);
        }
        @Nullable RunError error = errors.get(code);
        return new Standing(
                code,
                site.parent() == null ? null : site.parent().value(),
                depth,
                states.get(code),
                version,
                lagVersions,
                lagSeconds,
                link == null ? null : link.status(),
                replicating.get(code),
                error == null && link != null && link.status() != LinkStatus.HEALTHY ? link.error() : error);
    }

    /** Since when the top-level site has had what a site of this version lacks. */
    private long lag(int version) {
        Map.@Nullable Entry<Integer, Instant> missed = published.higherEntry(version);
        return missed == null
                ? 0
                : Math.max(0, Duration.between(missed.getValue(), now).toSeconds());
    }

    /** What one site tells of itself, and of those below it. */
    private static final class Look {

        private final String site;
        private final Map<String, Integer> states = new HashMap<>();
        private final List<ChildLink> links = new ArrayList<>();
        private final Map<String, Instant> replicating = new HashMap<>();
        private final Map<Integer, Instant> published = new HashMap<>();
        private @Nullable Integer version;
        private @Nullable RunError error;

        Look(String site) {
            this.site = site;
        }

        static Look failed(SiteSettings site, SupsyncException error) {
            Look look = new Look(site.code().value());
            look.error = RunError.of(error);
            return look;
        }
    }

    /** From the top down. Embedded databases take memory of this process: of those there is one at a time. */
    private List<Look> looks() {
        List<SiteSettings> sites = tree.fromTheTop().stream()
                .filter(site -> site.siteDatabase() != null)
                .toList();
        List<SiteSettings> remote =
                sites.stream().filter(site -> SiteRuntime.file(site).isEmpty()).toList();
        Map<SiteSettings, Look> looks = new HashMap<>();
        List<Look> answers =
                new SideBySide<>(this::look, this::silent, this::unasked).ask(remote, AT_ONCE, patience, ALTOGETHER);
        for (int i = 0; i < remote.size(); i++) {
            looks.put(remote.get(i), answers.get(i));
        }
        return sites.stream()
                .map(site -> looks.containsKey(site) ? looks.get(site) : look(site))
                .toList();
    }

    private Look unasked(SiteSettings site) {
        return Look.failed(
                site,
                new SupsyncException(
                        ErrorCode.SITE_UNREACHABLE,
                        "The site " + site.code() + " was not asked: too many others did not answer.",
                        "Look after those first, then run the command again."));
    }

    private Look silent(SiteSettings site) {
        return Look.failed(
                site,
                new SupsyncException(
                        ErrorCode.SITE_UNREACHABLE,
                        "The site " + site.code() + " does not answer.",
                        "Look whether its database server works, and can be reached from here."));
    }

    private Look look(SiteSettings site) {
        Look look = new Look(site.code().value());
        try {
            SiteRuntime open = SiteRuntime.ifSynchronized(site).orElse(null);
            if (open != null) {
                try (open) {
                    look(site, open.database(), look);
                }
            }
            return look;
        } catch (RuntimeException | Error e) {
            return Look.failed(site, Reports.error(e));
        }
    }

    private void look(SiteSettings site, SiteDatabase database, Look look) {
        String code = site.code().value();
        ChildLinks links = new ChildLinks(database);
        look.links.addAll(links.all());
        look.replicating.putAll(links.underWay());
        database.each(
                HEARD,
                row -> {
                    if (isActive(row.getString("SITE_CODE"), row.getString("SERVER_NAME"))) {
                        look.states.put(row.getString("SITE_CODE"), row.getInt("LAST_STATE"));
                    }
                },
                code);
        state(Promotions.of(settings, site, database).site(site.code()).orElse(site), database)
                .forEach(state -> look.states.put(code, state));
        integers(database, "SELECT CONTENT_VERSION FROM SUP_SITE").forEach(version -> look.version = version);
        new RunStore(database)
                .lastStarted()
                .filter(run -> run.result() == RunResult.FAILED)
                .map(Run::error)
                .ifPresent(error -> look.error = error);
        if (site == tree.top()) {
            database.each(
                    PUBLICATIONS + database.first(REMEMBERED),
                    row -> look.published.merge(
                            row.getInt("CONTENT_VERSION"),
                            row.getObject("PUBLISHED_AT", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            (one, other) -> one.isBefore(other) ? one : other));
        }
    }

    /** What a site above heard is overwritten when the site itself could be asked. */
    private void add(Look look) {
        states.putAll(look.states);
        look.links.forEach(link -> links.put(link.site(), link));
        replicating.putAll(look.replicating);
        published.putAll(look.published);
        if (look.version != null) {
            versions.put(look.site, look.version);
        }
        if (look.error != null) {
            errors.put(look.site, look.error);
        }
    }

    /** A replica's state is not the site's. */
    private boolean isActive(String site, String server) {
        return settings.sites().values().stream()
                .filter(s -> s.code().value().equals(site))
                .map(SiteSettings::softwareUpdatePoint)
                .allMatch(point -> point == null || point.server().equalsIgnoreCase(server));
    }

    /** Of its active software update point; of a site without one, the last that its messages say. */
    private static List<Integer> state(SiteSettings site, SiteDatabase database) {
        return site.softwareUpdatePoint() == null
                ? integers(database, LAST_MESSAGE + database.first(1))
                : integers(database, STATE, site.softwareUpdatePoint().server());
    }

    private static List<Integer> integers(SiteDatabase database, String sql, Object... parameters) {
        return database.translating(() -> database.jdbc().queryForList(sql, Integer.class, parameters));
    }
}
