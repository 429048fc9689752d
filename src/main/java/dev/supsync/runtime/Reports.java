package dev.supsync.runtime;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.status.RunError;
import dev.supsync.status.RunResult;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.Tally;
import dev.supsync.sync.SyncReport;
import dev.supsync.sync.SyncType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reports of runs that did not get to their start. */
public final class Reports {

    private Reports() {}

    /**
     * The report of an error before the run.
     *
     * @param type what was asked for
     * @param site empty while it is not known
     * @param contentVersion 0 while it is not known
     */
    public static SyncReport failed(
            SyncType type, String site, int contentVersion, SupsyncException error, Instant startedAt, Instant now) {
        return new SyncReport(
                site,
                type.name(),
                result(error.code()),
                StatusMessage.FAILED.id(),
                false,
                contentVersion,
                new Tally(),
                startedAt,
                Math.max(0, Duration.between(startedAt, now).toMillis()),
                RunError.of(error));
    }

    /** The error that an exception is to a person; a defect of supsync, if it is none that is foreseen. */
    public static SupsyncException error(Throwable failure) {
        return SupsyncException.of(failure);
    }

    /** The exit status of a command that ends with this report. */
    public static int exitStatus(SyncReport report) {
        @Nullable RunError error = report.error();
        return error == null ? 0 : exitStatus(error);
    }

    /** The exit status of a command that ends with this error. */
    public static int exitStatus(RunError error) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.code().equals(error.code())) {
                return code.exitStatus();
            }
        }
        return 1;
    }

    static RunResult result(ErrorCode code) {
        return switch (code) {
            case SITE_BUSY -> RunResult.REFUSED;
            case STOPPED -> RunResult.STOPPED;
            default -> RunResult.FAILED;
        };
    }
}
