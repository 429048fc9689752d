package dev.supsync.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The command line, run in this process in a folder, with its streams caught. */
final class Program {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private final Clock clock;

    Program(Path folder) {
        this(folder, Clock.systemUTC());
    }

    Program(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What a command left behind. */
    record Result(int status, String out, String err) {}

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = status(out, err, args);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same with results that go elsewhere. */
    Result runInto(OutputStream results, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        return new Result(status(results, err, args), "", err.toString(StandardCharsets.UTF_8));
    }

    /** The same with results and messages that go elsewhere. */
    Result runInto(OutputStream results, OutputStream messages, String... args) {
        return new Result(status(results, messages, args), "", "");
    }

    private int status(OutputStream results, OutputStream messages, String... args) {
        Terminal terminal = new Terminal(Output.ofResults(results), Output.ofMessages(messages), false, false, false);
        Session session = new Session(terminal, environment, folder, clock);
        return CommandLineProgram.run(session, args);
    }
}
