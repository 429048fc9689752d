package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.sql.SQLException;

/** What the failures of files mean to a person, HSQLDB's and those that supsync keeps beside them. */
public final class FileErrors {

    /** The file could not be extended: by a full disk, long before HSQLDB's own limit of 64 GB. */
    private static final int FILE_FULL = -468;

    private FileErrors() {}

    /** Whether an exception, without its causes, tells of a full disk. */
    public static boolean isNoSpace(Throwable failure) {
        if (failure instanceof SQLException sql && sql.getErrorCode() == FILE_FULL) {
            return true;
        }
        return (failure instanceof IOException || failure instanceof SQLException) && FileFault.isNoSpace(failure);
    }

    /** The error of a file that cannot be written: "lock file data/CS1.supsync.lock". */
    static SupsyncException unwritable(String what, IOException e) {
        if (isNoSpace(e)) {
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
