package dev.supsync.runtime;

import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.BackupFile;
import dev.supsync.site.jdbc.SiteBackup;
import dev.supsync.site.jdbc.SiteUrl;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;

/** Backs up the embedded database of a site, also one that the service has open and a synchronization writes. */
public final class Backups {

    private Backups() {}

    /**
     * A backup that was made.
     *
     * @param contentVersion of the site, in it
     */
    public record Backup(Path file, long bytes, long contentVersion) {}

    /**
     * Makes one.
     *
     * @param file an absolute path
     * @throws SupsyncException {@link ErrorCode#USAGE} if the site's database is on a server; {@link ErrorCode#SITE_BUSY} if a process
     *     has it open that shares it with nobody; {@link ErrorCode#SITE_UNPREPARED} if there is nothing to back up
     */
    public static Backup make(SiteSettings site, Path file, StopSignal stop) {
        DatabaseSettings settings = site.database();
        SiteUrl url = SiteUrl.of(settings.url());
        DatabaseFiles files = url.files().orElseThrow(() -> onServer(site, url));
        try (SiteRuntime runtime = SiteRuntime.forReading(site);
                BackupFile backup = BackupFile.begin(file)) {
            SiteBackup work = new SiteBackup(runtime.database(), files, time -> {
                stop.await(time);
                check(stop);
            });
            long version =
                    work.write(backup, settings.username(), settings.password().value());
            return new Backup(file, backup.size(), version);
        }
    }

    private static void check(StopSignal stop) {
        if (stop.requested()) {
            throw new SupsyncException(
                    ErrorCode.STOPPED,
                    "The backup was asked to stop; nothing is left of it.",
                    "Run the same command again.");
        }
    }

    private static SupsyncException onServer(SiteSettings site, SiteUrl url) {
        return new SupsyncException(
                ErrorCode.USAGE,
                "Site " + site.code() + " has no database of files: " + url.name()
                        + " is none that supsync opens by itself.",
                "Back it up where it runs: on SQL Server by BACKUP DATABASE, while the service runs.");
    }
}
