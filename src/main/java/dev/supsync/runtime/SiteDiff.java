package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.hierarchy.ParentRequests;
import dev.supsync.lease.SiteLease;
import dev.supsync.replication.Difference;
import dev.supsync.replication.Replicator;
import dev.supsync.replication.Sent;
import dev.supsync.replication.SiteComparison;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.util.function.Consumer;

/** Compares two sites of a hierarchy, and sends a site what it lacks. */
public final class SiteDiff {

    private SiteDiff() {}

    /**
     * Tells what two sites do not have alike; changes nothing.
     *
     * @param deep whether all rows are compared, rather than digests
     * @param notes takes a sentence for each of the two that holds what it has not published
     */
    public static void compare(
            SiteSettings left,
            SiteSettings right,
            boolean deep,
            Consumer<String> notes,
            Consumer<Difference> consumer) {
        try (SiteRuntime one = SiteRuntime.forReading(left);
                SiteRuntime other = SiteRuntime.forReading(right)) {
            Unpublished.note(left, one.database()).ifPresent(notes);
            Unpublished.note(right, other.database()).ifPresent(notes);
            SiteComparison.compare(one.database(), other.database(), deep, consumer);
        }
    }

    /**
     * Compares all rows of a site with those of the site above it, sends it what differs, and leaves it a request, by which
     * it takes over the content version. Nobody synchronizes the site above meanwhile: its lease is held, too.
     *
     * @throws SupsyncException with USAGE if no site is above it, with SITE_BUSY while one of the two is synchronized, with
     *     SITE_UNPREPARED if the site above holds what it has not published
     */
    public static Sent repair(SupsyncSettings settings, SiteSettings site, Clock clock, StopSignal stop) {
        SiteSettings parent = settings.tree()
                .parent(site)
                .filter(p -> settings.tree().isBelowTop(site))
                .orElseThrow(() -> new SupsyncException(
                        ErrorCode.USAGE,
                        "The site " + site.code() + " has no site above it that it could be repaired from.",
                        "Name a site below " + settings.tree().top().code()
                                + "; the top-level site itself is repaired by \"sync full\"."));
        try (SiteRuntime from = SiteRuntime.forReading(parent);
                SiteLease above = from.take(settings.lease());
                SiteRuntime to = SiteRuntime.forWriting(site);
                SiteLease lease = to.take(settings.lease())) {
            from.database().inTransaction(() -> {
                above.verify();
                Unpublished.refuse(parent, from.database());
                return true;
            });
            Replicator replicator = new Replicator(from.database(), to.database(), lease, clock, stop::check);
            return replicator.repair(
                    () -> ParentRequests.leave(to.database(), parent.code().value(), clock.instant()));
        }
    }
}
