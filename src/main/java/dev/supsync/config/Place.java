package dev.supsync.config;

import java.util.Comparator;
import org.yaml.snakeyaml.error.Mark;

/**
 * Where something was written.
 *
 * @param source the file, or the environment variable
 * @param line from 1 on; 0 where a place has none
 * @param column from 1 on; 0 where a place has none
 */
record Place(String source, int line, int column) implements Comparable<Place> {

    private static final Comparator<Place> ORDER = Comparator.comparing((Place place) -> place.line == 0)
            .thenComparingInt(Place::line)
            .thenComparingInt(Place::column)
            .thenComparing(Place::source);

    static Place of(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Place variable(String name) {
        return new Place("environment variable " + name, 0, 0);
    }

    /** What stands in the file in the order of the file, then the rest. */
    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
