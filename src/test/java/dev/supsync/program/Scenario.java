package dev.supsync.program;

import java.util.List;

/** A command that can be killed at any moment, and what it finds when it starts. */
enum Scenario {
    FULL_OF_A_NEW_TREE(false, false, "sync", "full"),
    FULL(true, true, "sync", "full"),
    DELTA(true, true, "sync", "delta"),
    IMPORT(true, false, "import", "--catalog", "../day-2.cab", "--ids-file", "../picks.txt"),
    EXPORT(true, false, "export", "--full", "--output", "package.cab"),
    IMPORT_PACKAGE(false, false, "import-package", "../package.cab"),
    CLEANUP(true, false, "cleanup"),
    PROMOTE(true, false, "promote", "sup1b");

    private final boolean synchronizedBefore;
    private final boolean nextDay;
    private final List<String> arguments;

    Scenario(boolean synchronizedBefore, boolean nextDay, String... arguments) {
        this.synchronizedBefore = synchronizedBefore;
        this.nextDay = nextDay;
        this.arguments = List.of(arguments);
    }

    /** Whether the tree was synchronized with the first day's export before. */
    boolean isSynchronizedBefore() {
        return synchronizedBefore;
    }

    /** Whether the second day's export has taken the place of the first one's. */
    boolean isNextDay() {
        return nextDay;
    }

    String[] arguments() {
        return arguments.toArray(String[]::new);
    }

    /** The databases of sites that it may write, below data/. */
    List<String> sites() {
        return this == IMPORT_PACKAGE ? List.of("LAB") : List.of("CS1", "PS1");
    }

    /** The databases of catalogs that it may write. */
    List<String> catalogs() {
        return this == IMPORT_PACKAGE ? List.of("W0") : List.of("W1", "W1b", "W2");
    }
}
