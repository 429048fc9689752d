package dev.supsync.cli;

import dev.supsync.service.SiteResult;
import dev.supsync.status.RunError;
import dev.supsync.sync.SyncReport;
import java.util.List;

/** Prints the report of a run, and its error to the messages. */
final class SyncPrinter {

    private SyncPrinter() {}

    static void print(Session session, SyncRunner.Format format, SyncReport report, List<SiteResult> children) {
        session.delivery().ran(report, children.stream().anyMatch(SiteResult::isFailure));
        switch (format) {
            case JSON -> SyncJson.print(session.terminal(), report, children);
            case TABLE -> SyncTable.print(session.terminal(), report, children);
        }
        RunError error = report.error();
        if (error != null) {
            Errors.print(session, error.code(), error.message(), error.remedy());
        }
        session.terminal().flush();
    }
}
