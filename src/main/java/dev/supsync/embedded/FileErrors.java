package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the failures of files mean to a person, HSQLDB's and those that supsync keeps beside them. */
public final class FileErrors {

    /** The file could not be extended: by a full disk, long before HSQLDB's own limit of 64 GB. */
    private static final int FILE_FULL = -468;

    // org.hsqldb.error.ErrorCode: reading or writing a file, the data, anything, the backup, the log
    private static final Set<Integer> FILE_FAULTS = Set.of(-452, -466, -467, -470, -472);

    /** What the JVM says of a mapped file that the disk has no room for, or cannot read. */
    private static final String UNMAPPED = "unsafe memory access";

    private FileErrors() {}

    /** What tells of a full disk by its words, of an exception and its causes; empty if none does. */
    public static Optional<Throwable> noSpace(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            boolean isFull = cause instanceof SQLException sql && sql.getErrorCode() == FILE_FULL;
            boolean isOfFiles = cause instanceof IOException || cause instanceof SQLException;
            boolean isUnmapped = (isOfFiles || cause instanceof InternalError)
                    && String.valueOf(cause.getMessage()).contains(UNMAPPED);
            if (isFull || isUnmapped || (isOfFiles && FileFault.isNoSpace(cause))) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /**
     * The same; where no words tell of a full disk, what tells of any fault of the files while their disk has no room.
     *
     * @param file one of them, or what names them; null where there are none
     */
    public static Optional<Throwable> noSpace(Throwable failure, @Nullable Path file) {
        Optional<Throwable> told = noSpace(failure);
        if (told.isPresent() || file == null) {
            return told;
        }
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            boolean isOfFiles = cause instanceof IOException
                    || (cause instanceof SQLException sql && FILE_FAULTS.contains(sql.getErrorCode()));
            if (isOfFiles && FileFault.isNoSpace(cause, file)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    /**
     * The error of a file that cannot be written, or deleted.
     *
     * @param code what it is unless the disk is full
     * @param what "lock file data/CS1.supsync.lock"
     */
    static SupsyncException unwritable(ErrorCode code, String what, Path file, IOException e) {
        if (noSpace(e, file).isPresent()) {
            return new SupsyncException(
                    ErrorCode.NO_SPACE,
                    "The " + what + " cannot be written: " + FileFault.reason(e) + ".",
                    "Make room, then run the same command again: it continues after the last committed chunk.",
                    e);
        }
        return new SupsyncException(
                code,
                "The " + what + " cannot be written: " + FileFault.reason(e) + ".",
                "Check that the folder can be written by the user who runs supsync.",
                e);
    }
}
