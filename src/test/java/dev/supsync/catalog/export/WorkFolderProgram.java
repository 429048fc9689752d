package dev.supsync.catalog.export;

import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.embedded.FileLease;
import dev.supsync.embedded.FilesKind;
import dev.supsync.error.SupsyncException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Another process for tests: makes a work folder ({@code folder PARENT}) or takes the lock of an embedded database ({@code lock
 * FILE}), says so, and ends with its input.
 */
public final class WorkFolderProgram {

    private WorkFolderProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[1]);
        if (arguments[0].equals("folder")) {
            try (WorkFolder folder = WorkFolder.create(path)) {
                System.out.println(folder.path());
                awaitEnd();
            }
            return;
        }
        try {
            FileLease.take(FilesKind.SITE, new DatabaseFiles(path));
            System.out.println("held");
            awaitEnd();
        } catch (SupsyncException e) {
            System.out.println("refused " + e.code());
        }
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // until the input ends
        }
    }

    /** Makes a work folder in another process. */
    public static Running start(Path parent) throws IOException {
        return new Running("folder", parent);
    }

    /** Tries to take the lock of a database in another process. */
    public static Running take(Path database) throws IOException {
        return new Running("lock", database);
    }

    /** That process, after it said its line. */
    public static final class Running implements AutoCloseable {

        private final Process process;
        private final String said;

        private Running(String what, Path path) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            WorkFolderProgram.class.getName(),
                            what,
                            path.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            said = String.valueOf(output.readLine());
        }

        public String said() {
            return said;
        }

        public Path path() {
            return Path.of(said);
        }

        public void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Ends it, and waits until it has ended. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }
    }
}
