package dev.supsync.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    static void clear(NamedFiles what, DatabaseFiles database) {
        if (PROOFS.stream().anyMatch(extension -> Files.exists(database.file(extension))) || hasNewScript(database)) {
            return;
        }
        for (String extension : LEFTOVERS) {
            Path file = database.file(extension);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw FileErrors.unwritable(
                        what.kind().unreachable(),
                        "file " + file + ", which is left of an interrupted creation of the " + what + ",",
                        file,
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
