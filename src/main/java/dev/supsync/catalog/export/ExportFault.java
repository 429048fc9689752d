package dev.supsync.catalog.export;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with an export as a whole: every message names the file. */
final class ExportFault {

    /** The command that writes what is read here. */
    static final String COMMAND = "wsusutil export package.cab export.log";

    private static final String AGAIN = "Copy the export again from where it came, or write it again: " + COMMAND + ".";

    private ExportFault() {}

    static SupsyncException damaged(Path file, String what, @Nullable Throwable cause) {
        return new SupsyncException(ErrorCode.CATALOG_DAMAGED, file + ": " + what, AGAIN, cause);
    }

    static SupsyncException damaged(Path file, String what) {
        return damaged(file, what, null);
    }

    /** What a copy that was cut short, or an export that found no more space, leaves: a record that the file does not hold. */
    static SupsyncException cutOff(Path file, long place, String how) {
        return damaged(
                file,
                "metadata.txt is cut off in its last record, at byte " + place + ": " + how
                        + ". Any number of records may be missing");
    }

    static SupsyncException unreachable(Path file, IOException cause) {
        return new SupsyncException(
                ErrorCode.CATALOG_UNREACHABLE,
                file + ": cannot be read (" + reason(cause) + ")",
                "Check that the file is there and that this account may read it.",
                cause);
    }

    static SupsyncException unsupported(Path file, String what, String remedy) {
        return new SupsyncException(ErrorCode.CATALOG_UNSUPPORTED, file + ": " + what, remedy);
    }

    /** A file of no bytes: what wsusutil leaves where a cabinet member would have 2 GB or more. */
    static SupsyncException zeroBytes(Path file, String name) {
        return new SupsyncException(
                ErrorCode.CATALOG_EMPTY,
                file + ": " + name + " has 0 bytes, expected an export; wsusutil leaves such a file when there is more"
                        + " metadata than the 2 GB that a cabinet holds",
                "Look into the log of the export. If WSUS holds too much for a cabinet, read its database instead, or"
                        + " clean up updates that are not needed and export again: " + COMMAND + ".");
    }

    static SupsyncException empty(Path file) {
        return new SupsyncException(
                ErrorCode.CATALOG_EMPTY,
                file + ": metadata.txt holds no record, expected at least one update",
                "Synchronize WSUS first, then export again: " + COMMAND + ".");
    }

    static SupsyncException changed(Path file) {
        return new SupsyncException(
                ErrorCode.CATALOG_CHANGED,
                file + ": the file was replaced or rewritten while it was read",
                "Start again when nothing writes to the export any more; copy a new one to a name of its own.");
    }

    static SupsyncException limit(Path file, long limit, String found) {
        return new SupsyncException(
                ErrorCode.CATALOG_LIMIT,
                file + ": the export has " + found + " when uncompressed, the limit is " + limit + " bytes",
                "If the file is what you expect, raise the limit of an export's size.");
    }

    /** Why a file could not be read. */
    static String reason(IOException e) {
        return FileFault.reason(e);
    }
}
