package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.catalog.CatalogRecord;
import dev.supsync.catalog.Cursor;
import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedListener;
import dev.supsync.catalog.managed.ManagedReport;
import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.SiteDatabase;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                SiteLease lease = runtime.take(settings.lease(), stop::check);
                Catalog catalog = open(file)) {
            SyncOptions options = RunOptions.of(settings, false);
            SyncPlan plan = new SyncPlan(catalog, settings.scope(), options, file.toString(), picks);
            SoftwareUpdatePoint point = site.softwareUpdatePoint();
            if (point != null && point.catalog() instanceof CatalogSettings.Managed) {
                bring(runtime.database(), catalog, point, picks);
            }
            SiteClock siteClock = new SiteClock(runtime.database(), listener::note);
            siteClock.aliveIfBelieved(clock.instant());
            return new FullSync(runtime.database(), lease, plan, clock, listener, stop)
                    .ages(siteClock)
                    .runImport();
        }
    }

    /** What {@link #run(Path, ImportPicks)} would do; writes nothing. */
    public ImportReport tryOut(Path file, ImportPicks picks) {
        try (SiteRuntime runtime = SiteRuntime.forReading(site);
                Catalog catalog = open(file)) {
            return new ImportTrial(runtime.database(), catalog, settings.scope(), stop).run(picks);
        }
    }

    /** What the site imports, the catalog that its children read must hold, too; it comes first, so that it is never behind. */
    private void bring(SiteDatabase database, Catalog export, SoftwareUpdatePoint point, ImportPicks picks) {
        ImportReport trial = new ImportTrial(database, export, settings.scope(), stop).run(picks);
        Set<UpdateId> chosen = Stream.concat(trial.imported().stream(), trial.present().stream())
                .map(ImportReport.Item::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (chosen.isEmpty()) {
            return;
        }
        try (ManagedCatalog managed = new Catalogs(settings).managed(point, clock)) {
            ManagedReport report = managed.bring(export, chosen, needed(export, chosen), new ManagedListener() {
                @Override
                public boolean stopping() {
                    return stop.requested();
                }
            });
            if (report.stopped()) {
                stop.check();
            }
            Upkeep.tell(report, point.server(), listener);
        }
    }

    /** Children, prerequisites and categories, with all that they need in turn, as far as the export holds them. */
    private Set<UpdateId> needed(Catalog export, Set<UpdateId> chosen) {
        Set<UpdateId> all = new LinkedHashSet<>(chosen);
        Set<UpdateId> next = chosen;
        while (!next.isEmpty()) {
            stop.check();
            Set<UpdateId> targets = new LinkedHashSet<>();
            try (Cursor<CatalogRecord> cursor = export.lookup(next)) {
                for (CatalogRecord record = cursor.next(); record != null; record = cursor.next()) {
                    if (record instanceof CatalogRecord.RawRevision raw) {
                        targets.addAll(needs(raw));
                    }
                }
            }
            targets.removeIf(target -> !all.add(target));
            next = targets;
        }
        all.removeAll(chosen);
        return all;
    }

    private static List<UpdateId> needs(CatalogRecord.RawRevision raw) {
        try {
            return raw.parse().relations().stream()
                    .filter(relation -> !(relation instanceof Relation.Supersedes))
                    .map(Relation::target)
                    .toList();
        } catch (MetadataException e) {
            return List.of(); // whoever takes it over says what is wrong with it
        }
    }

    private Catalog open(Path file) {
        Catalogs catalogs = new Catalogs(settings);
        Catalog catalog = Opening.await(() -> catalogs.open(new CatalogSettings.Export(file)), stop);
        Catalogs.warnings(catalog).forEach(listener::note);
        return catalog;
    }
}
