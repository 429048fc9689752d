package dev.supsync.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out for results
 * @param err for messages
 * @param isTerminal whether results are read by a person at a terminal
 * @param isErrTerminal whether messages are
 * @param mayColor whether the terminal shows colours
 */
record Terminal(Output out, Output err, boolean isTerminal, boolean isErrTerminal, boolean mayColor) {

    /** The streams of this process; the system's own are set to them. */
    static Terminal ofProcess(Map<String, String> environment) {
        Output out = Output.ofResults(new FileOutputStream(FileDescriptor.out));
        Output err = Output.ofMessages(new FileOutputStream(FileDescriptor.err));
        System.setOut(out.printer());
        System.setErr(err.printer());
        boolean dumb =
                environment.containsKey("NO_COLOR") || "dumb".equals(environment.getOrDefault("TERM", "unknown"));
        return new Terminal(out, err, Descriptors.isTerminal(1), Descriptors.isTerminal(2), !dumb);
    }

    /** The same without colours. */
    Terminal withoutColor() {
        return new Terminal(out, err, isTerminal, isErrTerminal, false);
    }

    /** Whether results may be coloured. */
    boolean colored() {
        return isTerminal && mayColor;
    }

    /** A result's line. */
    void line(String text) {
        out.print(text + "\n");
    }

    /** A message's line. */
    void message(String text) {
        out.flush();
        err.print(text + "\n");
        err.flush();
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /** A message that closes results, such as their number; none if they have not all arrived. */
    void closing(String text) {
        if (!isBroken()) {
            message(text);
        }
    }

    /** Whether nobody reads the results any more, as behind {@code | head}, or they cannot be written. */
    boolean isBroken() {
        return out.isBroken();
    }

    /** The text in a style of the terminal, for results. */
    String styled(Style style, String text) {
        return colored() ? style.of(text) : text;
    }

    /** The text in a style of the terminal, for messages. */
    String styledMessage(Style style, String text) {
        return isErrTerminal && mayColor ? style.of(text) : text;
    }

    /** The styles in use. */
    enum Style {
        BOLD("1"),
        FAINT("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        private String of(String text) {
            return "\u001B[" + code + "m" + text + "\u001B[0m";
        }
    }
}
