package dev.supsync.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The packaged program in a process of its own. */
final class JarProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 600;

    private final Process process;
    private final Path out;
    private final StringBuffer err = new StringBuffer();
    private final Thread reader;

    private JarProcess(Process process, Path out, String signal, CountDownLatch heard) {
        this.process = process;
        this.out = out;
        this.reader = new Thread(() -> listen(signal, heard));
        this.reader.start();
    }

    /** Runs it to its end. */
    static Program.Result run(Path folder, String... args) throws IOException {
        try (JarProcess jar = start(folder, "", new CountDownLatch(1), args)) {
            return jar.end();
        }
    }

    /** Starts it; the latch hears when its messages contain a text. */
    static JarProcess start(Path folder, String signal, CountDownLatch heard, String... args) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = builder(folder, args)
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createTempFile(folder, "in", ".txt").toFile()))
                .redirectOutput(out.toFile())
                .start();
        return new JarProcess(process, out, signal, heard);
    }

    static ProcessBuilder builder(Path folder, String... args) {
        String jar = Objects.requireNonNull(System.getProperty("supsync.jar"), "failsafe sets supsync.jar");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // it ends before the other compiler would pay
                "-XX:+UseSerialGC",
                "-jar",
                jar));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("SUPSYNC_") || name.startsWith("JAVA_"));
        return builder;
    }

    /** Asks it to end, as an operating system does. */
    void terminate() {
        process.toHandle().destroy(); // the streams stay open, for what it says on its way out
    }

    Program.Result end() throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end; it said: " + err);
            }
            reader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Program.Result(process.exitValue(), Files.readString(out), err.toString());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void listen(String signal, CountDownLatch heard) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                err.append(line).append('\n');
                if (line.contains(signal)) {
                    heard.countDown();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
