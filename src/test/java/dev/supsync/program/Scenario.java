package dev.supsync.program;

import java.util.ArrayList;
import java.util.List;

/** A command that can be killed at any moment, and what it finds when it starts. */
enum Scenario {
    FULL_OF_A_NEW_TREE(Start.NEW, "sync", "full"),
    FULL(Start.NEXT_DAY, "sync", "full"),
    DELTA(Start.NEXT_DAY, "sync", "delta"),
    IMPORT(Start.SYNCHRONIZED, "import", "--catalog", "../day-2.cab", "--ids-file", "../picks.txt"),
    EXPORT(Start.SYNCHRONIZED, "export", "--full", "--output", "package.cab"),
    IMPORT_PACKAGE(Start.LABORATORY, "import-package", "../package.cab"),
    CLEANUP(Start.AGED, "cleanup"),
    PROMOTE(Start.SYNCHRONIZED, "promote", "sup1b");

    /** What a command finds. */
    enum Start {
        /** A tree without any database. */
        NEW,
        /** A tree that is at the first day's export. */
        SYNCHRONIZED,
        /** The same, where the second day's export has taken the place of the first one's. */
        NEXT_DAY,
        /** A tree in which a third of the updates expired long ago. */
        AGED,
        /** A site without any database, which packages feed. */
        LABORATORY
    }

    private final Start start;
    private final List<String> arguments;

    Scenario(Start start, String... arguments) {
        this.start = start;
        this.arguments = List.of(arguments);
    }

    Start start() {
        return start;
    }

    String[] arguments() {
        return arguments.toArray(String[]::new);
    }

    /** The exit status of an undisturbed run: some of the picks are expired, so that they cannot be imported. */
    int exit() {
        return this == IMPORT ? 1 : 0;
    }

    /** The databases of sites that it may write, below data/. */
    List<String> sites() {
        return this == IMPORT_PACKAGE ? List.of("LAB") : List.of("CS1", "PS1");
    }

    /** The databases of catalogs that it may write. */
    List<String> catalogs() {
        return this == IMPORT_PACKAGE ? List.of("W0") : List.of("W1", "W1b", "W2");
    }

    /** All of them. */
    List<String> databases() {
        List<String> all = new ArrayList<>(sites());
        all.addAll(catalogs());
        return all;
    }
}
