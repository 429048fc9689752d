package dev.supsync.runtime;

import dev.supsync.error.Printable;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.sitelog.SiteLog;
import dev.supsync.sitelog.SyncLines;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.sync.SyncListener;
import dev.supsync.sync.SyncReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Tells a site's wsyncmgr.log what a run tells its listener, and how it began and ended. */
final class LoggedRun implements SyncListener {

    private final SyncListener listener;
    private final SiteLog log;
    private final SyncLines lines;

    LoggedRun(SyncListener listener, SiteLog log, Clock clock) {
        this.listener = listener;
        this.log = log;
        this.lines = new SyncLines(clock, log::line, log::line);
    }

    void begin() {
        log.line("Starting Sync");
    }

    /** A line of the log alone. */
    void line(String text) {
        log.line(text);
    }

    /** What children are told: the site's update source, and its content version. */
    void published(SiteDatabase database, SyncReport report) {
        if (report.result() == RunResult.SUCCEEDED) {
            database.translating(() -> database.jdbc()
                            .queryForList("SELECT UpdateSource_UniqueID FROM v_SoftwareUpdateSource", String.class))
                    .forEach(source ->
                            log.line("Set content version of update source {" + source.toUpperCase(Locale.ROOT)
                                    + "} for site " + report.site() + " to " + report.contentVersion()));
        }
    }

    void end(SyncReport report) {
        if (report.result() == RunResult.REFUSED) {
            return; // the log is another run's at present
        }
        RunError error = report.error();
        if (error != null) {
            log.line("Sync failed: " + Printable.sentence(error.message()) + " Error: " + error.code());
        }
        log.line("Sync time: " + SyncLines.duration(Duration.ofMillis(report.durationMillis())));
    }

    @Override
    public void phase(Phase phase) {
        lines.phase(phase);
        listener.phase(phase);
    }

    @Override
    public void progress(Phase phase, long done, long total) {
        lines.progress(phase, done, total);
        listener.progress(phase, done, total);
    }

    @Override
    public void note(String sentence) {
        lines.note(sentence);
        listener.note(sentence);
    }
}
