package dev.supsync.config;

import dev.supsync.error.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes YAML nodes apart. Every scalar is the text that is written: 001, 1E5 and OFF stay what they are. */
final class Nodes {

    private static final int SHOWN = 100;

    private Nodes() {}

    /** Whether nothing is written there. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && node.getTag().equals(Tag.NULL);
    }

    /** Whether a single value is written there. */
    static boolean isText(Node node) {
        return node instanceof ScalarNode && !isNull(node);
    }

    /** The sections of a list of mappings. */
    static List<Section> sections(Reading reading, String path, Section.Entry entry) {
        if (isNull(entry.node())) {
            return List.of();
        }
        if (!(entry.node() instanceof SequenceNode sequence)) {
            wrongKind(reading, path, entry.node(), "a list of mappings");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            Section.Entry item = new Section.Entry(place(reading, node), node);
            sections.add(section(reading, path + "[" + sections.size() + "]", item));
        }
        return sections;
    }

    /** The section that an entry holds; broken, with a mistake added, if it holds something else. */
    static Section section(Reading reading, String path, Section.Entry entry) {
        if (!(entry.node() instanceof MappingNode mapping)) {
            wrongKind(reading, path, entry.node(), "a mapping of keys to values");
            return new Section(reading, path, entry.place(), Map.of(), true);
        }
        Map<String, Section.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            add(reading, path, tuple, entries);
        }
        return new Section(reading, path, entry.place(), entries, false);
    }

    private static void add(Reading reading, String path, NodeTuple tuple, Map<String, Section.Entry> entries) {
        Place place = place(reading, tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
            reading.mistakes().add(place, path, "a key must be a text, found " + kind(tuple.getKeyNode()));
            return;
        }
        String key = Printable.line(scalar.getValue(), SHOWN);
        Section.Entry first = entries.putIfAbsent(key, new Section.Entry(place, tuple.getValueNode()));
        if (first != null) {
            reading.mistakes()
                    .add(
                            place,
                            path.isEmpty() ? key : path + "." + key,
                            "the key is given twice, first in line "
                                    + first.place().line());
        }
    }

    /** The text of a scalar with its placeholders replaced; empty, with a mistake added, if that cannot be done. */
    static Optional<Value> scalar(Reading reading, String path, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            wrongKind(reading, path, node, "a single value");
            return Optional.empty();
        }
        Place place = place(reading, node);
        try {
            String text = Placeholders.expand(scalar.getValue(), reading.environment());
            return Optional.of(new Value(text, place, path, false));
        } catch (IllegalArgumentException e) {
            reading.mistakes().add(place, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The scalars of a list. */
    static List<Value> list(Reading reading, String path, Node node) {
        if (isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            wrongKind(reading, path, node, "a list, as in [ first, second ]");
            return List.of();
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            scalar(reading, path + "[" + i + "]", sequence.getValue().get(i)).ifPresent(values::add);
        }
        return values;
    }

    private static void wrongKind(Reading reading, String path, Node node, String expected) {
        reading.mistakes().add(place(reading, node), path, "found " + kind(node) + ", expected " + expected);
    }

    static Place place(Reading reading, Node node) {
        return Place.of(reading.name(), node.getStartMark());
    }

    private static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        return node instanceof SequenceNode ? "a list" : "a single value";
    }
}
