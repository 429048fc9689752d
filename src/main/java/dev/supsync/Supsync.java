package dev.supsync;

import dev.supsync.cli.CommandLineProgram;
import java.util.Locale;

/** The program: starts the command line. */
public final class Supsync {

    private Supsync() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // numbers, and the database's idea of upper and lower case, are the same everywhere
        Locale.setDefault(Locale.ROOT);
        System.exit(CommandLineProgram.run(args));
    }
}
