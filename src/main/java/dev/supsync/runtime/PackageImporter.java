package dev.supsync.runtime;

import dev.supsync.config.PackageSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.PackageFile;
import dev.supsync.offline.PackageImport;
import dev.supsync.offline.Trust;
import dev.supsync.replication.Applied;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;

/** Imports packages into a site that has no connection to its source. */
public final class PackageImporter {

    private static final System.Logger LOG = System.getLogger(PackageImporter.class.getName());

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final StopSignal stop;
    private final Consumer<String> notes;

    /** @param notes takes what a person should know: sentences */
    public PackageImporter(
            SupsyncSettings settings, SiteSettings site, Clock clock, StopSignal stop, Consumer<String> notes) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.stop = stop;
        this.notes = notes;
    }

    /**
     * Verifies a package, and applies it, unless the site has it already.
     *
     * @param adopt whether a full package of another exporting site may take over
     * @param dryRun whether to look only
     * @throws SupsyncException if the package is refused, and nothing was changed then; or if something failed on the way, and
     *     the same package goes on from there
     */
    public PackageReport run(Path file, boolean adopt, boolean dryRun) {
        if (settings.tree().isBelowTop(site)) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The site " + site.code() + " gets its metadata from its parent " + site.parent()
                            + ": it imports no packages.",
                    "Name the top-level site of a hierarchy without a connection, or with --server an Internet-based"
                            + " software update point of this one.");
        }
        return run(file, opened -> dryRun ? lookAt(opened, adopt) : run(opened, adopt));
    }

    /**
     * As {@link #run(Path, boolean, boolean)}, for the catalog of one software update point alone: one that has no connection
     * to the site's active one. The site database only remembers it.
     *
     * @param server the software update point
     */
    public PackageReport runFor(String server, Path file, boolean adopt, boolean dryRun) {
        SoftwareUpdatePoint point = PackagePoint.find(site, server);
        return run(file, opened -> {
            try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
                boolean isDue = PackageImport.isDueFor(runtime.database(), point.server(), opened, adopt);
                if (isDue && !dryRun) {
                    new PackagePoint(settings, site, point, clock, stop).feed(runtime.database(), opened);
                }
                return new PackageReport(
                        site.code().value(),
                        opened.summary(),
                        isDue,
                        PackageReport.NOTHING,
                        opened.summary().contentVersion());
            }
        });
    }

    private PackageReport run(Path file, Function<PackageFile, PackageReport> work) {
        PackageSettings keys = settings.packages();
        Trust trust = Trust.of(keys.trustedKeys(), keys.revokedKeys(), keys.signatureRequired());
        long limit = settings.limits().exportSize().toBytes();
        try (PackageFile opened = PackageFile.open(file, trust, limit, settings.workDirectory())) {
            opened.notes().forEach(notes);
            return work.apply(opened);
        }
    }

    private PackageReport lookAt(PackageFile file, boolean adopt) {
        try (SiteRuntime runtime = SiteRuntime.ifSynchronized(site).orElseGet(() -> SiteRuntime.temporary(site))) {
            boolean isDue = PackageImport.isDue(runtime.database(), file, adopt);
            int version = new JdbcSiteStore(runtime.database()).state().contentVersion();
            Applied changes = isDue ? PackageImport.preview(runtime.database(), file) : PackageReport.NOTHING;
            return new PackageReport(
                    site.code().value(),
                    file.summary(),
                    isDue,
                    changes,
                    isDue ? file.summary().contentVersion() : version);
        }
    }

    private PackageReport run(PackageFile file, boolean adopt) {
        if (!SiteRuntime.exists(site)) {
            try (SiteRuntime empty = SiteRuntime.temporary(site)) {
                PackageImport.isDue(empty.database(), file, adopt); // what is refused makes no database
            }
        }
        try (SiteRuntime runtime = SiteRuntime.forWriting(site)) {
            Applied applied = PackageReport.NOTHING;
            boolean isDue;
            try (SiteLease lease = runtime.take(settings.lease(), stop::check)) {
                new SiteClock(runtime.database(), notes).aliveIfBelieved(clock.instant());
                isDue = PackageImport.isDue(runtime.database(), file, adopt);
                if (isDue) {
                    applied = new PackageRun(settings, site, clock, stop, runtime.database(), lease, file).run();
                }
            }
            followUp(runtime); // also what an import that was killed left out
            int version = new JdbcSiteStore(runtime.database()).state().contentVersion();
            return new PackageReport(site.code().value(), file.summary(), isDue, applied, version);
        }
    }

    /** What follows a synchronization: policy, child sites, further software update points. What fails is done again. */
    private void followUp(SiteRuntime runtime) {
        try {
            LoggedRun listener = new LoggedRun(SyncListener.SILENT, SiteLogs.of(settings, site, clock), clock);
            new FollowUp(settings, site, clock, listener, stop).run(runtime);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "what follows an import failed", e);
            notes.accept("Not everything that follows the import was done: " + e.getMessage());
        }
    }
}
