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
import dev.supsync.site.SiteState;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.Run;
import dev.supsync.status.RunResult;
import dev.supsync.status.RunStore;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.sync.SiteRun;
import dev.supsync.sync.StopSignal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The synchronization of a site by a package: a run with its status messages, as one from a catalog. First the catalog of
 * its software update point, if supsync owns that, then the site database.
 */
final class PackageRun {

    /** A package brings a site to a state of another one: whatever it holds, nothing is left for a full run. */
    private static final String TYPE = "FULL";

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
        SiteState before = store.state();
        Run run = startOrContinue(before);
        try {
            write(() -> messages.write(
                    StatusMessage.STARTED, clock.instant(), before.contentVersion(), null, List.of(TYPE)));
            SoftwareUpdatePoint point = site.softwareUpdatePoint();
            if (point != null && point.catalog() instanceof CatalogSettings.Managed) {
                write(() -> messages.write(
                        StatusMessage.SYNCHRONIZING_WSUS, clock.instant(), before.contentVersion(), null, List.of()));
                new PackagePoint(settings, site, point, clock, stop).synchronize(file);
            }
            return new PackageImport(database, file, lease, clock, stop::check).run(() -> {
                int version = store.state().contentVersion();
                runs.end(run.id(), RunResult.SUCCEEDED, false, version, null, clock.instant());
                messages.write(StatusMessage.DONE, clock.instant(), version, null, List.of(Integer.toString(version)));
            });
        } catch (RuntimeException e) {
            SupsyncException error = Reports.error(e);
            new SiteRun(database, lease, before, run, clock, stop)
                    .fail(error, error.code() == ErrorCode.STOPPED, messages, source);
            throw e;
        }
    }

    private Run startOrContinue(SiteState before) {
        Optional<Run> open = runs.lastStarted().filter(Run::open);
        if (open.isPresent() && open.get().plan().equals(file.digest())) {
            runs.resume(open.get().id());
            return open.get();
        }
        open.ifPresent(run -> runs.abandon(run.id()));
        String plan = source + ", " + file.summary().packageId();
        return runs.start(TYPE, file.digest(), plan, clock.instant(), before.nextCiId(), store.countListed());
    }

    private void write(Runnable work) {
        database.inTransaction(() -> {
            lease.verify();
            work.run();
            return true;
        });
    }
}
