package dev.supsync.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A mapping of the configuration: its keys are asked for one by one, and {@link #done()} reports those that nobody
 * asked for. What is wrong goes to the mistakes; the reading goes on without it.
 */
final class Section {

    private final Reading reading;
    private final String path;
    private final Place place;
    private final Map<String, Entry> entries;
    /** Whether the keys of this section are not to be missed, since the section itself is no mapping. */
    private final boolean broken;

    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> reported = new HashSet<>();

    Section(Reading reading, String path, Place place, Map<String, Entry> entries, boolean broken) {
        this.reading = reading;
        this.path = path;
        this.place = place;
        this.entries = entries;
        this.broken = broken;
    }

    /**
     * A key of a mapping with what stands there.
     *
     * @param place of the key
     */
    record Entry(Place place, Node node) {}

    /** Reads a text as a value. */
    @FunctionalInterface
    interface Converter<T> {

        /**
         * The value.
         *
         * @throws IllegalArgumentException saying what is expected instead
         */
        T convert(String text);
    }

    Reading reading() {
        return reading;
    }

    /** The keys that the file gives. */
    Collection<String> keys() {
        return entries.keySet();
    }

    /** Whether this is no mapping at all, which is reported already. */
    boolean isBroken() {
        return broken;
    }

    /** Whether the file or the environment says anything at a key. */
    boolean gives(String key) {
        Entry entry = entries.get(key);
        return (entry != null && !Nodes.isNull(entry.node()))
                || reading.environment().override(path(key)).isPresent()
                || reading.environment().hasBelow(path(key));
    }

    /** Whether nothing was wrong with the values at these keys. */
    boolean isSound(String... keys) {
        return Stream.of(keys).noneMatch(reported::contains);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Where the key is written, else where the section begins. */
    Place place(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place : entry.place();
    }

    /** The section below a key; empty if neither the file nor the environment says anything there. */
    Optional<Section> section(String key) {
        asked.add(key);
        return gives(key) ? Optional.of(below(key, key)) : Optional.empty();
    }

    /** The section below a key, by another name in its path. */
    Section below(String key, String name) {
        Entry entry = entries.get(key);
        return entry == null || Nodes.isNull(entry.node())
                ? new Section(reading, path(name), place(key), Map.of(), false)
                : Nodes.section(reading, path(name), entry);
    }

    /** The sections of a list of mappings; none if it is absent. */
    List<Section> sections(String key) {
        asked.add(key);
        Entry entry = entries.get(key);
        return entry == null ? List.of() : Nodes.sections(reading, path(key), entry);
    }

    /** Whether a single value stands at a key, not a mapping or a list. */
    boolean isText(String key) {
        Entry entry = entries.get(key);
        return reading.environment().override(path(key)).isPresent() || (entry != null && Nodes.isText(entry.node()));
    }

    /** The section below a key, without keys if it is absent. */
    Section sectionOrEmpty(String key) {
        asked.add(key);
        return below(key, key);
    }

    /** As {@link #section(String)}; a mistake if it is absent. */
    Optional<Section> requireSection(String key) {
        Optional<Section> section = section(key);
        if (section.isEmpty()) {
            missing(key);
        }
        return section;
    }

    /** The text at a key, from the environment if a variable sets it. */
    Optional<Value> value(String key) {
        asked.add(key);
        Optional<Environment.Variable> variable = reading.environment().override(path(key));
        if (variable.isPresent()) {
            Place at = Place.variable(variable.get().name());
            return Optional.of(new Value(variable.get().value(), at, path(key), true));
        }
        Entry entry = entries.get(key);
        if (entry == null || Nodes.isNull(entry.node())) {
            return Optional.empty();
        }
        Optional<Value> value = Nodes.scalar(reading, path(key), entry.node());
        if (value.isEmpty()) {
            reported.add(key);
        }
        return value;
    }

    /** The converted value at a key; empty if it is absent or wrong. */
    <T> Optional<T> find(String key, Converter<T> converter) {
        return value(key).flatMap(value -> convert(key, value, converter));
    }

    /** As {@link #find(String, Converter)}; a mistake if it is absent. */
    <T> Optional<T> require(String key, Converter<T> converter) {
        Optional<T> found = find(key, converter);
        if (found.isEmpty() && !reported.contains(key)) {
            missing(key);
        }
        return found;
    }

    /**
     * The converted values of a list; empty if it is absent. Variables of the environment that end in {@code _0},
     * {@code _1} and so on replace the whole list.
     */
    <T> List<T> list(String key, Converter<T> converter) {
        List<T> list = new ArrayList<>();
        for (Value value : values(key)) {
            convert(key, value, converter).ifPresent(list::add);
        }
        return list;
    }

    private List<Value> values(String key) {
        asked.add(key);
        List<Value> values = new ArrayList<>();
        Optional<Environment.Variable> variable = reading.environment().override(path(key) + ".0");
        while (variable.isPresent()) {
            Place at = Place.variable(variable.get().name());
            values.add(new Value(variable.get().value(), at, path(key) + "[" + values.size() + "]", true));
            variable = reading.environment().override(path(key) + "." + values.size());
        }
        Entry entry = entries.get(key);
        return !values.isEmpty() || entry == null ? values : Nodes.list(reading, path(key), entry.node());
    }

    private <T> Optional<T> convert(String key, Value value, Converter<T> converter) {
        try {
            return Optional.of(converter.convert(value.text()));
        } catch (IllegalArgumentException e) {
            reported.add(key);
            mistake(value, "found " + value.shown() + ", expected " + e.getMessage());
            return Optional.empty();
        }
    }

    void mistake(Value value, String text) {
        reading.mistakes().add(value.place(), value.path(), text);
    }

    /** Adds a mistake at a key. */
    void mistake(String key, String text) {
        reading.mistakes().add(place(key), path(key), text);
    }

    /** Adds a mistake of the section itself. */
    void mistake(String text) {
        reading.mistakes().add(place, path, text);
    }

    private void missing(String key) {
        if (!broken) {
            reading.mistakes().add(place(key), path(key), "is missing");
        }
    }

    /** Reports the keys that nobody asked for. */
    void done() {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (!asked.contains(entry.getKey())) {
                reading.mistakes()
                        .add(entry.getValue().place(), path(entry.getKey()), UnknownKeys.text(entry.getKey(), asked));
            }
        }
    }
}
