package dev.supsync.cli;

import dev.supsync.report.RunHistory;
import dev.supsync.report.RunReport;
import dev.supsync.report.SiteStatus;
import dev.supsync.report.StatusQuery;
import dev.supsync.runtime.SiteRuntime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The runs of a site, and what they changed. */
@Command(
        name = "runs",
        sortOptions = false,
        description = "Lists the last runs of a site, the newest first.",
        subcommands = {RunsCommand.Show.class, RunsCommand.Diff.class})
final class RunsCommand extends ReadingCommand implements Callable<Integer> {

    @Option(
            names = "--last",
            paramLabel = "NUMBER",
            converter = Values.Rows.class,
            description = "How many of them: 20 if left out.")
    private int last = 20;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    RunsCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SiteStatus status;
        try (SiteRuntime runtime = open()) {
            status = new StatusQuery(runtime.database()).read(last, 0);
        }
        switch (format) {
            case JSON -> RunsJson.print(terminal(), status);
            case TABLE -> RunsTable.print(session(), status);
        }
        return 0;
    }

    /** One run. */
    @Command(
            name = "show",
            sortOptions = false,
            description = "Shows what a run counted and changed: per product and classification, and update by update.")
    static final class Show extends ReadingCommand implements Callable<Integer> {

        @Parameters(
                index = "0",
                paramLabel = "RUN",
                converter = Values.RunNumber.class,
                description = "The number of the run; \"runs\" lists them.")
        private long run;

        @Option(names = "--all", description = "In the table, every update; the first 20 of each kind if left out.")
        private boolean all;

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        Show(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            try (SiteRuntime runtime = open()) {
                RunHistory history = new RunHistory(runtime.database());
                RunReport report = history.report(run);
                SiteStatus status = new StatusQuery(runtime.database()).read(1, 0);
                switch (format) {
                    case JSON -> RunsJson.show(terminal(), status, report, history);
                    case TABLE -> RunsTable.show(session(), status, report, history, all);
                }
            }
            return 0;
        }
    }

    /** Two runs. */
    @Command(
            name = "diff",
            sortOptions = false,
            description = "Compares two runs: what they counted, side by side, and what changed from the end of the"
                    + " earlier one to the end of the later one.")
    static final class Diff extends ReadingCommand implements Callable<Integer> {

        @Parameters(
                index = "0",
                paramLabel = "RUN",
                converter = Values.RunNumber.class,
                description = "The number of a run; \"runs\" lists them.")
        private long one;

        @Parameters(
                index = "1",
                paramLabel = "RUN",
                converter = Values.RunNumber.class,
                description = "The number of another one.")
        private long other;

        @Option(names = "--all", description = "In the table, every update; the first 20 of each kind if left out.")
        private boolean all;

        @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
        private SyncRunner.Format format = SyncRunner.Format.TABLE;

        Diff(Session session) {
            super(session);
        }

        @Override
        public Integer call() {
            try (SiteRuntime runtime = open()) {
                RunHistory history = new RunHistory(runtime.database());
                RunReport from = history.report(Math.min(one, other));
                RunReport to = history.report(Math.max(one, other));
                SiteStatus status = new StatusQuery(runtime.database()).read(1, 0);
                switch (format) {
                    case JSON -> RunsJson.diff(terminal(), status, from, to, history);
                    case TABLE -> RunsTable.diff(session(), from, to, history, all);
                }
            }
            return 0;
        }
    }
}
