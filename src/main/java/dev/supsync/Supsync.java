package dev.supsync;

/** The program: starts the command line. */
public final class Supsync {

    private Supsync() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(2);
    }
}
