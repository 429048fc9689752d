package dev.supsync.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment's variables, and which of them a configuration has used. A variable that sets a value is named as
 * Spring's relaxed rule says: the path in upper case, dots made underscores, hyphens left out (or made underscores
 * too).
 */
final class Environment {

    private static final String PREFIX = "SUPSYNC_";

    private final Map<String, String> variables;
    /** The names as they are set, by their upper case. */
    private final Map<String, String> names = new HashMap<>();

    private final Set<String> used = new HashSet<>();

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
        variables.keySet().stream().sorted().forEach(name -> names.putIfAbsent(name.toUpperCase(Locale.ROOT), name));
    }

    record Variable(String name, String value) {}

    /** The variable that sets the value at a path; empty when it is not set. */
    Optional<Variable> override(String path) {
        for (String candidate : namesOf(path)) {
            String name = names.get(candidate);
            if (name != null) {
                used.add(name);
                return Optional.of(new Variable(name, variables.getOrDefault(name, "")));
            }
        }
        return Optional.empty();
    }

    /** Whether some variable sets a value below a path. */
    boolean hasBelow(String path) {
        return namesOf(path).stream()
                .anyMatch(prefix -> names.keySet().stream().anyMatch(name -> name.startsWith(prefix + "_")));
    }

    /** The value of a variable that a placeholder names. */
    Optional<String> value(String name) {
        used.add(name);
        return Optional.ofNullable(variables.get(name));
    }

    /** The variables that look as if they set a value, but were not asked for; sorted. */
    List<String> unused(Set<String> sectionsOfOthers) {
        return names.values().stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX))
                .filter(name -> !used.contains(name))
                .filter(name -> sectionsOfOthers.stream()
                        .noneMatch(section -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX + section + "_")))
                .sorted()
                .toList();
    }

    private static List<String> namesOf(String path) {
        String upper = path.replace("]", "").replace('[', '_').replace('.', '_').toUpperCase(Locale.ROOT);
        return List.of(upper.replace("-", ""), upper.replace('-', '_'));
    }
}
