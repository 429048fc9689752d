package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.scope.ScopeSettings;
import dev.supsync.sync.Preview;
import dev.supsync.sync.PreviewReport;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncOptions;
import dev.supsync.sync.SyncPlan;
import java.time.Clock;
import java.util.function.BiConsumer;

/** Finds out what a full synchronization of a site would do. Writes nothing, and takes no lease. */
public final class Previewer {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;

    public Previewer(SupsyncSettings settings, SiteSettings site, Clock clock, SyncListener listener, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Runs it.
     *
     * @param scope in place of the configured one
     * @param rule in place of the configured one
     * @param allowVanished as of a synchronization
     * @param result takes the report, and the site while it is open; an empty one if it was never synchronized
     * @throws dev.supsync.error.SupsyncException what the synchronization would fail with
     */
    public void run(
            ScopeSettings scope,
            SupersedenceRule rule,
            boolean allowVanished,
            BiConsumer<PreviewReport, SiteRuntime> result) {
        SoftwareUpdatePoint point = Catalogs.point(site);
        try (SiteRuntime runtime = SiteRuntime.ifSynchronized(site).orElseGet(() -> SiteRuntime.temporary(site));
                Catalog catalog = Opening.await(() -> new Catalogs(settings).open(point.catalog()), stop)) {
            Catalogs.warnings(catalog).forEach(listener::note);
            new SiteClock(runtime.database(), listener::note).mayAge(clock.instant());
            SyncOptions options = RunOptions.of(settings, rule, allowVanished);
            SyncPlan plan = new SyncPlan(catalog, scope, options, point.server());
            result.accept(new Preview(runtime.database(), plan, clock, listener, stop).run(), runtime);
        }
    }
}
