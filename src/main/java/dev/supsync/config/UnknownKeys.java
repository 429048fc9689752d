package dev.supsync.config;

import dev.supsync.error.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Says of a key that nothing is known by it, and which one may be meant. */
final class UnknownKeys {

    private UnknownKeys() {}

    static String text(String key, Collection<String> known) {
        return "unknown key"
                + nearest(key, known)
                        .map(name -> "; did you mean \"" + name + "\"?")
                        .orElse(";")
                + " Allowed here: " + String.join(", ", known);
    }

    private static Optional<String> nearest(String key, Collection<String> known) {
        String folded = key.toLowerCase(Locale.ROOT).replace('_', '-');
        return known.stream()
                .min(Comparator.comparingInt(name -> EditDistance.of(name, folded)))
                .filter(name ->
                        folded.length() <= 100 && EditDistance.of(name, folded) <= Math.max(2, name.length() / 3));
    }
}
