package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** What the failures of files mean to a person, HSQLDB's and those that supsync keeps beside them. */
public final class FileErrors {

    /** The file could not be extended: by a full disk, long before HSQLDB's own limit of 64 GB. */
    private static final int FILE_FULL = -468;

    private FileErrors() {}

    /** What tells of a full disk, of an exception and its causes; empty if none does. */
    public static Optional<Throwable> noSpace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isFull = cause instanceof SQLException sql && sql.getErrorCode() == FILE_FULL;
            boolean isOfFiles = cause instanceof IOException || cause instanceof SQLException;
            if (isFull || (isOfFiles && FileFault.isNoSpace(cause))) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /** The error of a file that cannot be written: "lock file data/CS1.supsync.lock". */
    static SupsyncException unwritable(String what, IOException e) {
        if (noSpace(e).isPresent()) {
            return new SupsyncException(
                    ErrorCode.NO_SPACE,
                    "The " + what + " cannot be written: " + FileFault.reason(e) + ".",
                    "Make room, then run the same command again: it continues after the last committed chunk.",
                    e);
        }
        return new SupsyncException(
                ErrorCode.SITE_UNREACHABLE,
                "The " + what + " cannot be written: " + FileFault.reason(e) + ".",
                "Check that the folder can be written by the user who runs supsync.",
                e);
    }
}
