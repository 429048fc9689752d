package dev.supsync.cli;

import dev.supsync.cleanup.CleanupReport;
import dev.supsync.config.SiteSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.report.UpdateQuery;
import dev.supsync.report.UpdateRow;
import dev.supsync.runtime.Cleaner;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.sync.StopSignal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what has been expired for long. */
@Command(
        name = "cleanup",
        sortOptions = false,
        description = "Removes the updates of a site that have been expired for longer than cleanup.after says, what"
                + " nothing needs any more, and a site's old history. It never removes what is deployed, in an update"
                + " group, or held by an update that stays. It ends after 45 minutes; the next one goes on.")
final class CleanupCommand extends ReadingCommand implements Callable<Integer> {

    @Option(names = "--dry-run", description = "Only list what would be removed.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description = "Confirm the time: clean up although the clock is far ahead of when the site was last alive.")
    private boolean force;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    CleanupCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SiteSettings site = site();
        StopSignal stop = new StopSignal();
        Cleaner cleaner = new Cleaner(session().settings(), site, session().clock(), stop, session()::note);
        if (dryRun) {
            preview(site, cleaner);
            return 0;
        }
        try (StopHook hook = StopHook.install(session(), stop, ErrorCode.STOPPED::exitStatus)) {
            CleanupReport report = cleaner.run(force);
            CleanupPrinter printer = new CleanupPrinter(session(), format, false);
            int status = printer.end(report);
            printer.print(site, report);
            hook.ended(status);
            return status;
        }
    }

    private void preview(SiteSettings site, Cleaner cleaner) {
        try (SiteRuntime runtime = open()) {
            BitSet going = new BitSet();
            CleanupReport report = cleaner.preview(runtime, going::set);
            UpdateQuery query = new UpdateQuery(runtime.database());
            List<UpdateRow> first = new ArrayList<>();
            if (format == SyncRunner.Format.TABLE) {
                query.each(going, row -> {
                    first.add(row);
                    return first.size() < CleanupPrinter.SHOWN;
                });
            }
            new CleanupPrinter(session(), format, true)
                    .print(site, report, consumer -> query.each(going, consumer::take), first);
        }
    }
}
