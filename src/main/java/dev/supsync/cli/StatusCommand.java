package dev.supsync.cli;

import dev.supsync.config.SiteSettings;
import dev.supsync.report.MessageQuery;
import dev.supsync.report.SiteStatus;
import dev.supsync.report.StatusQuery;
import dev.supsync.runtime.HierarchyReport;
import dev.supsync.runtime.SiteRuntime;
import dev.supsync.runtime.Standing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a site stands. */
@Command(
        name = "status",
        sortOptions = false,
        description = "Shows the last runs of a site, its state and content version, what is in quarantine, and which"
                + " site and catalog it is.")
final class StatusCommand extends ReadingCommand implements Callable<Integer> {

    private static final int RUNS = 10;
    private static final int QUARANTINED = 1_000;

    @Option(names = "--messages", description = "The status messages of the site instead, the newest first.")
    private boolean messages;

    @Option(
            names = "--last",
            paramLabel = "NUMBER",
            converter = Values.Rows.class,
            description = "With --messages: how many of them; 50 if left out.")
    private int last = 50;

    @Option(names = "--hierarchy", description = "Every site of the hierarchy instead: state, version, lag and link.")
    private boolean hierarchy;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    StatusCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        if (messages) {
            return messages();
        }
        if (hierarchy) {
            return hierarchy();
        }
        SiteSettings site = site();
        Optional<SiteStatus> status = read(site);
        switch (format) {
            case JSON -> StatusJson.print(terminal(), site, status);
            case TABLE -> StatusTable.print(session(), site, status);
        }
        return 0;
    }

    private int messages() {
        List<MessageQuery.Message> found;
        try (SiteRuntime runtime = open()) {
            found = new MessageQuery(runtime.database()).last(last);
        }
        switch (format) {
            case JSON -> Messages.write(terminal(), found);
            case TABLE -> Messages.print(terminal(), found);
        }
        return 0;
    }

    private int hierarchy() {
        List<Standing> standings =
                HierarchyReport.read(session().settings(), session().clock());
        switch (format) {
            case JSON -> HierarchyPrinter.json(terminal(), standings);
            case TABLE -> HierarchyPrinter.table(session(), standings);
        }
        return 0;
    }

    private static Optional<SiteStatus> read(SiteSettings site) {
        Optional<SiteRuntime> open = SiteRuntime.ifSynchronized(site);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (SiteRuntime runtime = open.get()) {
            return Optional.of(new StatusQuery(runtime.database()).read(RUNS, QUARANTINED));
        }
    }
}
