package dev.supsync.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the operating system tells about the process's streams. */
final class Descriptors {

    private static final int DEFAULT_WIDTH = 120;
    private static final int LEAST_WIDTH = 40;

    private Descriptors() {}

    /** Whether a stream (1 output, 2 errors) is a terminal. */
    static boolean isTerminal(int number) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            return hasConsole(); // not on Linux: input and output together are all that can be asked for
        }
    }

    /** Columns of the terminal. */
    static int width(Map<String, String> environment) {
        try {
            return Math.max(LEAST_WIDTH, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException e) {
            return Math.max(LEAST_WIDTH, sttyWidth());
        }
    }

    private static int sttyWidth() {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return DEFAULT_WIDTH;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
            int width = ended && size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return width > 0 ? width : DEFAULT_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return DEFAULT_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DEFAULT_WIDTH;
        }
    }

    /** Since Java 22 there is a console even where there is no terminal; it tells. */
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
