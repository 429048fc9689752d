package dev.supsync.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own: its jar as it is unpacked. */
final class Program {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path folder;
    private int runs;

    /**
     * @param folder where it is started, and where its output is kept
     */
    Program(Path folder) {
        this.folder = folder;
    }

    /** What one run left. */
    record Result(int exit, String out, String err) {}

    /** Runs to the end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).waitFor();
    }

    /** Starts and returns at once. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Layout.command());
        command.addAll(List.of(arguments));
        int number = ++runs;
        Path out = folder.resolve("out-" + number + ".txt");
        Path err = folder.resolve("err-" + number + ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        return new Running(process, out, err);
    }

    /** A process under way. */
    record Running(Process process, Path out, Path err) {

        Result waitFor() throws IOException, InterruptedException {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the program did not end: " + Files.readString(err));
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }

        /** SIGKILL after a time, unless it has ended by itself; returns whether it was killed. */
        boolean killAfter(long millis) throws InterruptedException {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
            process.destroyForcibly().waitFor();
            return true;
        }
    }
}
