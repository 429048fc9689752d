package dev.supsync.embedded;

import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.file.Path;

/** Takes the lock of a database and holds it until its input ends, for tests with two processes. */
final class LeaseHolderProgram {

    private LeaseHolderProgram() {}

    public static void main(String[] arguments) throws IOException {
        try (FileLease lease = FileLease.take(FilesKind.SITE, new DatabaseFiles(Path.of(arguments[0])))) {
            System.out.println(lease == null ? "nothing" : "held");
            while (System.in.read() >= 0) {
                // until the input ends
            }
        } catch (SupsyncException e) {
            System.out.println("refused " + e.code() + " " + e.getMessage());
        }
    }
}
