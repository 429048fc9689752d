package dev.supsync.config;

import dev.supsync.config.SoftwareUpdatePoint.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The software update points of a site.
 *
 * @param active the one that the site's clients use and its metadata comes from; null where the site has none
 * @param replicas further ones, in the order of the file, in which they are synchronized
 * @param internetBased the one for clients on the Internet; null where the site has none
 */
public record UpdatePoints(
        @Nullable SoftwareUpdatePoint active,
        List<SoftwareUpdatePoint> replicas,
        @Nullable SoftwareUpdatePoint internetBased) {

    /** A site without any. */
    public static final UpdatePoints NONE = new UpdatePoints(null, List.of(), null);

    public UpdatePoints {
        replicas = List.copyOf(replicas);
    }

    /** The active one alone. */
    public static UpdatePoints of(SoftwareUpdatePoint active) {
        return new UpdatePoints(active, List.of(), null);
    }

    /** All of them, the active one first, the Internet-based one last. */
    public List<SoftwareUpdatePoint> all() {
        List<SoftwareUpdatePoint> all = new ArrayList<>();
        if (active != null) {
            all.add(active);
        }
        all.addAll(replicas);
        if (internetBased != null) {
            all.add(internetBased);
        }
        return all;
    }

    /** The replica of this name, in any case; empty if there is none. */
    public Optional<SoftwareUpdatePoint> replica(String server) {
        return replicas.stream()
                .filter(point -> point.server().equalsIgnoreCase(server))
                .findFirst();
    }

    /**
     * The same points with a replica as the active one: the one that was active becomes the first replica, and what its
     * catalog was synchronized from is the new one's source.
     *
     * @throws IllegalArgumentException if that cannot be, with the reason as a sentence
     */
    public UpdatePoints promote(SoftwareUpdatePoint replica) {
        if (active == null) {
            throw new IllegalArgumentException("The site has no active software update point.");
        }
        if (replica.state() == State.INACTIVE) {
            throw new IllegalArgumentException(
                    replica.server() + " is inactive, so that its catalog is not up to date.");
        }
        if (active.catalog() instanceof CatalogSettings.Export) {
            throw new IllegalArgumentException(
                    "The catalog of " + active.server() + " is an export, which cannot become a replica.");
        }
        List<SoftwareUpdatePoint> others = new ArrayList<>();
        others.add(active.with(source(active.catalog(), new CatalogSettings.Source.Upstream())));
        replicas.stream().filter(point -> point != replica).forEach(others::add);
        CatalogSettings.Source source = active.catalog() instanceof CatalogSettings.Managed managed
                ? managed.source()
                : new CatalogSettings.Source.Upstream();
        return new UpdatePoints(replica.with(source(replica.catalog(), source)), others, internetBased);
    }

    private static CatalogSettings source(CatalogSettings catalog, CatalogSettings.Source source) {
        return catalog instanceof CatalogSettings.Managed managed
                ? new CatalogSettings.Managed(managed.database(), source)
                : catalog;
    }
}
