package dev.supsync.config;

import dev.supsync.config.CatalogSettings.Managed;
import dev.supsync.config.CatalogSettings.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether the sites make one hierarchy. Its mistakes stand where the site begins, or at the key that is wrong. */
final class TreeCheck {

    private final Section section;
    private final Map<SiteCode, Section> sections;
    private final Map<SiteCode, SiteSettings> sites;

    /**
     * @param sections of all sites, also of those that could not be read
     */
    TreeCheck(Section section, Map<SiteCode, Section> sections, Map<SiteCode, SiteSettings> sites) {
        this.section = section;
        this.sections = sections;
        this.sites = sites;
    }

    /** Adds the mistakes; returns what a person should know besides. */
    List<String> run() {
        sites.values().forEach(this::parent);
        if (sites.size() < sections.size() || !isTree()) {
            return List.of(); // the rest is only worth saying of sites that are all read
        }
        names();
        databases();
        SiteTree tree = new SiteTree(sites);
        List<String> warnings = new ArrayList<>();
        oneTop(tree);
        for (SiteSettings site : sites.values()) {
            catalogs(tree, site);
            sources(site);
            boolean hasNone = site.softwareUpdatePoint() == null && !site.remote();
            if (site.type() == SiteType.PRIMARY && hasNone && tree.isBelowTop(site)) {
                warnings.add("the primary site " + site.code() + " has no software update point: its metadata is"
                        + " replicated, but its clients are told nothing");
            }
        }
        return warnings;
    }

    private void parent(SiteSettings site) {
        SiteCode code = site.parent();
        if (code == null) {
            if (site.type() == SiteType.SECONDARY && sections.size() > 1) {
                mistake(site, "a secondary site has a parent; name it with parent");
            }
            return;
        }
        if (site.type() == SiteType.CENTRAL) {
            mistake(site, SiteReader.PARENT, "a central site has no parent");
            return;
        }
        if (!sections.containsKey(code)) {
            mistake(site, SiteReader.PARENT, "there is no site " + code + "; the sites are " + codes());
            return;
        }
        SiteSettings above = sites.get(code);
        if (above == null) {
            return;
        }
        if (above.type() == SiteType.SECONDARY) {
            mistake(site, SiteReader.PARENT, "the site " + code + " is a secondary one, which has no sites below it");
        } else if (site.type() == SiteType.SECONDARY && above.type() == SiteType.CENTRAL) {
            mistake(site, SiteReader.PARENT, "a secondary site is below a primary one, and " + code + " is central");
        }
    }

    private boolean isTree() {
        if (section.reading().mistakes().any()) {
            return false;
        }
        List<SiteCode> roots = sites.values().stream()
                .filter(site -> site.parent() == null)
                .map(SiteSettings::code)
                .toList();
        for (SiteSettings site : sites.values()) {
            Set<SiteCode> way = new HashSet<>();
            @Nullable SiteSettings above = site;
            while (above != null && above.parent() != null) {
                if (!way.add(above.code())) {
                    mistake(site, SiteReader.PARENT, "the site is above itself: its parents run in a circle");
                    return false;
                }
                above = sites.get(above.parent());
            }
        }
        if (roots.size() > 1) {
            for (SiteCode root : roots.subList(1, roots.size())) {
                section(root)
                        .mistake("only one site can be without a parent, and " + roots.get(0) + " is; name the"
                                + " parent of " + root + ", or give it a configuration of its own");
            }
        }
        return roots.size() == 1;
    }

    /** Sites of the same height would each be the top. */
    private void oneTop(SiteTree tree) {
        SiteSettings top = tree.top();
        for (SiteSettings site : sites.values()) {
            if (site.softwareUpdatePoint() != null && site != top && !tree.isBelowTop(site)) {
                mistake(
                        site,
                        "the sites " + top.code() + " and " + site.code()
                                + " both are the highest with a software update"
                                + " point; give the site above them one");
            }
        }
    }

    /** Further points are synchronized from the active one; only what clients on the Internet use may go without. */
    private void sources(SiteSettings site) {
        for (SoftwareUpdatePoint replica : site.points().replicas()) {
            if (replica.catalog() instanceof Managed managed && !(managed.source() instanceof Source.Upstream)) {
                mistake(
                        site,
                        "the replica " + replica.server() + " has a source, but a replica is synchronized from the"
                                + " active software update point of its site; take source away");
            }
        }
        SoftwareUpdatePoint internet = site.points().internetBased();
        if (internet != null
                && internet.catalog() instanceof Managed managed
                && managed.source() instanceof Source.File) {
            mistake(
                    site,
                    "the Internet-based software update point " + internet.server() + " has an export as its source,"
                            + " but it is synchronized from the active one of its site; take source away, or give"
                            + " source: none");
        }
    }

    private void catalogs(SiteTree tree, SiteSettings site) {
        SoftwareUpdatePoint active = site.softwareUpdatePoint();
        if (active == null) {
            return;
        }
        boolean below = tree.isBelowTop(site);
        if (below && active.catalog() instanceof CatalogSettings.Export) {
            mistake(
                    site,
                    "its catalog is an export, but only the top-level site "
                            + tree.top().code() + " reads one;" + " give it a database");
        }
        if (active.catalog() instanceof Managed managed) {
            if (below && managed.source() instanceof Source.File) {
                mistake(
                        site,
                        "its catalog has an export as its source, but below the top-level site "
                                + tree.top().code() + " the source is the parent's software update point");
            }
            if (!below && managed.source() instanceof Source.Upstream) {
                mistake(
                        site,
                        "its catalog is managed, but has no source; give source: {export: FILE}, or source: none");
            }
        }
    }

    private void names() {
        Map<String, SiteCode> servers = new HashMap<>();
        for (SiteSettings site : sites.values()) {
            for (SoftwareUpdatePoint point : site.points().all()) {
                SiteCode first = servers.putIfAbsent(point.server().toLowerCase(Locale.ROOT), site.code());
                if (first != null) {
                    mistake(
                            site,
                            "the software update point " + point.server() + " is given twice, first at site " + first);
                }
            }
        }
    }

    private void databases() {
        Map<String, String> urls = new LinkedHashMap<>();
        for (SiteSettings site : sites.values()) {
            DatabaseSettings database = site.siteDatabase();
            if (database != null) {
                database(site, database, "the site database of " + site.code(), urls);
            }
            for (SoftwareUpdatePoint point : site.points().all()) {
                if (point.catalog() instanceof Managed managed) {
                    database(site, managed.database(), "the catalog of " + point.server(), urls);
                }
            }
        }
    }

    private void database(SiteSettings site, DatabaseSettings database, String whose, Map<String, String> urls) {
        String first = urls.putIfAbsent(database.url(), whose);
        if (first != null) {
            mistake(site, whose + " is the same database as " + first + "; each needs its own");
        }
    }

    private void mistake(SiteSettings site, String text) {
        section(site.code()).mistake(text);
    }

    private void mistake(SiteSettings site, String key, String text) {
        section(site.code()).mistake(key, text);
    }

    private Section section(SiteCode code) {
        Section found = sections.get(code);
        return found == null ? section : found;
    }

    private String codes() {
        return String.join(", ", sections.keySet().stream().map(SiteCode::value).toList());
    }
}
