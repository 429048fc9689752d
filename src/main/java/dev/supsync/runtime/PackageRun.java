package dev.supsync.runtime;

import dev.supsync.config.CatalogSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SoftwareUpdatePoint;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.offline.PackageFile;
import dev.supsync.offline.PackageImport;
import dev.supsync.replication.Applied;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.sync.RunPlan;
import dev.supsync.sync.SiteRun;
import dev.supsync.sync.StopSignal;
import dev.supsync.sync.SyncType;
import java.time.Clock;
import java.util.List;

/**
 * The synchronization of a site by a package: a run with its status messages, as one from a catalog. First the catalog of
 * its software update point, if supsync owns that, then the site database.
 */
final class PackageRun {

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;
    private final StopSignal stop;
    private final SiteDatabase database;
    private final SiteLease lease;
    private final PackageFile file;
    private final RunStore runs;
    private final JdbcSiteStore store;
    private final StatusMessages messages;
    private final String source;

    PackageRun(
            SupsyncSettings settings,
            SiteSettings site,
            Clock clock,
            StopSignal stop,
            SiteDatabase database,
            SiteLease lease,
            PackageFile file) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.stop = stop;
        this.database = database;
        this.lease = lease;
        this.file = file;
        this.runs = new RunStore(database);
        this.store = new JdbcSiteStore(database);
        this.source = "package of site " + file.summary().site();
        SoftwareUpdatePoint point = site.softwareUpdatePoint();
        this.messages =
                new StatusMessages(database, site.code().value(), point == null ? null : point.server(), source);
    }

    /** Runs to the end; a failure is the site's to remember, too. */
    Applied run() {
        // it brings a site to a state of another one: whatever it holds, nothing is left for a full run
        RunPlan plan = new RunPlan(
                SyncType.FULL, file.digest(), source + ", " + file.summary().packageId());
        SiteRun frame = SiteRun.begin(database, lease, plan, messages, clock, stop);
        try {
            SoftwareUpdatePoint point = site.softwareUpdatePoint();
            if (point != null && point.catalog() instanceof CatalogSettings.Managed) {
                write(() -> messages.write(
                        StatusMessage.SYNCHRONIZING_WSUS,
                        clock.instant(),
                        frame.before().contentVersion(),
                        null,
                        List.of()));
                new PackagePoint(settings, site, point, clock, stop).synchronize(file);
            }
            return new PackageImport(database, file, lease, clock, stop::check).run(() -> {
                int version = store.state().contentVersion();
                runs.end(frame.run().id(), RunResult.SUCCEEDED, false, version, null, clock.instant());
                messages.write(StatusMessage.DONE, clock.instant(), version, null, List.of(Integer.toString(version)));
            });
        } catch (RuntimeException e) {
            SupsyncException error = Reports.error(e);
            frame.fail(error, error.code() == ErrorCode.STOPPED, messages, source);
            throw e;
        }
    }

    private void write(Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
