package dev.supsync.runtime;

import dev.supsync.catalog.Catalog;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.ExportLog;
import dev.supsync.offline.ExportPlan;
import dev.supsync.offline.ExportedPackage;
import dev.supsync.offline.PackageWriter;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Exports packages of a site. It holds the site's lease meanwhile: no synchronization changes what it reads. */
public final class PackageExporter {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final StopSignal stop;

    public PackageExporter(SupsyncSettings settings, SiteSettings site, Clock clock, StopSignal stop) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * Writes a package.
     *
     * @return empty if there is nothing new for the recipient
     * @throws dev.supsync.error.SupsyncException if the site or its catalog cannot be opened or read, if another run has the
     *     site, or if the package cannot be written
     */
    public Optional<ExportedPackage> run(Path output, String recipient, ExportPlan.Extent extent) {
        SoftwareUpdatePoint point = Catalogs.point(site);
        Set<String> languages = new HashSet<>(settings.scope().languages());
        languages.add("en");
        ExportPlan plan = new ExportPlan(
                output,
                recipient,
                extent,
                site.name(),
                languages,
                settings.packages().signingKey(),
                ExportPlan.VOLUME_SIZE,
                ExportPlan.PART_SIZE);
        Catalogs catalogs = new Catalogs(settings);
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = runtime.take(settings.lease(), stop::check);
                Catalog catalog = Opening.await(() -> catalogs.open(point.catalog()), stop)) {
            Unpublished.refuse(site, runtime.database());
            return new PackageWriter(runtime.database(), lease, catalog, plan, clock, stop::check).write();
        }
    }

    /** What was exported, and for whom; the newest first. */
    public List<ExportedPackage> list() {
        try (SiteRuntime runtime = SiteRuntime.forReading(site)) {
            return new ExportLog(runtime.database()).all();
        }
    }
}
