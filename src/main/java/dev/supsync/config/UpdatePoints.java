package dev.supsync.config;

import java.util.ArrayList;
import java.util.List;
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
}
