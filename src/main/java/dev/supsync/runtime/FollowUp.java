package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.ChildLink;
import dev.supsync.hierarchy.ChildLinks;
import dev.supsync.hierarchy.ChildReplication;
import dev.supsync.hierarchy.ChildSite;
import dev.supsync.hierarchy.Delivery;
import dev.supsync.hierarchy.OtherPoints;
import dev.supsync.hierarchy.Parent;
import dev.supsync.hierarchy.PointCatalog;
import dev.supsync.hierarchy.Policy;
import dev.supsync.hierarchy.PolicyWriter;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What follows a synchronization that succeeded: the site's policy, its children, its further software update points. Each
 * is known by what it lacks, so that whatever was left out, by a failure or a kill, is done later.
 */
final class FollowUp {

    /** How often a parent looks how its children stand. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final LoggedRun listener;
    private final StopSignal stop;
    private final Policy policy;
    private final List<ChildSite> children;
    private final List<PointCatalog> points;

    FollowUp(SupsyncSettings settings, SiteSettings site, Clock clock, LoggedRun listener, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
        this.policy = Policies.of(settings, site);
        this.children = new Children(settings, clock).of(site);
        this.points = new Points(settings, clock).others(site);
    }

    /** Whether something is to be done now; a few short queries. */
    boolean isDue(SiteDatabase database) {
        return isBegun(database)
                && (!new PolicyWriter(database, settings.policy().folder()).isSatisfied(policy)
                        || !dueChildren(database, false).isEmpty()
                        || !unseen(database, LOOK).isEmpty()
                        || !OtherPoints.due(database, points, settings.retry().after(), clock.instant())
                                .isEmpty());
    }

    /** A site that never succeeded has nothing to be followed; one in the middle of a run follows up at its end. */
    private static boolean isBegun(SiteDatabase database) {
        return new ChildLinks(database).newestRun() > 0
                && new RunStore(database)
                        .lastStarted()
                        .filter(run -> run.result() == null)
                        .isEmpty();
    }

    /** A site that failed sends nothing down: rows that it has not published could go along. */
    private static boolean isSettled(SiteDatabase database) {
        return new RunStore(database).isSettled();
    }

    /** After a run: everything, also what was tried a short time ago. */
    List<Delivery> run(SiteDatabase database, SiteLease lease) {
        return run(database, lease, true);
    }

    /** Between runs: what is due. */
    List<Delivery> runDue(SiteDatabase database, SiteLease lease) {
        if (!isBegun(database)) {
            return List.of();
        }
        tellFuture(database);
        ChildReplication replication = replication(database, lease);
        replication.look(unseen(database, LOOK));
        return run(database, lease, false);
    }

    private void tellFuture(SiteDatabase database) {
        Instant now = clock.instant();
        for (ChildLink link : new ChildLinks(database).all()) {
            if (link.isFromTheFuture(now)) {
                listener.note("The link to the child site " + link.site() + " is noted as checked at "
                        + link.checkedAt() + ", which is in the future: a clock was ahead. It is looked at now.");
            }
        }
    }

    /** Takes the states of all sites below up, once more; those that were not reached are tried again at their time. */
    void collect(SiteDatabase database, SiteLease lease) {
        replication(database, lease).look(unseen(database, Duration.ZERO));
    }

    private List<Delivery> run(SiteDatabase database, SiteLease lease, boolean all) {
        PolicyWriter writer = new PolicyWriter(database, settings.policy().folder());
        if (!writer.isSatisfied(policy)) {
            database.inTransaction(() -> {
                lease.verify();
                writer.write(policy, clock.instant());
                return true;
            });
        }
        new ChildLinks(database)
                .keepOnly(lease, children.stream().map(ChildSite::code).toList());
        List<ChildSite> due = dueChildren(database, all);
        List<Delivery> deliveries = List.of();
        if (!due.isEmpty()) {
            deliveries = replication(database, lease).run(due);
            tell(deliveries);
        }
        // below the top they were part of the run itself: one that failed there waits for its time
        boolean anew = all && !settings.tree().isBelowTop(site);
        List<PointCatalog> others =
                OtherPoints.due(database, points, settings.retry().after(), anew ? Instant.MAX : clock.instant());
        int version = new JdbcSiteStore(database).state().contentVersion();
        new OtherPoints(database, lease, site.code().value(), settings.retry().after(), clock, listener, stop)
                .run(others, new ChildLinks(database).newestRun(), version);
        return deliveries;
    }

    private void tell(List<Delivery> deliveries) {
        String told = deliveries.stream()
                .filter(d -> d.result() == RunResult.SUCCEEDED)
                .map(Delivery::site)
                .collect(Collectors.joining(", "));
        if (!told.isEmpty()) {
            listener.line("Sending sync notification to child site(s): " + told);
        }
    }

    private List<ChildSite> dueChildren(SiteDatabase database, boolean all) {
        if (children.isEmpty() || !isSettled(database)) {
            return List.of();
        }
        ChildLinks links = new ChildLinks(database);
        Map<String, ChildLink> known =
                links.all().stream().collect(Collectors.toMap(ChildLink::site, Function.identity()));
        long run = links.newestRun();
        Instant now = all ? Instant.MAX : clock.instant();
        return children.stream()
                .filter(child -> {
                    ChildLink link = known.get(child.code());
                    return link == null ? run > 0 : link.isDue(run, now);
                })
                .toList();
    }

    /** Those that were not looked at for so long, and are not being waited for. */
    private List<ChildSite> unseen(SiteDatabase database, Duration time) {
        if (children.isEmpty()) {
            return List.of();
        }
        Map<String, ChildLink> known =
                new ChildLinks(database).all().stream().collect(Collectors.toMap(ChildLink::site, Function.identity()));
        Instant now = clock.instant();
        return children.stream()
                .filter(child -> {
                    ChildLink link = known.get(child.code());
                    return link != null && link.isUnseen(time, now);
                })
                .toList();
    }

    private ChildReplication replication(SiteDatabase database, SiteLease lease) {
        return new ChildReplication(
                new Parent(database, lease, site.code().value(), clock, listener),
                settings.limits().childWait(),
                stop);
    }
}
