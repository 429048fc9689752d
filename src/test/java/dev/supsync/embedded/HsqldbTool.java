package dev.supsync.embedded;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@link ForeignProgram} in a process of its own. */
public final class HsqldbTool implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final String first;

    private HsqldbTool(Process process) throws IOException {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.first = String.valueOf(output.readLine());
    }

    /**
     * Starts it; returns when it has opened the database or was refused.
     *
     * @param database the files, without ending
     */
    public static HsqldbTool open(Path database) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new HsqldbTool(new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dhsqldb.lockfile.poll.retries=1", // it looks once, and not for ten seconds
                        "-Dhsqldb.lockfile.poll.interval=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForeignProgram.class.getName(),
                        "jdbc:hsqldb:file:" + database)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Whether it has the database. */
    public boolean isOpen() {
        return first.equals("open");
    }

    /** What it said at first: "open", or "refused" with the number of the error and its text. */
    public String answer() {
        return first;
    }

    /** Executes a statement. */
    public void execute(String sql) throws IOException {
        input.write(sql);
        input.newLine();
        input.flush();
        String answer = output.readLine();
        if (!"done".equals(answer)) {
            throw new IllegalStateException(sql + ": " + answer);
        }
    }

    /** SIGKILL; returns when it is dead. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Kills it, unless it has ended. */
    @Override
    public void close() {
        kill();
    }
}
