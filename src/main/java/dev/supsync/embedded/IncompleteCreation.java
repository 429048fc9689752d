package dev.supsync.embedded;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * HSQLDB writes a new database's properties before its script. A kill between the two leaves what it cannot open, and
 * nothing in it: that is cleared away, so that the next run creates the database anew.
 */
final class IncompleteCreation {

    private static final List<String> PROOFS = List.of(".script", ".data", ".backup");
    private static final List<String> LEFTOVERS =
            List.of(".properties", ".properties.new", ".log", ".script.new", ".data.new");

    /** What the properties say while a complete new script waits to take the place of the old one. */
    private static final String NEW_FILES = "modified=yes-new-files";

    private IncompleteCreation() {}

    /** Clears the leftovers of a database that was never there; whoever calls this holds the database's file lock. */
    static void clear(DatabaseFiles database) {
        if (PROOFS.stream().anyMatch(extension -> Files.exists(database.file(extension))) || hasNewScript(database)) {
            return;
        }
        for (String extension : LEFTOVERS) {
            try {
                Files.deleteIfExists(database.file(extension));
            } catch (IOException e) {
                throw new SupsyncException(
                        ErrorCode.SITE_UNREACHABLE,
                        "The file " + database.file(extension)
                                + " is left of a database whose creation was interrupted, and cannot be deleted: " + e
                                + ".",
                        "Delete it, then run the command again.",
                        e);
            }
        }
    }

    /** Whether HSQLDB will take a new script for the missing one; a half-written first one it does not, and fails. */
    private static boolean hasNewScript(DatabaseFiles database) {
        if (!Files.exists(database.file(".script.new"))) {
            return false;
        }
        try {
            return Files.readString(database.file(".properties"), StandardCharsets.ISO_8859_1)
                    .contains(NEW_FILES);
        } catch (IOException e) {
            return false; // without properties HSQLDB takes it for a new database
        }
    }
}
