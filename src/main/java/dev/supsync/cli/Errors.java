package dev.supsync.cli;

import dev.supsync.cli.Terminal.Style;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.runtime.Reports;
import dev.supsync.sync.SyncReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints errors: code and message, then what to do; never a stack trace, unless {@code --verbose} asks for it. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int LONGEST = 1_000;

    private final Session session;
    private final List<String> arguments;

    Errors(Session session, String[] arguments) {
        this.session = session;
        this.arguments = List.of(arguments);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        SupsyncException error = new SupsyncException(ErrorCode.USAGE, message(e), guess(e) + help(command), e);
        if (SyncRunner.reportsAtEveryExit(command) && asksForJson()) {
            Instant now = session.clock().instant();
            SyncReport report = Reports.failed(SyncRunner.type(command), "", 0, error, now, now);
            session.delivery().ran(report, false);
            SyncJson.print(session.terminal(), report);
        }
        print(session, error);
        return ErrorCode.USAGE.exitStatus();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult) {
        SupsyncException error = Reports.error(e);
        print(session, error);
        return error.code().exitStatus();
    }

    /** Prints an error to the messages. */
    static void print(Session session, SupsyncException error) {
        print(session, error.code().code(), error.getMessage(), error.remedy());
        if (session.verbose()) {
            printTrace(session, error);
        }
    }

    /** Prints where an error came from. */
    static void printTrace(Session session, SupsyncException error) {
        StringWriter trace = new StringWriter();
        Throwable cause = error.getCause();
        (cause == null ? error : cause).printStackTrace(new PrintWriter(trace));
        session.terminal().message(Text.secretless(trace.toString()));
    }

    /** Prints an error to the messages. */
    static void print(Session session, String code, String message, String remedy) {
        Terminal terminal = session.terminal();
        terminal.message(terminal.styledMessage(Style.RED, code + ":") + " " + Text.printable(message));
        if (!remedy.isEmpty()) {
            terminal.message("  " + Text.printable(remedy));
        }
    }

    /** Arguments may be of any length. */
    private static String message(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        ArgSpec argument = e.getArgSpec();
        if (argument != null && e.getCause() instanceof TypeConversionException) {
            String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
            message = name + ": " + e.getCause().getMessage();
        }
        return Printable.line(message, LONGEST);
    }

    private static String help(CommandLine command) {
        String what = command.getSubcommands().isEmpty() ? "options" : "commands";
        return "\"" + command.getCommandSpec().qualifiedName(" ") + " --help\" lists the " + what + ".";
    }

    private static String guess(ParameterException e) {
        List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
    }

    private boolean asksForJson() {
        String all = String.join(" ", arguments).toLowerCase(Locale.ROOT);
        return all.contains("--format=json") || all.contains("--format json");
    }
}
