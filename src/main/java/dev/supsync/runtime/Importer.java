package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.LimitSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lease.SiteLease;
import dev.supsync.sync.FullSync;
import dev.supsync.sync.ImportPicks;
import dev.supsync.sync.ImportReport;
import dev.supsync.sync.ImportTrial;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncOptions;
import dev.supsync.sync.SyncPlan;
import java.nio.file.Path;
import java.time.Clock;

/** Imports picked updates from a catalog file into a site. */
public final class Importer {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final SyncListener listener;
    private final StopSignal stop;

    public Importer(SupsyncSettings settings, SiteSettings site, Clock clock, SyncListener listener, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Imports, each pick by itself.
     *
     * @param file a catalog export
     * @throws dev.supsync.error.SupsyncException if the site or the catalog cannot be opened, or another run has the site
     */
    public ImportReport run(Path file, ImportPicks picks) {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = SiteLease.take(
                        runtime.database(),
                        settings.lease().timeout(),
                        settings.lease().heartbeat());
                Catalog catalog = open(file)) {
            LimitSettings limits = settings.limits();
            SyncOptions options = new SyncOptions(
                    limits.quarantine(),
                    limits.vanishedPercent(),
                    false,
                    limits.wsusWait(),
                    settings.lifecycle().rule());
            String server = file.toString();
            SyncPlan plan = new SyncPlan(catalog, settings.scope(), options, server, picks);
            return new FullSync(runtime.database(), lease, plan, clock, listener, stop).runImport();
        }
    }

    /** What {@link #run(Path, ImportPicks)} would do; writes nothing. */
    public ImportReport tryOut(Path file, ImportPicks picks) {
        try (SiteRuntime runtime = SiteRuntime.forReading(site);
                Catalog catalog = open(file)) {
            return new ImportTrial(runtime.database(), catalog, settings.scope(), stop).run(picks);
        }
    }

    private Catalog open(Path file) {
        Catalogs catalogs = new Catalogs(settings);
        Catalog catalog = Opening.await(() -> catalogs.open(new CatalogSettings.Export(file)), stop);
        Catalogs.warnings(catalog).forEach(listener::note);
        return catalog;
    }
}
