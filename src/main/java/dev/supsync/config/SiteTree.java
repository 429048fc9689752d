package dev.supsync.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the sites of a configuration stand to each other. */
public final class SiteTree {

    private final Map<SiteCode, SiteSettings> sites;
    private final Map<SiteCode, List<SiteSettings>> children = new LinkedHashMap<>();

    /**
     * @param sites whose parents are among them, without a cycle
     */
    SiteTree(Map<SiteCode, SiteSettings> sites) {
        this.sites = sites;
        for (SiteSettings site : sites.values()) {
            if (site.parent() != null) {
                children.computeIfAbsent(site.parent(), p -> new ArrayList<>()).add(site);
            }
        }
    }

    /** The sites directly below a site, in the order of the file. */
    public List<SiteSettings> children(SiteSettings site) {
        return Collections.unmodifiableList(children.getOrDefault(site.code(), List.of()));
    }

    /** The site directly above a site; empty for the root. */
    public Optional<SiteSettings> parent(SiteSettings site) {
        return Optional.ofNullable(site.parent()).map(sites::get);
    }

    /** All sites, each after its parent; siblings in the order of the file. */
    public List<SiteSettings> fromTheTop() {
        List<SiteSettings> order = new ArrayList<>();
        Deque<SiteSettings> waiting = new ArrayDeque<>(roots());
        while (!waiting.isEmpty()) {
            SiteSettings site = waiting.remove();
            order.add(site);
            waiting.addAll(children(site));
        }
        return order;
    }

    /**
     * The top-level site: the highest with an active software update point. It has the schedule and the scope. If no site
     * has one, the root.
     */
    public SiteSettings top() {
        List<SiteSettings> order = fromTheTop();
        return order.stream()
                .filter(site -> site.softwareUpdatePoint() != null)
                .findFirst()
                .orElse(order.get(0));
    }

    /** Whether a site gets its metadata from the site above it. */
    public boolean isBelowTop(SiteSettings site) {
        SiteSettings top = top();
        Optional<SiteSettings> above = parent(site);
        while (above.isPresent()) {
            if (above.get().code().equals(top.code())) {
                return true;
            }
            above = parent(above.get());
        }
        return false;
    }

    private Collection<SiteSettings> roots() {
        return sites.values().stream().filter(site -> site.parent() == null).toList();
    }
}
