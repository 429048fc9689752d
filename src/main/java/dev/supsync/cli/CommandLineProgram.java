package dev.supsync.cli;

import dev.supsync.error.SupsyncException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The program's commands, from arguments to an exit status. */
public final class CommandLineProgram {

    private CommandLineProgram() {}

    /** Runs one command of this process; returns its exit status. */
    public static int run(String... args) {
        Session session = Session.ofProcess();
        try {
            return run(session, new NativeText(Path.of("/proc/self")).arguments(args));
        } catch (SupsyncException e) {
            Errors.print(session, e);
            return session.delivery().end(e.code().exitStatus());
        }
    }

    static int run(Session session, String... args) {
        Errors errors = new Errors(session, args);
        CommandLine line = new CommandLine(new SupsyncCommand(session), new CommandFactory(session));
        line.setOut(new PrintWriter(session.terminal().out().printer(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(session.terminal().err().printer(), true, StandardCharsets.UTF_8));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(session.terminal().colored() ? Ansi.ON : Ansi.OFF));
        Values.register(line);
        line.setUsageHelpAutoWidth(session.terminal().isTerminal());
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        try {
            return session.delivery().end(line.execute(args));
        } finally {
            session.terminal().flush(); // an Error passes by everything that ends a command
        }
    }
}
