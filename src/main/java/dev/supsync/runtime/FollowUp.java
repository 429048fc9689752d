package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
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
import dev.supsync.hierarchy.Waiting;
import dev.supsync.lease.SiteLease;
import dev.supsync.replication.ReplicationSource;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What follows a synchronization that succeeded: the site's policy, its children, its further software update points. Each
 * is known by what it lacks, so that whatever was left out, by a failure or a kill, is done later.
 */
final class FollowUp {

    /** How often a parent looks how its children stand. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(500);

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

    /** Whether a synchronization of the site has succeeded: else there is nothing to be followed. */
    boolean isBegun(SiteDatabase database) {
        return new ChildLinks(database).newestRun() > 0;
    }

    /**
     * All that follows a run that has succeeded, for who waits for it. Where another process does it, that one is waited for.
     *
     * @return what became of the sites directly below: each that can be reached has a result
     * @throws SupsyncException if the site's database fails, and when it was asked to stop
     */
    List<Delivery> run(SiteRuntime runtime) {
        SiteDatabase database = runtime.database();
        writePolicy(runtime);
        long run = new ChildLinks(database).newestRun();
        List<Delivery> deliveries = bringDown(runtime, run);
        Waiting.await(
                        () -> runtime.takePoints(settings.lease()),
                        () -> OtherPoints.untried(database, points, run).isEmpty(),
                        stop,
                        listener::note)
                .ifPresent(lease -> synchronizePoints(database, lease));
        return deliveries;
    }

    private List<Delivery> bringDown(SiteRuntime runtime, long run) {
        SiteDatabase database = runtime.database();
        Map<String, Delivery> done = new HashMap<>();
        Waiting.await(
                        () -> runtime.takeChildren(settings.lease()),
                        () -> untried(database, run).isEmpty() && !hasFormer(database),
                        stop,
                        listener::note)
                .ifPresent(lease -> {
                    try (lease) {
                        awaitSettled(database);
                        deliver(database, lease, dueChildren(database)).forEach(d -> done.put(d.site(), d));
                    }
                });
        Map<String, ChildLink> links = links(database);
        return children.stream()
                .map(ChildSite::code)
                .map(code -> done.containsKey(code)
                        ? done.get(code)
                        : Delivery.ofOthers(links.getOrDefault(code, ChildLink.unknown(code)), run))
                .toList();
    }

    /** Another process may have begun with the site: what it publishes is what children are to have. */
    private void awaitSettled(SiteDatabase database) {
        while (!new ReplicationSource(database).isSettled()
                && SiteLease.holder(database).isPresent()) {
            stop.await(POLL);
            stop.check();
        }
    }

    /** The children that nobody has tried yet after a run. */
    private List<ChildSite> untried(SiteDatabase database, long run) {
        Map<String, ChildLink> links = links(database);
        return children.stream()
                .filter(child -> links.getOrDefault(child.code(), ChildLink.unknown(child.code()))
                                .triedRun()
                        < run)
                .toList();
    }

    /** Whether links stand to sites that are children no more. */
    boolean hasFormer(SiteDatabase database) {
        List<String> codes = children.stream().map(ChildSite::code).toList();
        return new ChildLinks(database).all().stream().anyMatch(link -> !codes.contains(link.site()));
    }

    /** What became of the children if none of them could be taken on. */
    List<Delivery> failed(SupsyncException error) {
        return children.stream()
                .map(child -> Delivery.failed(child.code(), error))
                .toList();
    }

    /** Whether all that follows the newest run was done, or tried, or cannot be: for who waits for a service. */
    boolean isOver(SiteDatabase database) {
        long run = new ChildLinks(database).newestRun();
        return untried(database, run).isEmpty()
                        && OtherPoints.untried(database, points, run).isEmpty()
                || new RunStore(database)
                        .lastStarted()
                        .filter(last -> last.result() == RunResult.FAILED)
                        .isPresent();
    }

    /** Brings children up to date, under the lease of that. */
    private List<Delivery> deliver(SiteDatabase database, SiteLease lease, List<ChildSite> due) {
        return deliver(database, lease, due, delivery -> {});
    }

    /**
     * The same.
     *
     * @param each hears of each result at once
     */
    List<Delivery> deliver(SiteDatabase database, SiteLease lease, List<ChildSite> due, Consumer<Delivery> each) {
        new ChildLinks(database)
                .keepOnly(lease, children.stream().map(ChildSite::code).toList());
        List<Delivery> deliveries = replication(database, lease).run(due, each);
        tell(deliveries);
        return deliveries;
    }

    /**
     * Looks how children stand, under the lease of that.
     *
     * @param each hears of each child that has been looked at
     */
    void look(SiteDatabase database, SiteLease lease, List<ChildSite> some, Consumer<ChildSite> each) {
        tellFuture(database);
        replication(database, lease).look(some, each);
    }

    /** Takes the states of all sites below up, once more; those that were not reached are tried again at their time. */
    void collect(SiteDatabase database, SiteLease lease) {
        look(database, lease, unseen(database, Duration.ZERO), child -> {});
    }

    /** Synchronizes the further software update points that lack something, under the lease of that. */
    void synchronizePoints(SiteDatabase database, SiteLease lease) {
        try (lease) {
            int version = new JdbcSiteStore(database).state().contentVersion();
            new OtherPoints(
                            database,
                            lease,
                            site.code().value(),
                            settings.retry().after(),
                            clock,
                            listener,
                            stop)
                    .run(duePoints(database), new ChildLinks(database).newestRun(), version);
        }
    }

    List<PointCatalog> duePoints(SiteDatabase database) {
        return OtherPoints.due(database, points, settings.retry().after(), clock.instant());
    }

    /** Writes the policy if another one stands; a run that has the site at the moment leaves it to a later time. */
    void writePolicy(SiteRuntime runtime) {
        if (isPolicyDue(runtime.database())) {
            try (SiteLease lease = runtime.take(settings.lease(), stop::check)) {
                writePolicy(runtime.database(), lease);
            } catch (SupsyncException e) {
                if (e.code() != ErrorCode.SITE_BUSY) {
                    throw e;
                }
            }
        }
    }

    boolean isPolicyDue(SiteDatabase database) {
        return !new PolicyWriter(database, settings.policy().folder()).isSatisfied(policy);
    }

    /** Writes the policy if another one stands, under the lease of the run. */
    void writePolicy(SiteDatabase database, SiteLease run) {
        if (isPolicyDue(database)) {
            database.inTransaction(() -> {
                run.verify();
                new PolicyWriter(database, settings.policy().folder()).write(policy, clock.instant());
                return true;
            });
        }
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

    private void tell(List<Delivery> deliveries) {
        String told = deliveries.stream()
                .filter(d -> d.result() == RunResult.SUCCEEDED)
                .map(Delivery::site)
                .collect(Collectors.joining(", "));
        if (!told.isEmpty()) {
            listener.line("Sending sync notification to child site(s): " + told);
        }
    }

    /** Those that lack something, and may be tried now. A site that failed sends nothing down. */
    List<ChildSite> dueChildren(SiteDatabase database) {
        if (children.isEmpty() || !new ReplicationSource(database).isSettled()) {
            return List.of();
        }
        long run = new ChildLinks(database).newestRun();
        Map<String, ChildLink> links = links(database);
        Instant now = clock.instant();
        return children.stream()
                .filter(child -> links.getOrDefault(child.code(), ChildLink.unknown(child.code()))
                        .isDue(run, now))
                .toList();
    }

    private static Map<String, ChildLink> links(SiteDatabase database) {
        return new ChildLinks(database).all().stream().collect(Collectors.toMap(ChildLink::site, Function.identity()));
    }

    /** Those that nobody has looked at for a while, and are not being waited for. */
    List<ChildSite> unseen(SiteDatabase database) {
        return unseen(database, LOOK);
    }

    /** Those that were not looked at for so long, and are not being waited for. */
    private List<ChildSite> unseen(SiteDatabase database, Duration time) {
        if (children.isEmpty()) {
            return List.of();
        }
        Map<String, ChildLink> known = links(database);
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
