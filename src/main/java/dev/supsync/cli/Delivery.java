package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.RunError;
import dev.supsync.sync.SyncReport;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Sees whether all that a command printed has arrived: what was lost is an error of its own. */
final class Delivery {

    private final Session session;
    private @Nullable String outcome;
    private OptionalInt ended = OptionalInt.empty();

    Delivery(Session session) {
        this.session = session;
    }

    /** What the command has done, should its report be lost: a sentence without a full stop. */
    synchronized void done(String sentence) {
        outcome = sentence + ", but its report ";
    }

    /** How a run went, should its report be lost. */
    synchronized void ran(SyncReport report, boolean childFailed) {
        RunError error = report.error();
        String status = " (status " + report.status() + (error == null ? "" : ", " + error.code()) + ")";
        switch (report.result()) {
            case SUCCEEDED -> done("The run succeeded" + status + (childFailed ? ", not at all sites below" : ""));
            case FAILED -> outcome = "The run failed" + status + ", and its report ";
            case REFUSED -> outcome = "The run was refused" + status + ", and its report ";
            case STOPPED -> outcome = "The run was stopped" + status + ", and its report ";
        }
    }

    /** Ends the output of a command, once; returns its exit status. A closed pipe, as behind {@code | head}, is no error. */
    synchronized int end(int status) {
        if (ended.isEmpty()) {
            ended = OptionalInt.of(status(status));
        }
        return ended.getAsInt();
    }

    private int status(int status) {
        Terminal terminal = session.terminal();
        String fault = terminal.out().fault();
        if (fault != null) {
            Errors.print(session, error(fault));
        }
        boolean lost = fault != null || terminal.err().fault() != null;
        return lost && status == 0 ? ErrorCode.OUTPUT_LOST.exitStatus() : status;
    }

    private SupsyncException error(String fault) {
        String lost = "could not be written to standard output: " + fault + ".";
        String sentence = outcome;
        return sentence == null
                ? new SupsyncException(
                        ErrorCode.OUTPUT_LOST,
                        "The results " + lost,
                        "What was written is not complete. Make room where standard output goes, then run the command"
                                + " again.")
                : new SupsyncException(
                        ErrorCode.OUTPUT_LOST,
                        sentence + lost,
                        "Make room where standard output goes. What the command has done stays done.");
    }
}
