package dev.supsync.config;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that a person hears of everything at once. */
final class Mistakes {

    private static final int SHOWN = 100;

    private final List<Mistake> found = new ArrayList<>();

    private record Mistake(Place place, String text) {}

    /** Adds a mistake at a dotted path. */
    void add(Place place, String path, String text) {
        add(place, (path.isEmpty() ? "the file" : path) + ": " + text);
    }

    /** Adds a mistake of the file itself. */
    void add(Place place, String text) {
        found.add(new Mistake(place, text));
    }

    /** Whether anything is wrong so far. */
    boolean any() {
        return !found.isEmpty();
    }

    /** Ends the reading if there was any mistake. */
    void refuse(String file) {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparing(Mistake::place));
        StringBuilder message = new StringBuilder(found.size() == 1 ? "1 mistake" : found.size() + " mistakes")
                .append(" in the configuration ")
                .append(file)
                .append(':');
        found.stream().limit(SHOWN).forEach(mistake -> message.append("\n- ")
                .append(mistake.place())
                .append(": ")
                .append(mistake.text()));
        if (found.size() > SHOWN) {
            message.append("\n- and ").append(found.size() - SHOWN).append(" more");
        }
        throw new SupsyncException(
                ErrorCode.CONFIGURATION,
                message.toString(),
                "Correct the configuration; docs/reference/configuration.md describes every key. Nothing was started.");
    }
}
